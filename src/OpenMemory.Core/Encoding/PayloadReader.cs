using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// Strict forward reader of canonical MessagePack (§4) and deterministic CBOR (§16.2) over a span. It accepts exactly what
/// the writers make and names the rule and offset of the first deviation; with a <see cref="Tolerance"/> it notes what the
/// Compatible mode puts up with and goes on. Nothing is allocated without one, and no declared length is believed before the
/// bytes that remain have been compared with it (OMS-3.3-1).
/// </summary>
internal ref partial struct PayloadReader
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly Tolerance? _tolerance;
    private readonly int _maxDepth;
    private readonly PayloadEncoding _encoding;
    private readonly byte _shortText; // the marker of a short text, without its length
    private int _position;

    // The fault's parts, so that the common path never copies a fault.
    private OmsErrorCode _code;
    private string? _rule;
    private string? _message;
    private int _offset;

    internal PayloadReader(ReadOnlySpan<byte> source, int position, PayloadEncoding encoding, int maxDepth, Tolerance? tolerance = null)
    {
        _source = source;
        _position = position;
        _encoding = encoding;
        _shortText = encoding == PayloadEncoding.MessagePack ? MsgPack.FixText : Cbor.Text;
        _maxDepth = maxDepth;
        _tolerance = tolerance;
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
        if (_encoding != PayloadEncoding.MessagePack) return TryReadCbor(ref token, marker);
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
        if ((marker & 0xe0) == _shortText && length <= 8 && _source.Length - position > length)
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

    internal readonly ReadOnlySpan<byte> Content(scoped in Token token) => _source.Slice(token.ContentStart, token.Length);

    /// <summary>Refuses what is not canonical, or notes it where the Compatible mode may go on.</summary>
    internal bool Tolerate(string rule, string message, int offset)
    {
        if (_tolerance is null) return Fail(OmsErrorCode.Corrupt, rule, message, offset);
        _tolerance.Add(DeviationKind.NonCanonical, new OmsFault(OmsErrorCode.Corrupt, rule, message, offset));
        return true;
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
        return fault == TextFault.None || BadText(fault, contentStart, index);
    }

    private bool BadText(TextFault fault, int contentStart, int index) => fault switch
    {
        TextFault.InvalidUtf8 => Fail(OmsErrorCode.Corrupt, "OMS-4.4-4", "A text is not valid UTF-8", contentStart + index),
        TextFault.ByteOrderMark when index == 0 => Fail(OmsErrorCode.Corrupt, "OMS-4.4-2", "A text begins with U+FEFF", contentStart),
        TextFault.ByteOrderMark => Tolerate("OMS-4.4-3", "A text contains U+FEFF", contentStart + index),
        _ => Tolerate("OMS-4.4-1", "A text is not in normalization form C", contentStart + index),
    };

    private bool TryTakeBytes(ref Token token, int contentStart, long length)
    {
        if (length > _source.Length - contentStart) return Truncated(token.Start);
        token.Kind = OmsValueKind.Bytes;
        token.ContentStart = contentStart;
        token.Length = (int)length;
        _position = contentStart + token.Length;
        return true;
    }

    private bool TryReadContainer(ref Token token, OmsValueKind kind, int header, ulong count)
    {
        int contentStart = _position + header;
        ulong room = (ulong)(_source.Length - contentStart); // every item takes at least a byte
        if (count > (kind == OmsValueKind.Map ? room / 2 : room)) return Truncated(_position);
        token.Kind = kind;
        token.ContentStart = contentStart;
        token.Length = (int)count;
        _position = contentStart;
        return true;
    }

    private bool Truncated(int offset) => Fail(OmsErrorCode.Corrupt, "OMS-3.3-1", "The input ends inside a value", offset);
}
