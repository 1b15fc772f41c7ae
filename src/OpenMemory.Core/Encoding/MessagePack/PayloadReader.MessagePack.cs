using System.Buffers.Binary;

namespace OpenMemory;

internal ref partial struct PayloadReader
{
    private bool TryReadOther(ref Token token, byte marker)
    {
        int position = _position;
        switch (marker)
        {
            case < MsgPack.FixArray: return TryReadContainer(ref token, OmsValueKind.Map, 1, marker & 0x0fu);
            case < MsgPack.FixText: return TryReadContainer(ref token, OmsValueKind.Array, 1, marker & 0x0fu);
            case >= MsgPack.NegativeFixInt:
                token.Kind = OmsValueKind.Integer;
                token.Bits = (sbyte)marker;
                _position = position + 1;
                return true;
            case MsgPack.Float64: return TryReadFloat(ref token, 8);
            case >= MsgPack.UInt8 and <= MsgPack.Int64: return TryReadInteger(ref token, marker);
            case MsgPack.Text8 or MsgPack.Text16 or MsgPack.Text32:
                return TryReadLength(marker - MsgPack.Text8, marker == MsgPack.Text8 ? 32u : 0, out uint length, out int header)
                    && (length <= int.MaxValue ? TryReadText(ref token, position + header, (int)length) : Truncated(position));
            case MsgPack.Nil:
                _position = position + 1;
                return true;
            case MsgPack.False or MsgPack.True:
                token.Kind = OmsValueKind.Boolean;
                token.Bits = marker & 1;
                _position = position + 1;
                return true;
            case MsgPack.Bin8 or MsgPack.Bin16 or MsgPack.Bin32: return TryReadBytes(ref token, marker);
            case MsgPack.Array16 or MsgPack.Array32: return TryReadLongContainer(ref token, OmsValueKind.Array, marker - MsgPack.Array16);
            case MsgPack.Map16 or MsgPack.Map32: return TryReadLongContainer(ref token, OmsValueKind.Map, marker - MsgPack.Map16);
            case MsgPack.Float32: return Tolerate("OMS-4.3-2", "A float is stored in 32 bits", position) && TryReadFloat(ref token, 4);
            case MsgPack.NeverUsed: return Fail(OmsErrorCode.Corrupt, "R-26", "The byte c1 begins no value", position);
            default: return Fail(OmsErrorCode.Corrupt, "R-26", "Extension types are not allowed", position);
        }
    }

    private bool TryReadFloat(ref Token token, int size)
    {
        int position = _position;
        if (_source.Length - position <= size) return Truncated(position);
        ReadOnlySpan<byte> rest = _source[(position + 1)..];
        double value = size == 8 ? BinaryPrimitives.ReadDoubleBigEndian(rest) : BinaryPrimitives.ReadSingleBigEndian(rest);
        if (!double.IsFinite(value)) return Fail(OmsErrorCode.FloatInvalid, "OMS-4.3-4", "A float is not a number or is infinite", position);
        token.Kind = OmsValueKind.Float;
        token.Bits = BitConverter.DoubleToInt64Bits(value);
        _position = position + 1 + size;
        return true;
    }

    private bool TryReadInteger(ref Token token, byte marker)
    {
        int position = _position, size = 1 << ((marker - MsgPack.UInt8) & 3);
        ReadOnlySpan<byte> rest = _source[(position + 1)..];
        if (rest.Length < size) return Truncated(position);
        // A wider form is canonical only for what the next narrower one cannot hold.
        (long value, bool shortest) = marker switch
        {
            MsgPack.UInt8 => (rest[0], rest[0] > 0x7f),
            MsgPack.UInt16 => (BinaryPrimitives.ReadUInt16BigEndian(rest), rest[0] != 0),
            MsgPack.UInt32 => (BinaryPrimitives.ReadUInt32BigEndian(rest), (rest[0] | rest[1]) != 0),
            MsgPack.UInt64 => (BinaryPrimitives.ReadInt64BigEndian(rest), BinaryPrimitives.ReadUInt32BigEndian(rest) != 0),
            MsgPack.Int8 => ((sbyte)rest[0], (sbyte)rest[0] < -32),
            MsgPack.Int16 => NarrowerThan(BinaryPrimitives.ReadInt16BigEndian(rest), sbyte.MinValue),
            MsgPack.Int32 => NarrowerThan(BinaryPrimitives.ReadInt32BigEndian(rest), short.MinValue),
            _ => NarrowerThan(BinaryPrimitives.ReadInt64BigEndian(rest), int.MinValue),
        };
        if (!shortest && !Tolerate("OMS-4.2-1", "An integer is not in its shortest form", position)) return false;
        token.Kind = OmsValueKind.Integer;
        token.Bits = value;
        token.IsUnsigned = marker == MsgPack.UInt64 && value < 0;
        _position = position + 1 + size;
        return true;

        static (long Value, bool Shortest) NarrowerThan(long value, long bound) => (value, value < bound);
    }

    private bool TryReadBytes(ref Token token, byte marker) =>
        TryReadLength(marker - MsgPack.Bin8, 0, out uint length, out int header) && TryTakeBytes(ref token, _position + header, length);

    private bool TryReadLongContainer(ref Token token, OmsValueKind kind, int wide)
    {
        // Widths: 16 bits from 16 items on, 32 bits from 65,536 on.
        if (!TryReadLength(wide + 1, wide == 0 ? 16u : 0, out uint count, out int header)) return false;
        return TryReadContainer(ref token, kind, header, count);
    }

    /// <summary>Reads a big-endian length of 1, 2 or 4 bytes (width 0, 1, 2) that a narrower form could not hold.</summary>
    private bool TryReadLength(int width, uint least, out uint length, out int header)
    {
        int position = _position;
        header = 1 + (1 << width);
        length = 0;
        if (_source.Length - position < header) return Truncated(position);
        ReadOnlySpan<byte> rest = _source[(position + 1)..];
        length = width switch { 0 => rest[0], 1 => BinaryPrimitives.ReadUInt16BigEndian(rest), _ => BinaryPrimitives.ReadUInt32BigEndian(rest) };
        if (least == 0 && width > 0) least = width == 1 ? 0x100u : 0x10000u;
        return length >= least || Tolerate("OMS-4.4-1", "A length is not in its shortest form", position);
    }
}
