namespace OpenMemory.Compression.Tests;

/// <summary>Blobs whose payload is one compressed frame, which no writer makes .</summary>
internal static class Payloads
{
    internal const byte CompressedFlag = 0x04;

    /// <summary>The same header with flag bit 2, and the payload as one frame.</summary>
    internal static byte[] Compressed(ReadOnlySpan<byte> blob, IMgCodec codec) =>
        WithFrame(blob, Frames.Compress(codec, blob[GrainHeader.Size..]));

    /// <summary>The same header with flag bit 2, and a frame.</summary>
    internal static byte[] WithFrame(ReadOnlySpan<byte> blob, byte[] frame)
    {
        byte[] compressed = [.. blob[..GrainHeader.Size], .. frame];
        compressed[1] |= CompressedFlag;
        return compressed;
    }
}
