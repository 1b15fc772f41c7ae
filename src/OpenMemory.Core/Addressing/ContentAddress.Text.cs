namespace OpenMemory;

public readonly partial struct ContentAddress : ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Reads an address: exactly 64 lowercase hexadecimal characters (OMS-5-2).</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address.</returns>
    /// <exception cref="OmsException"><c>ERR_HASH_LENGTH</c>, then <c>ERR_HASH_FORMAT</c>.</exception>
    public static ContentAddress Parse(ReadOnlySpan<char> text)
    {
        if (text.Length != TextLength)
            Throw.Fault(OmsErrorCode.HashLength, "OMS-5-2", "A content address has 64 characters");
        if (!TryParse(text, out ContentAddress address))
            Throw.Fault(OmsErrorCode.HashFormat, "OMS-5-2", "A content address is lowercase hexadecimal");
        return address;
    }

    /// <summary>Reads an address without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, or the default value.</param>
    /// <returns>Whether the text is exactly 64 lowercase hexadecimal characters.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ContentAddress address)
    {
        address = default;
        if (text.Length != TextLength) return false;
        Span<byte> utf8 = stackalloc byte[TextLength];
        for (int i = 0; i < TextLength; i++)
        {
            if (text[i] > 'f') return false;
            utf8[i] = (byte)text[i];
        }
        return TryParse(utf8, out address);
    }

    /// <summary>Reads an address from UTF-8 without throwing.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="address">The address, or the default value.</param>
    /// <returns>Whether the text is exactly 64 lowercase hexadecimal characters.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ContentAddress address)
    {
        address = default;
        if (utf8.Length != TextLength) return false;
        Span<byte> bytes = stackalloc byte[SizeInBytes];
        for (int i = 0; i < SizeInBytes; i++)
        {
            int high = Digit(utf8[2 * i]), low = Digit(utf8[(2 * i) + 1]);
            if ((high | low) < 0) return false;
            bytes[i] = (byte)((high << 4) | low);
        }
        address = new ContentAddress(bytes);
        return true;
    }

    /// <summary>
    /// Reads a reference as received: bare, or with one of the prefixes <c>sha256:</c>, <c>grain:sha256:</c>,
    /// <c>mg:sha256:</c>, whose letters may be of either case (OMS-5-6, R-25).
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The address.</returns>
    /// <exception cref="OmsException"><c>ERR_HASH_LENGTH</c> or <c>ERR_HASH_FORMAT</c> for what follows the prefix.</exception>
    public static ContentAddress ParseReference(ReadOnlySpan<char> text) => Parse(WithoutPrefix(text));

    /// <summary>Reads a reference as received, as <see cref="ParseReference"/> does, without throwing .</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, or the default value.</param>
    /// <returns>Whether the text is a reference.</returns>
    public static bool TryParseReference(ReadOnlySpan<char> text, out ContentAddress address) => TryParse(WithoutPrefix(text), out address);

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["grain:sha256:", "mg:sha256:", "sha256:"])
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return text[prefix.Length..];
        }
        return text;
    }

    /// <summary>The 64 lowercase hexadecimal characters.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(TextLength, this, static (chars, address) => address.TryFormat(chars, out _, default, null));

    /// <summary>Writes the 64 characters.</summary>
    /// <param name="destination">At least 64 characters.</param>
    /// <param name="charsWritten">64, or 0 when the destination is too short.</param>
    /// <param name="format">Ignored.</param>
    /// <param name="provider">Ignored.</param>
    /// <returns>Whether the destination was long enough.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        Span<byte> bytes = stackalloc byte[SizeInBytes];
        CopyTo(bytes);
        return Convert.TryToHexStringLower(bytes, destination, out charsWritten);
    }

    /// <summary>Writes the 64 characters as UTF-8.</summary>
    /// <param name="utf8Destination">At least 64 bytes.</param>
    /// <param name="bytesWritten">64, or 0 when the destination is too short.</param>
    /// <param name="format">Ignored.</param>
    /// <param name="provider">Ignored.</param>
    /// <returns>Whether the destination was long enough.</returns>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        Span<byte> bytes = stackalloc byte[SizeInBytes];
        CopyTo(bytes);
        return Convert.TryToHexStringLower(bytes, utf8Destination, out bytesWritten);
    }

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
