namespace OpenMemory;

public readonly partial struct OmsValue
{
    /// <summary>A byte string; the bytes are copied.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The value.</returns>
    public static OmsValue FromBytes(ReadOnlySpan<byte> bytes) => new(OmsValueKind.Bytes, 0, bytes.ToArray());

    /// <summary>An array; the elements are copied.</summary>
    /// <param name="elements">The elements, in order.</param>
    /// <returns>The value.</returns>
    public static OmsValue FromArray(params ReadOnlySpan<OmsValue> elements) => new(OmsValueKind.Array, 0, elements.ToArray());

    /// <summary>An array of texts.</summary>
    /// <param name="texts">The texts, in order.</param>
    /// <returns>The value.</returns>
    public static OmsValue FromTexts(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new(OmsValueKind.Array, 0, texts.Select(static text => (OmsValue)text).ToArray());
    }

    /// <summary>A boolean.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(bool value) => new(OmsValueKind.Boolean, value ? 1 : 0);

    /// <summary>An integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(int value) => new(OmsValueKind.Integer, value);

    /// <summary>An integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(long value) => new(OmsValueKind.Integer, value);

    /// <summary>An integer.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(ulong value) =>
        new(OmsValueKind.Integer, (long)value, value > long.MaxValue ? s_unsigned : null);

    /// <summary>A float, also when its value is whole. Non-finite values are refused when they are written.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(double value) => new(OmsValueKind.Float, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A text, or null.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(string? value) => value is null ? default : new(OmsValueKind.Text, 0, value);

    /// <summary>A content address as a text, as references to grains are written (OMS-5-6).</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(ContentAddress value) => value.ToString();

    /// <summary>A byte string, or null; the bytes are copied.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(byte[]? value) => value is null ? default : FromBytes(value);

    /// <summary>An array, or null; the elements are copied.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(OmsValue[]? value) => value is null ? default : FromArray(value);

    /// <summary>An array of texts, or null.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(string[]? value) => value is null ? default : FromTexts(value);

    /// <summary>A map, or null.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OmsValue(OmsMap? value) => value is null ? default : new(OmsValueKind.Map, 0, value);

    /// <summary>Takes an array that nobody else holds.</summary>
    internal static OmsValue Adopt(OmsValue[] elements) => new(OmsValueKind.Array, 0, elements);

    /// <summary>Takes bytes that nobody else holds.</summary>
    internal static OmsValue Adopt(byte[] bytes) => new(OmsValueKind.Bytes, 0, bytes);
}
