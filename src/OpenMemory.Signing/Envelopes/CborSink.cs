using System.Buffers.Binary;

namespace OpenMemory.Signing;

/// <summary>Writes deterministic CBOR (RFC 8949 §4.2.1) into a span that is large enough.</summary>
internal ref struct CborSink(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    internal int Position { get; private set; }

    /// <summary>Bytes of a byte string or a text with so many bytes of content.</summary>
    internal static long SizeOf(long length) => Cbor.HeadSize((ulong)length) + length;

    /// <summary>Bytes of an integer.</summary>
    internal static int SizeOfInteger(long number) => Cbor.HeadSize((ulong)(number < 0 ? ~number : number));

    internal void Head(byte kind, ulong number)
    {
        Span<byte> rest = _destination[Position..];
        int size = Cbor.HeadSize(number);
        Position += size;
        switch (size)
        {
            case 1:
                rest[0] = (byte)(kind | number);
                break;
            case 2:
                (rest[0], rest[1]) = ((byte)(kind | Cbor.OneByte), (byte)number);
                break;
            case 3:
                rest[0] = (byte)(kind | (Cbor.OneByte + 1));
                BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)number);
                break;
            case 5:
                rest[0] = (byte)(kind | (Cbor.OneByte + 2));
                BinaryPrimitives.WriteUInt32BigEndian(rest[1..], (uint)number);
                break;
            default:
                rest[0] = (byte)(kind | Cbor.EightBytes);
                BinaryPrimitives.WriteUInt64BigEndian(rest[1..], number);
                break;
        }
    }

    internal void Integer(long number) => Head(number < 0 ? Cbor.Negative : Cbor.Unsigned, (ulong)(number < 0 ? ~number : number));

    /// <summary>Writes a byte string, or a text in UTF-8.</summary>
    internal void String(byte kind, ReadOnlySpan<byte> content)
    {
        Head(kind, (ulong)content.Length);
        content.CopyTo(_destination[Position..]);
        Position += content.Length;
    }

    /// <summary>Leaves room for bytes that are written later.</summary>
    internal Span<byte> Skip(int length)
    {
        Span<byte> room = _destination.Slice(Position, length);
        Position += length;
        return room;
    }
}
