namespace OpenMemory.Store;

/// <summary>A value that fields are compared with in place: texts in NFC, numbers by what they are worth .</summary>
internal readonly struct WantedValue
{
    private readonly OmsValue _value;
    private readonly byte[]? _utf8;

    /// <exception cref="ArgumentException">The value is no text, integer, float or boolean.</exception>
    internal WantedValue(OmsValue value)
    {
        if (value.Kind is not (OmsValueKind.Text or OmsValueKind.Integer or OmsValueKind.Float or OmsValueKind.Boolean))
            throw new ArgumentException("A condition compares with a text, an integer, a float or a boolean", nameof(value));
        _value = value;
        if (value.Kind == OmsValueKind.Text) _utf8 = Normalize(value.AsText());
    }

    /// <summary>The text in UTF-8 and NFC; null for other values, and for a text that no grain can hold.</summary>
    internal byte[]? Utf8 => _utf8;

    /// <summary>Whether no grain can hold the value: a text with half a character.</summary>
    internal bool IsImpossible => _value.Kind == OmsValueKind.Text && _utf8 is null;

    /// <summary>Whether a field holds the value, or has it as an element.</summary>
    internal bool Matches(FieldValue value, bool isCanonical)
    {
        if (value.Kind != OmsValueKind.Array) return IsSame(value, isCanonical);
        foreach (FieldEntry element in value)
        {
            if (IsSame(element.Value, isCanonical)) return true;
        }
        return false;
    }

    /// <summary>Whether a text of a grain is the one that is wanted.</summary>
    internal bool Matches(ReadOnlySpan<byte> utf8, bool isCanonical) =>
        _utf8 is not null && (utf8.SequenceEqual(_utf8) || (!isCanonical && Nfc.Normalized(utf8).SequenceEqual(_utf8)));

    /// <summary>Whether a text of the index is the one that is wanted.</summary>
    internal bool Matches(string text) => _utf8 is not null && Normalize(text) is { } utf8 && utf8.AsSpan().SequenceEqual(_utf8);

    /// <summary>Whether an integer of the index is the one that is wanted.</summary>
    internal bool Matches(long number) => _value.Kind switch
    {
        OmsValueKind.Integer => !_value.IsUnsigned && _value.AsInt64() == number,
        OmsValueKind.Float => IsSame(_value.AsDouble(), number, isUnsigned: false),
        _ => false,
    };

    private bool IsSame(FieldValue value, bool isCanonical) => value.Kind switch
    {
        OmsValueKind.Text => Matches(value.Utf8, isCanonical),
        OmsValueKind.Boolean => _value.Kind == OmsValueKind.Boolean && _value.AsBoolean() == value.Boolean,
        OmsValueKind.Integer => IsSameInteger(value.IsUnsigned ? (long)value.UInt64 : value.Int64, value.IsUnsigned),
        OmsValueKind.Float => IsSameFloat(value.Float64),
        _ => false,
    };

    private bool IsSameInteger(long bits, bool isUnsigned) => _value.Kind switch
    {
        OmsValueKind.Integer => _value.IsUnsigned == isUnsigned && (isUnsigned ? (long)_value.AsUInt64() : _value.AsInt64()) == bits,
        OmsValueKind.Float => IsSame(_value.AsDouble(), bits, isUnsigned),
        _ => false,
    };

    private bool IsSameFloat(double number) => _value.Kind switch
    {
        OmsValueKind.Float => _value.AsDouble() == number,
        OmsValueKind.Integer => IsSame(number, _value.IsUnsigned ? (long)_value.AsUInt64() : _value.AsInt64(), _value.IsUnsigned),
        _ => false,
    };

    /// <summary>Whether a float is worth exactly an integer: no rounding makes neighbours equal.</summary>
    private static bool IsSame(double number, long bits, bool isUnsigned)
    {
        if (!double.IsInteger(number)) return false;
        return isUnsigned
            ? number is >= 9223372036854775808.0 and < 18446744073709551616.0 && (ulong)number == (ulong)bits
            : number is >= -9223372036854775808.0 and < 9223372036854775808.0 && (long)number == bits;
    }

    private static byte[]? Normalize(string text) =>
        StrictUtf8.IsValid(text) ? Nfc.Normalized(System.Text.Encoding.UTF8.GetBytes(text)).ToArray() : null;
}
