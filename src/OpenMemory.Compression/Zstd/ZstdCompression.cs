namespace OpenMemory.Compression;

/// <summary>A ZSTD_CCtx.</summary>
internal sealed class ZstdCompression : NativeContext
{
    protected override bool ReleaseHandle() => ZstdNative.FreeCompression(handle) == 0;
}
