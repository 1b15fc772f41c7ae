namespace OpenMemory.Compression;

/// <summary>A ZSTD_DCtx.</summary>
internal sealed class ZstdDecompression : NativeContext
{
    protected override bool ReleaseHandle() => ZstdNative.FreeDecompression(handle) == 0;
}
