using System.Buffers.Binary;

namespace OpenMemory.Cli.Conformance;

/// <summary>Names what a row needs and a reader may lack, so that "not supported" is believed only where there is such a need.</summary>
internal static class Capabilities
{
    /// <summary>The capability that an element of a file or a frame needs, or null.</summary>
    internal static string? NeededBy(ReadOnlySpan<byte> element) =>
        element is [0x84, ..] or [0xd2, 0x84, ..] ? "needs COSE envelopes" : null;

    /// <summary>The first capability that a frame of a stream needs, or null.</summary>
    internal static string? NeededByStream(ReadOnlySpan<byte> stream)
    {
        while (stream.Length > 4)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(stream);
            stream = stream[4..];
            if (length == 0 || length > stream.Length) return null;
            if (NeededBy(stream[..(int)length]) is { } need) return need;
            stream = stream[(int)length..];
        }
        return null;
    }
}
