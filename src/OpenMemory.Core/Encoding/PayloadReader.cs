using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// Strict forward reader of canonical MessagePack over a span (§4). It accepts exactly what the canonical writer makes and
/// names the rule and offset of the first deviation. Nothing is allocated, and no declared length is believed before the
/// bytes that remain have been compared with it (OMS-3.3-1).
/// </summary>
internal ref partial struct PayloadReader
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly int _maxDepth;
    private int _position;

    // The fault's parts, so that the common path never copies a fault.
    private OmsErrorCode _code;
    private string? _rule;
    private string? _message;
    private int _offset;

    internal PayloadReader(ReadOnlySpan<byte> source, int position, int maxDepth)
    {
        _source = source;
        _position = position;
        _maxDepth = maxDepth;
    }

    internal readonly int Position => _position;

    internal readonly OmsFault Fault => new(_code, _rule ?? "", _message ?? "", _offset);

    /// <summary>Reads one value's header, and the value itself unless it is a container.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryRead(out Token token)
    {
        token = default;
        int position = _position;
        if ((uint)position >= (uint)_source.Length) return Truncated(position);
        byte marker = _source[position];
        token.Start = position;
        if (marker < MsgPack.FixMap)
        {
            token.Kind = OmsValueKind.Integer;
            token.Bits = marker;
            _position = position + 1;
            return true;
        }
        if ((marker & 0xe0) == MsgPack.FixText) return TryReadText(ref token, position + 1, marker & 0x1f);
        return TryReadOther(ref token, marker);
    }

    /// <summary>Reads a map key: a canonical text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadKey(out Token token, out ulong prefix)
    {
        token = default;
        prefix = 0;
        int position = _position;
        if ((uint)position >= (uint)_source.Length) return Truncated(position);
        byte marker = _source[position];
        int length = marker & 0x1f;
        if ((marker & 0xe0) == MsgPack.FixText && length <= 8 && _source.Length - position > length)
        {
            prefix = CanonicalOrder.Prefix(_source, position + 1, length);
            if ((prefix & 0x8080808080808080) == 0)
            {
                token.Kind = OmsValueKind.Text;
                token.Start = position;
                token.ContentStart = position + 1;
                token.Length = length;
                _position = position + 1 + length;
                return true;
            }
        }
        return TryReadLongKey(out token, out prefix);
    }

    internal bool Fail(OmsErrorCode code, string rule, string message, int offset)
    {
        if (_code == OmsErrorCode.None) (_code, _rule, _message, _offset) = (code, rule, message, offset);
        return false;
    }

    private bool TryReadLongKey(out Token token, out ulong prefix)
    {
        prefix = 0;
        int start = _position;
        if (!TryRead(out token)) return false;
        if (token.Kind != OmsValueKind.Text) return Fail(OmsErrorCode.Corrupt, "OMS-4.1-3", "A map key is not a text", start);
        prefix = CanonicalOrder.Prefix(_source, token.ContentStart, token.Length);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadText(ref Token token, int contentStart, int length)
    {
        if (length > _source.Length - contentStart) return Truncated(token.Start);
        token.Kind = OmsValueKind.Text;
        token.ContentStart = contentStart;
        token.Length = length;
        _position = contentStart + length;
        TextFault fault = Utf8Text.Check(_source.Slice(contentStart, length), out int index);
        return fault == TextFault.None || BadText(fault, contentStart + index);
    }

    private bool TryReadOther(ref Token token, byte marker)
    {
        int position = _position;
        switch (marker)
        {
            case < MsgPack.FixArray: return TryReadContainer(ref token, OmsValueKind.Map, 1, marker & 0x0f);
            case < MsgPack.FixText: return TryReadContainer(ref token, OmsValueKind.Array, 1, marker & 0x0f);
            case >= MsgPack.NegativeFixInt:
                token.Kind = OmsValueKind.Integer;
                token.Bits = (sbyte)marker;
                _position = position + 1;
                return true;
            case MsgPack.Float64: return TryReadFloat(ref token);
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
            case MsgPack.Float32: return Fail(OmsErrorCode.Corrupt, "OMS-4.3-2", "A float is stored in 32 bits", position);
            case MsgPack.NeverUsed: return Fail(OmsErrorCode.Corrupt, "R-26", "The byte c1 begins no value", position);
            default: return Fail(OmsErrorCode.Corrupt, "R-26", "Extension types are not allowed", position);
        }
    }

    private bool TryReadFloat(ref Token token)
    {
        int position = _position;
        if (_source.Length - position < 9) return Truncated(position);
        long bits = BinaryPrimitives.ReadInt64BigEndian(_source[(position + 1)..]);
        if (!double.IsFinite(BitConverter.Int64BitsToDouble(bits)))
            return Fail(OmsErrorCode.FloatInvalid, "OMS-4.3-4", "A float is not a number or is infinite", position);
        token.Kind = OmsValueKind.Float;
        token.Bits = bits;
        _position = position + 9;
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
        if (!shortest) return Fail(OmsErrorCode.Corrupt, "OMS-4.2-1", "An integer is not in its shortest form", position);
        token.Kind = OmsValueKind.Integer;
        token.Bits = value;
        token.IsUnsigned = marker == MsgPack.UInt64 && value < 0;
        _position = position + 1 + size;
        return true;

        static (long Value, bool Shortest) NarrowerThan(long value, long bound) => (value, value < bound);
    }

    private bool TryReadBytes(ref Token token, byte marker)
    {
        int position = _position;
        if (!TryReadLength(marker - MsgPack.Bin8, 0, out uint length, out int header)) return false;
        if (length > _source.Length - position - header) return Truncated(position);
        token.Kind = OmsValueKind.Bytes;
        token.ContentStart = position + header;
        token.Length = (int)length;
        _position = token.ContentStart + token.Length;
        return true;
    }

    private bool TryReadLongContainer(ref Token token, OmsValueKind kind, int wide)
    {
        // Widths: 16 bits from 16 items on, 32 bits from 65,536 on.
        if (!TryReadLength(wide + 1, wide == 0 ? 16u : 0, out uint count, out int header)) return false;
        return TryReadContainer(ref token, kind, header, count);
    }

    private bool TryReadContainer(ref Token token, OmsValueKind kind, int header, long count)
    {
        int contentStart = _position + header;
        long least = kind == OmsValueKind.Map ? 2 * count : count; // every item takes at least a byte
        if (least > _source.Length - contentStart) return Truncated(_position);
        token.Kind = kind;
        token.ContentStart = contentStart;
        token.Length = (int)count;
        _position = contentStart;
        return true;
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
        return length >= least || Fail(OmsErrorCode.Corrupt, "OMS-4.4-1", "A length is not in its shortest form", position);
    }

    private bool BadText(TextFault fault, int offset) => fault switch
    {
        TextFault.InvalidUtf8 => Fail(OmsErrorCode.Corrupt, "OMS-4.4-4", "A text is not valid UTF-8", offset),
        TextFault.ByteOrderMark => Fail(OmsErrorCode.Corrupt, "OMS-4.4-3", "A text contains U+FEFF", offset),
        _ => Fail(OmsErrorCode.Corrupt, "OMS-4.4-1", "A text is not in normalization form C", offset),
    };

    private bool Truncated(int offset) => Fail(OmsErrorCode.Corrupt, "OMS-3.3-1", "The input ends inside a value", offset);
}
