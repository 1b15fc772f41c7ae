using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Store;

/// <summary>A person's identity as it is looked for in texts: in normalization form C, case-exact, at the boundaries of words .</summary>
internal sealed class IdentityText
{
    private readonly byte[] _utf8;

    /// <exception cref="ArgumentException">The identity is empty, of white space only, or no text in Unicode.</exception>
    internal IdentityText(string identity)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        if (!StrictUtf8.IsValid(identity)) throw new ArgumentException("The identity holds half of a surrogate pair.", nameof(identity)); // as U+FFFD it would be somebody else
        _utf8 = Nfc.Normalized(Encoding.UTF8.GetBytes(identity)).ToArray();
        Fingerprint = $"subject:{Convert.ToHexStringLower(SHA256.HashData(_utf8).AsSpan(0, 8))}";
    }

    /// <summary>The identity in UTF-8 and NFC.</summary>
    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The person without the identity.</summary>
    internal string Fingerprint { get; }

    /// <summary>Whether a text in normalization form C is the identity, or the identity followed by no letter, digit or combining mark.</summary>
    internal bool Names(ReadOnlySpan<byte> text) => text.StartsWith(_utf8) && !BeginsInsideWord(text[_utf8.Length..]);

    /// <summary>Whether a text in normalization form C mentions the identity as a whole word. Each word is looked at once.</summary>
    internal bool IsMentionedIn(ReadOnlySpan<byte> text)
    {
        int from = 0;
        while (true)
        {
            int found = text[from..].IndexOf(_utf8);
            if (found < 0) return false;
            int start = from + found;
            if (!EndsInsideWord(text[..start]) && !BeginsInsideWord(text[(start + _utf8.Length)..])) return true;
            Rune.DecodeFromUtf8(text[start..], out _, out int length);
            from = start + length;
            while (Rune.DecodeFromUtf8(text[from..], out Rune next, out length) == OperationStatus.Done && IsOfWord(next)) from += length;
        }
    }

    /// <summary>Whether a number, written in decimal, is the identity.</summary>
    internal bool Is(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        return number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture) && digits[..length].SequenceEqual(_utf8);
    }

    private static bool BeginsInsideWord(ReadOnlySpan<byte> rest) =>
        Rune.DecodeFromUtf8(rest, out Rune next, out _) == OperationStatus.Done && IsOfWord(next);

    private static bool EndsInsideWord(ReadOnlySpan<byte> before) =>
        Rune.DecodeLastFromUtf8(before, out Rune last, out _) == OperationStatus.Done && IsOfWord(last);

    /// <summary>A combining mark makes another letter of the one before it, also where no composed form exists.</summary>
    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
