using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>The numbers in the heads of CBOR values.</summary>
internal static class CborHead
{
    /// <summary>Reads a big-endian number of 1, 2, 4 or 8 bytes.</summary>
    internal static ulong Read(ReadOnlySpan<byte> source, int size) => size switch
    {
        1 => source[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(source),
        4 => BinaryPrimitives.ReadUInt32BigEndian(source),
        _ => BinaryPrimitives.ReadUInt64BigEndian(source),
    };
}
