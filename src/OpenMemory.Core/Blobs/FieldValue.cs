namespace OpenMemory;

/// <summary>A value read in place: nothing is copied until a member whose name begins with <c>To</c> is called.</summary>
public readonly ref struct FieldValue
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly Token _token;

    internal FieldValue(ReadOnlySpan<byte> source, scoped in Token token)
    {
        _source = source;
        _token = token;
    }

    /// <summary>The value that begins at a position.</summary>
    internal FieldValue(ReadOnlySpan<byte> source, PayloadEncoding encoding, int position)
    {
        _source = source;
        TrustedReader.Read(source, encoding, ref position, out _token);
    }

    /// <summary>What kind of value this is.</summary>
    public OmsValueKind Kind => _token.Kind;

    /// <summary>Whether this is an integer above <see cref="long.MaxValue"/>, to be read with <see cref="UInt64"/>.</summary>
    public bool IsUnsigned => _token.IsUnsigned;

    /// <summary>Absolute 0-based offset of the value's first byte in the blob.</summary>
    public int Offset => _token.Start;

    /// <summary>Elements of an array or entries of a map; bytes of a text or byte string; otherwise 0.</summary>
    public int Count => _token.Length;

    /// <summary>The text as UTF-8 in normalization form C, without copying.</summary>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public ReadOnlySpan<byte> Utf8 => Content(OmsValueKind.Text, "a text");

    /// <summary>The byte string, without copying.</summary>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public ReadOnlySpan<byte> Bytes => Content(OmsValueKind.Bytes, "a byte string");

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public bool Boolean => Kind == OmsValueKind.Boolean ? _token.Bits != 0 : Throw.WrongKind<bool>("a boolean", Kind);

    /// <summary>The float, or an integer as a float .</summary>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public double Float64 => Kind switch
    {
        OmsValueKind.Float => BitConverter.Int64BitsToDouble(_token.Bits),
        OmsValueKind.Integer => _token.IsUnsigned ? (ulong)_token.Bits : _token.Bits,
        _ => Throw.WrongKind<double>("a number", Kind),
    };

    /// <summary>The integer, or a whole float as an integer .</summary>
    /// <exception cref="InvalidOperationException">Another kind, or a float that is not whole.</exception>
    /// <exception cref="OverflowException">Outside −2⁶³ … 2⁶³−1; see <see cref="UInt64"/>.</exception>
    public long Int64 => Kind switch
    {
        OmsValueKind.Integer => _token.IsUnsigned ? throw new OverflowException() : _token.Bits,
        OmsValueKind.Float when double.IsInteger(Float64) => checked((long)Float64),
        _ => Throw.WrongKind<long>("an integer", Kind),
    };

    /// <summary>The integer without sign.</summary>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    /// <exception cref="OverflowException">Below zero.</exception>
    public ulong UInt64 => Kind == OmsValueKind.Integer
        ? (_token.IsUnsigned || _token.Bits >= 0 ? (ulong)_token.Bits : throw new OverflowException())
        : Throw.WrongKind<ulong>("an integer", Kind);

    /// <summary>How the value is written.</summary>
    internal PayloadEncoding Encoding => _token.Encoding;

    /// <summary>The value's own bytes as they are stored, header and content, without copying.</summary>
    public ReadOnlySpan<byte> Encoded
    {
        get
        {
            if (_source.IsEmpty) return default;
            int end = _token.Start;
            TrustedReader.Skip(_source, _token.Encoding, ref end);
            return _source[_token.Start..end];
        }
    }

    /// <summary>The elements of an array, or the entries of a map: <c>foreach</c> without allocation.</summary>
    /// <returns>An enumerator; empty for other kinds.</returns>
    public FieldEnumerator GetEnumerator() => new(_source, _token, EffectiveMap.Opaque);

    /// <summary>The text as a string. Allocates.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public string ToText() => System.Text.Encoding.UTF8.GetString(Utf8);

    /// <summary>The whole value, as it is stored: nested keys are not expanded. Allocates.</summary>
    /// <returns>The value.</returns>
    public OmsValue ToValue()
    {
        if (_source.IsEmpty) return OmsValue.Null; // the default value stands for an absent field
        int position = _token.Start;
        return ValueReader.Read(_source, _token.Encoding, ref position);
    }

    private ReadOnlySpan<byte> Content(OmsValueKind kind, string expected)
    {
        if (Kind != kind) Throw.WrongKind<bool>(expected, Kind);
        return _source.Slice(_token.ContentStart, _token.Length);
    }
}
