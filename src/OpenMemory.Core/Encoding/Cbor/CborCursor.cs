using System.Text.Unicode;

namespace OpenMemory;

/// <summary>
/// Strict forward reader of deterministic CBOR of any kind, as envelopes are made of (RFC 8949 §4.2.1): definite lengths, shortest
/// heads, map keys in order. Floats may have any size, because they stand only in headers that decide nothing. It names the offset of the
/// first deviation and allocates nothing.
/// </summary>
internal ref struct CborCursor
{
    internal const int UnsignedType = 0, NegativeType = 1, BytesType = 2, TextType = 3, ArrayType = 4, MapType = 5, TagType = 6, OtherType = 7;

    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _source;
    private readonly string _rule;

    /// <param name="source">The whole input; offsets count from its beginning.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where to end.</param>
    /// <param name="rule">The rule that a fault names.</param>
    internal CborCursor(ReadOnlySpan<byte> source, int start, int end, string rule)
    {
        _source = source[..end];
        Position = start;
        _rule = rule;
    }

    internal int Position { get; private set; }

    internal OmsFault Fault { get; private set; }

    internal readonly bool IsAtEnd => Position == _source.Length;

    /// <summary>The bytes between an earlier position and this one.</summary>
    internal readonly ReadOnlySpan<byte> Since(int start) => _source[start..Position];

    internal bool Fail(string message, int offset)
    {
        if (!Fault.IsFault) Fault = new(OmsErrorCode.Corrupt, _rule, message, offset);
        return false;
    }

    /// <summary>Reads a head of any kind.</summary>
    /// <param name="major">The major type.</param>
    /// <param name="argument">Its number: a value, a length or a count, which is no more than what remains can hold.</param>
    internal bool TryHead(out int major, out ulong argument)
    {
        (major, argument) = (0, 0);
        int start = Position;
        if (start >= _source.Length) return Fail("The envelope ends inside an item", start);
        byte head = _source[start];
        major = head >> 5;
        int info = head & Cbor.InfoMask;
        Position = start + 1;
        argument = (ulong)info;
        if (info >= Cbor.OneByte)
        {
            if (info == Cbor.Indefinite) return Fail("An item has no definite length", start);
            if (info > Cbor.EightBytes) return Fail("A head is reserved", start);
            int size = 1 << (info - Cbor.OneByte);
            if (_source.Length - Position < size) return Fail("The envelope ends inside an item", start);
            argument = CborHead.Read(_source[Position..], size);
            Position += size;
            bool isShortest = major == OtherType ? size > 1 || argument >= 32 : Cbor.HeadSize(argument) == size + 1;
            if (!isShortest) return Fail("A head is longer than needed", start);
        }
        ulong room = (ulong)(_source.Length - Position);
        ulong most = major switch { BytesType or TextType or ArrayType => room, MapType => room / 2, _ => ulong.MaxValue };
        return argument <= most || Fail("The envelope ends inside an item", start);
    }

    /// <summary>Reads a head of one kind.</summary>
    internal bool TryHead(int expected, string message, out int count)
    {
        count = 0;
        int start = Position;
        if (!TryHead(out int major, out ulong argument)) return false;
        if (major != expected) return Fail(message, start);
        count = (int)argument; // a length or a count: no more than what remains
        return true;
    }

    /// <summary>Reads a byte string, or where it may be one, a text in valid UTF-8.</summary>
    internal bool TryString(bool mayBeText, string message, out int contentStart, out int length)
    {
        (contentStart, length) = (0, 0);
        int start = Position;
        if (!TryHead(out int major, out ulong argument)) return false;
        if (major != BytesType && !(mayBeText && major == TextType)) return Fail(message, start);
        (contentStart, length) = (Position, (int)argument);
        Position += length;
        return major == BytesType || Utf8.IsValid(_source.Slice(contentStart, length)) || Fail("A text is not valid UTF-8", contentStart);
    }

    /// <summary>Reads one item of any kind, and whatever is in it.</summary>
    internal bool TrySkip(int depth = 0)
    {
        int start = Position;
        if (depth > MaxDepth) return Fail("Items are nested too deeply", start);
        if (!TryHead(out int major, out ulong argument)) return false;
        switch (major)
        {
            case TextType when !Utf8.IsValid(_source.Slice(Position, (int)argument)): return Fail("A text is not valid UTF-8", Position);
            case BytesType or TextType:
                Position += (int)argument;
                return true;
            case ArrayType or TagType:
                for (int i = major == TagType ? 1 : (int)argument; i > 0; i--)
                {
                    if (!TrySkip(depth + 1)) return false;
                }
                return true;
            case MapType:
                return TrySkipMap((int)argument, depth + 1);
            default:
                return true;
        }
    }

    /// <summary>Reads a header's label, a map's key that is a number or a text (RFC 9052 §1.4).</summary>
    internal bool TryLabel(scoped ref Range previous)
    {
        int start = Position;
        if (!TryKey(ref previous)) return false;
        return _source[start] >> 5 is UnsignedType or NegativeType or TextType || Fail("A header key is neither a number nor a text", start);
    }

    /// <summary>Reads a map's key and sees that it stands behind the one before.</summary>
    /// <param name="previous">The key before, empty for the first; this one afterwards.</param>
    /// <param name="depth">How many items it stands in.</param>
    internal bool TryKey(scoped ref Range previous, int depth = 0)
    {
        int start = Position;
        if (!TrySkip(depth)) return false;
        ReadOnlySpan<byte> key = _source[start..Position];
        int order = previous.Equals(default) ? 1 : key.SequenceCompareTo(_source[previous]);
        previous = start..Position;
        return order > 0 || Fail(order == 0 ? "A header key stands twice" : "Header keys are not in order", start);
    }

    private bool TrySkipMap(int count, int depth)
    {
        Range key = default;
        for (int i = 0; i < count; i++)
        {
            if (!TryKey(ref key, depth) || !TrySkip(depth)) return false;
        }
        return true;
    }
}
