using System.Buffers.Binary;

namespace OpenMemory.Cli.Conformance;

/// <summary>Names what a row needs and a reader may lack, so that "not supported" is believed only where there is such a need.</summary>
internal static class Capabilities
{
    private const byte Sealed = (byte)(GrainFlags.Encrypted | GrainFlags.Compressed);

    /// <summary>The capability that a blob needs, or null.</summary>
    internal static string? NeededBy(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < GrainHeader.Size) return null;
        return (blob[1] & Sealed) != 0 ? "needs sealed grains" : null;
    }

    /// <summary>The capability that the content of a frame needs, or null.</summary>
    internal static string? NeededByFrame(ReadOnlySpan<byte> content) =>
        content is [0x84, ..] or [0xd2, 0x84, ..] ? "needs COSE envelopes" : NeededBy(content);

    /// <summary>The first capability that a frame of a stream needs, or null.</summary>
    internal static string? NeededByStream(ReadOnlySpan<byte> stream)
    {
        while (stream.Length > 4)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(stream);
            stream = stream[4..];
            if (length == 0 || length > stream.Length) return null;
            if (NeededByFrame(stream[..(int)length]) is { } need) return need;
            stream = stream[(int)length..];
        }
        return null;
    }
}
