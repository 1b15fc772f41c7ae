namespace OpenMemory.Compression;

/// <summary>An LZ4F_cctx.</summary>
internal sealed class Lz4Compression : NativeContext
{
    protected override bool ReleaseHandle() => Lz4Native.FreeCompression(handle) == 0;
}
