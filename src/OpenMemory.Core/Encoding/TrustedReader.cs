using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>Reads MessagePack that <see cref="PayloadReader"/> has accepted; nothing is checked again.</summary>
internal static class TrustedReader
{
    /// <summary>Reads one value's header, and the value itself unless it is a container, and moves behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Token Read(ReadOnlySpan<byte> source, ref int position)
    {
        byte marker = source[position];
        if (marker < MsgPack.FixMap)
            return new Token { Kind = OmsValueKind.Integer, Start = position, Bits = marker, ContentStart = ++position };
        if ((marker & 0xe0) == MsgPack.FixText) return Content(OmsValueKind.Text, ref position, 1, marker & 0x1f);
        return ReadOther(source, ref position, marker);
    }

    /// <summary>Moves behind one value.</summary>
    internal static void Skip(ReadOnlySpan<byte> source, ref int position)
    {
        for (long pending = 1; pending > 0; pending--)
        {
            Token token = Read(source, ref position);
            if (token.Kind == OmsValueKind.Array) pending += token.Length;
            else if (token.Kind == OmsValueKind.Map) pending += 2L * token.Length;
        }
    }

    private static Token ReadOther(ReadOnlySpan<byte> source, ref int position, byte marker)
    {
        int start = position;
        ReadOnlySpan<byte> rest = source[(start + 1)..];
        switch (marker)
        {
            case < MsgPack.FixArray: return Container(OmsValueKind.Map, ref position, 1, marker & 0x0f);
            case < MsgPack.FixText: return Container(OmsValueKind.Array, ref position, 1, marker & 0x0f);
            case >= MsgPack.NegativeFixInt: return Number(OmsValueKind.Integer, ref position, 0, (sbyte)marker);
            case MsgPack.Float64: return Number(OmsValueKind.Float, ref position, 8, BinaryPrimitives.ReadInt64BigEndian(rest));
            case MsgPack.UInt8: return Number(OmsValueKind.Integer, ref position, 1, rest[0]);
            case MsgPack.UInt16: return Number(OmsValueKind.Integer, ref position, 2, BinaryPrimitives.ReadUInt16BigEndian(rest));
            case MsgPack.UInt32: return Number(OmsValueKind.Integer, ref position, 4, BinaryPrimitives.ReadUInt32BigEndian(rest));
            case MsgPack.UInt64:
                long bits = BinaryPrimitives.ReadInt64BigEndian(rest);
                return Number(OmsValueKind.Integer, ref position, 8, bits) with { IsUnsigned = bits < 0 };
            case MsgPack.Int8: return Number(OmsValueKind.Integer, ref position, 1, (sbyte)rest[0]);
            case MsgPack.Int16: return Number(OmsValueKind.Integer, ref position, 2, BinaryPrimitives.ReadInt16BigEndian(rest));
            case MsgPack.Int32: return Number(OmsValueKind.Integer, ref position, 4, BinaryPrimitives.ReadInt32BigEndian(rest));
            case MsgPack.Int64: return Number(OmsValueKind.Integer, ref position, 8, BinaryPrimitives.ReadInt64BigEndian(rest));
            case MsgPack.False or MsgPack.True: return Number(OmsValueKind.Boolean, ref position, 0, marker & 1);
            case MsgPack.Text8: return Content(OmsValueKind.Text, ref position, 2, rest[0]);
            case MsgPack.Text16: return Content(OmsValueKind.Text, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest));
            case MsgPack.Text32: return Content(OmsValueKind.Text, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest));
            case MsgPack.Bin8: return Content(OmsValueKind.Bytes, ref position, 2, rest[0]);
            case MsgPack.Bin16: return Content(OmsValueKind.Bytes, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest));
            case MsgPack.Bin32: return Content(OmsValueKind.Bytes, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest));
            case MsgPack.Array16: return Container(OmsValueKind.Array, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest));
            case MsgPack.Array32: return Container(OmsValueKind.Array, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest));
            case MsgPack.Map16: return Container(OmsValueKind.Map, ref position, 3, BinaryPrimitives.ReadUInt16BigEndian(rest));
            case MsgPack.Map32: return Container(OmsValueKind.Map, ref position, 5, BinaryPrimitives.ReadInt32BigEndian(rest));
            default: return Number(OmsValueKind.Null, ref position, 0, 0);
        }
    }

    private static Token Number(OmsValueKind kind, ref int position, int size, long bits)
    {
        Token token = new() { Kind = kind, Start = position, ContentStart = position + 1, Bits = bits };
        position += 1 + size;
        return token;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Token Content(OmsValueKind kind, ref int position, int header, int length)
    {
        Token token = new() { Kind = kind, Start = position, ContentStart = position + header, Length = length };
        position += header + length;
        return token;
    }

    private static Token Container(OmsValueKind kind, ref int position, int header, int count)
    {
        Token token = new() { Kind = kind, Start = position, ContentStart = position + header, Length = count };
        position += header;
        return token;
    }
}
