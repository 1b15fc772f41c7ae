using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>Reads MessagePack that <see cref="PayloadReader"/> has accepted, in either mode; nothing is checked again.</summary>
internal static class TrustedMessagePack
{
    /// <summary>
    /// Reads one value's header, and the value itself unless it is a container, and moves behind it. The token is filled in
    /// place: copying one right after its parts were written stalls the processor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Read(ReadOnlySpan<byte> source, ref int position, out Token token)
    {
        byte marker = source[position];
        token = default;
        token.Start = position;
        if (marker < MsgPack.FixMap)
        {
            token.Kind = OmsValueKind.Integer;
            token.Bits = marker;
            position++;
        }
        else if ((marker & 0xe0) == MsgPack.FixText) Content(OmsValueKind.Text, ref position, 1, marker & 0x1f, ref token);
        else ReadOther(source, ref position, marker, ref token);
    }

    /// <summary>Reads a key's header and answers the length of its text, at which the position then is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int ReadKeyLength(ReadOnlySpan<byte> source, ref int position)
    {
        byte marker = source[position];
        if ((marker & 0xe0) == MsgPack.FixText)
        {
            position++;
            return marker & 0x1f;
        }
        Token key = default;
        ReadOther(source, ref position, marker, ref key);
        position = key.ContentStart;
        return key.Length;
    }

    /// <summary>Moves behind one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Skip(ReadOnlySpan<byte> source, ref int position)
    {
        byte marker = source[position];
        int size = Sizes[marker];
        if (size > 0) position += size;
        else if (marker == MsgPack.Text8) position += 2 + source[position + 1];
        else TrustedReader.SkipByReading(source, PayloadEncoding.MessagePack, ref position);
    }

    /// <summary>Bytes of a value by its marker, where the marker alone says it; otherwise 0.</summary>
    private static ReadOnlySpan<byte> Sizes =>
    [
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
        1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 5, 9, 2, 3, 5, 9, 2, 3, 5, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ];

    private static void ReadOther(ReadOnlySpan<byte> source, ref int position, byte marker, ref Token token)
    {
        ReadOnlySpan<byte> rest = source[(position + 1)..];
        switch (marker)
        {
            case < MsgPack.FixArray: Container(OmsValueKind.Map, ref position, 1, marker & 0x0f, ref token); break;
            case < MsgPack.FixText: Container(OmsValueKind.Array, ref position, 1, marker & 0x0f, ref token); break;
            case >= MsgPack.NegativeFixInt: Number(OmsValueKind.Integer, ref position, 0, (sbyte)marker, ref token); break;
            case MsgPack.Float32: Number(OmsValueKind.Float, ref position, 4, BitConverter.DoubleToInt64Bits(BinaryPrimitives.ReadSingleBigEndian(rest)), ref token); break;
            case MsgPack.Float64: Number(OmsValueKind.Float, ref position, 8, BinaryPrimitives.ReadInt64BigEndian(rest), ref token); break;
            case MsgPack.UInt8: Number(OmsValueKind.Integer, ref position, 1, rest[0], ref token); break;
            case MsgPack.UInt16: Number(OmsValueKind.Integer, ref position, 2, BinaryPrimitives.ReadUInt16BigEndian(rest), ref token); break;
            case MsgPack.UInt32: Number(OmsValueKind.Integer, ref position, 4, BinaryPrimitives.ReadUInt32BigEndian(rest), ref token); break;
            case MsgPack.UInt64:
                long bits = BinaryPrimitives.ReadInt64BigEndian(rest);
                Number(OmsValueKind.Integer, ref position, 8, bits, ref token);
                token.IsUnsigned = bits < 0;
                break;
            case MsgPack.Int8: Number(OmsValueKind.Integer, ref position, 1, (sbyte)rest[0], ref token); break;
            case MsgPack.Int16: Number(OmsValueKind.Integer, ref position, 2, BinaryPrimitives.ReadInt16BigEndian(rest), ref token); break;
            case MsgPack.Int32: Number(OmsValueKind.Integer, ref position, 4, BinaryPrimitives.ReadInt32BigEndian(rest), ref token); break;
            case MsgPack.Int64: Number(OmsValueKind.Integer, ref position, 8, BinaryPrimitives.ReadInt64BigEndian(rest), ref token); break;
            case MsgPack.False or MsgPack.True: Number(OmsValueKind.Boolean, ref position, 0, marker & 1, ref token); break;
            case MsgPack.Text8: Content(OmsValueKind.Text, ref position, 2, rest[0], ref token); break;
            case MsgPack.Text16: Content(OmsValueKind.Text, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest), ref token); break;
            case MsgPack.Text32: Content(OmsValueKind.Text, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest), ref token); break;
            case MsgPack.Bin8: Content(OmsValueKind.Bytes, ref position, 2, rest[0], ref token); break;
            case MsgPack.Bin16: Content(OmsValueKind.Bytes, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest), ref token); break;
            case MsgPack.Bin32: Content(OmsValueKind.Bytes, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest), ref token); break;
            case MsgPack.Array16: Container(OmsValueKind.Array, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest), ref token); break;
            case MsgPack.Array32: Container(OmsValueKind.Array, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest), ref token); break;
            case MsgPack.Map16: Container(OmsValueKind.Map, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest), ref token); break;
            case MsgPack.Map32: Container(OmsValueKind.Map, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest), ref token); break;
            default: Number(OmsValueKind.Null, ref position, 0, 0, ref token); break;
        }
    }

    private static void Number(OmsValueKind kind, ref int position, int size, long bits, ref Token token)
    {
        token.Kind = kind;
        token.Bits = bits;
        position += 1 + size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Content(OmsValueKind kind, ref int position, int header, int length, ref Token token)
    {
        token.Kind = kind;
        token.ContentStart = position + header;
        token.Length = length;
        position += header + length;
    }

    private static void Container(OmsValueKind kind, ref int position, int header, int count, ref Token token)
    {
        token.Kind = kind;
        token.ContentStart = position + header;
        token.Length = count;
        position += header;
    }
}
