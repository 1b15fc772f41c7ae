namespace OpenMemory.Compression;

/// <summary>An LZ4F_dctx.</summary>
internal sealed class Lz4Decompression : NativeContext
{
    protected override bool ReleaseHandle()
    {
        Lz4Native.FreeDecompression(handle); // answers what the decoder was about to do, which is no error
        return true;
    }
}
