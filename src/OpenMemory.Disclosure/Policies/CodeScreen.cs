namespace OpenMemory.Disclosure;

/// <summary>
/// Tells numbers, codes and status words from what may name or describe a person. A heuristic that errs on the side of hiding; see
/// <see cref="DisclosureRule.Screen"/>.
/// </summary>
internal static class CodeScreen
{
    private const int MaxCode = 80, MaxLettersOfCode = 3, MaxSmallLettersOfCode = 2, MaxDigitsOfCode = 12, MaxDigitsInARow = 8, MaxNamespaceColons = 2;

    private const long MaxNumber = 10_000_000; // as long as this, an integer may be a telephone number, a birth date or an account

    /// <summary>Whether everything in a value is harmless.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">What it is said to be: its key, its field, or the relation whose object it is.</param>
    internal static bool Passes(FieldValue value, ReadOnlySpan<byte> key)
    {
        bool isStatus = KeyWords.IsStatus(key);
        return !KeyWords.IsPersonal(key) && Passes(value, isStatus, key);
    }

    /// <summary>Whether every text in a value is one word as programs name relations, tools, models and errors, in either case of letters.</summary>
    internal static bool PassesWords(FieldValue value)
    {
        switch (value.Kind)
        {
            case OmsValueKind.Boolean or OmsValueKind.Integer or OmsValueKind.Float: return true;
            case OmsValueKind.Text: return IsWord(value.Utf8);
            case OmsValueKind.Array or OmsValueKind.Map:
                foreach (FieldEntry entry in value)
                {
                    if (value.Kind == OmsValueKind.Map && (!IsKey(entry.Key) || KeyWords.IsPersonal(entry.Key) || IsLargeNumber(entry.Value))) return false;
                    if (!PassesWords(entry.Value)) return false;
                }
                return true;
            default: return false;
        }
    }

    private static bool IsWord(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxCode) return false;
        if (IsAddress(text) || IsUuid(text)) return true;
        int digits = 0, letters = 0;
        foreach (byte b in text)
        {
            if (char.IsAsciiDigit((char)b)) digits++;
            else if (char.IsAsciiLetter((char)b)) letters++;
            else if (!"_-.:/+"u8.Contains(b)) return false;
        }
        return digits <= MaxDigitsOfCode && !(letters == 0 && digits > 6) && !(digits > 0 && KeyWords.IsPersonal(text));
    }

    private static bool IsLargeNumber(FieldValue value) => value.Kind == OmsValueKind.Integer && !Passes(value, isStatus: true, []);

    private static bool Passes(FieldValue value, bool isStatus, ReadOnlySpan<byte> key)
    {
        switch (value.Kind)
        {
            case OmsValueKind.Boolean: return true;
            case OmsValueKind.Integer: return !value.IsUnsigned && value.Int64 is > -MaxNumber and < MaxNumber;
            case OmsValueKind.Float: return Math.Abs(value.Float64) < MaxNumber;
            case OmsValueKind.Text:
                // What is behind organization, application and agent is anybody's, often a person (§28.2).
                if (key.SequenceEqual("namespace"u8) && value.Utf8.Count((byte)':') > MaxNamespaceColons) return false;
                return IsCode(value.Utf8, isStatus);
            case OmsValueKind.Array:
                foreach (FieldEntry element in value)
                {
                    if (!Passes(element.Value, isStatus, key)) return false;
                }
                return true;
            case OmsValueKind.Map:
                foreach (FieldEntry entry in value)
                {
                    if (!IsKey(entry.Key) || !Passes(entry.Value, entry.Key)) return false;
                }
                return true;
            default: return false;
        }
    }

    internal static bool IsCode(ReadOnlySpan<byte> text, bool isStatus)
    {
        if (text.IsEmpty) return true;
        if (text.Length > MaxCode) return false;
        if (IsAddress(text) || IsUuid(text)) return true;
        int digits = 0, digitRun = 0, letters = 0, run = 0, longest = 0, small = 0, longestSmall = 0, colons = 0;
        bool isLong = false;
        bool isUserName = false;
        bool hasLower = false, hasUpper = false;
        foreach (byte b in text)
        {
            bool isLetter = char.IsAsciiLetter((char)b);
            if (!isLetter && !char.IsAsciiDigit((char)b) && !"_-.:/"u8.Contains(b)) return false;
            hasLower |= b is >= (byte)'a' and <= (byte)'z';
            hasUpper |= b is >= (byte)'A' and <= (byte)'Z';
            run = isLetter ? run + 1 : 0;
            digitRun = char.IsAsciiDigit((char)b) ? digitRun + 1 : 0;
            isLong |= digitRun > MaxDigitsInARow;
            isUserName |= small > 2 && char.IsAsciiDigit((char)b); // "jdoe42"
            small = b is >= (byte)'a' and <= (byte)'z' ? small + 1 : 0;
            longestSmall = Math.Max(longestSmall, small);
            if (b == (byte)':') colons++;
            if (isLetter) letters++;
            else if (char.IsAsciiDigit((char)b)) digits++;
            longest = Math.Max(longest, run);
        }
        // "Duarte" is a name; "2026-03-10", "10.1.2.3" and "491512345678" are a day, a machine and a telephone.
        if ((hasLower && hasUpper) || letters == 0 && (digits > 3 || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))) return false;
        // Account numbers and points in time have more digits than codes; network addresses have colons, and paths lead to somebody's page.
        if (isUserName || isLong || digits > MaxDigitsOfCode || (digits > 0 && (colons > 1 || text.Contains((byte)'/')))) return false;
        if (KeyWords.NamesPerson(text)) return false;
        return isStatus || (digits > 0 && longest <= MaxLettersOfCode && longestSmall <= MaxSmallLettersOfCode);
    }

    /// <summary>A key of a map is shown as well, and says nothing where it is a word or two.</summary>
    private static bool IsKey(ReadOnlySpan<byte> key) => IsCode(key, isStatus: true);

    private static bool IsAddress(ReadOnlySpan<byte> text) =>
        (text.StartsWith("sha256:"u8) ? text[7..] : text) is { Length: 64 } digits && IsLowerHex(digits);

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 36) return false;
        for (int i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigitLower((char)text[i])) return false;
        }
        return true;
    }

    private static bool IsLowerHex(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            if (!char.IsAsciiHexDigitLower((char)b)) return false;
        }
        return true;
    }
}
