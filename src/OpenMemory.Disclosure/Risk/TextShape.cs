using System.Buffers;

namespace OpenMemory.Disclosure;

/// <summary>What a text looks like to somebody who sets out to guess it.</summary>
internal readonly ref struct TextShape
{
    private const int MinRandom = 16;
    private const int LongHex = 32; // of many random ones some few change between letters and digits as seldom as every sixth time

    private static readonly SearchValues<byte> s_ofMachines = SearchValues.Create("0123456789abcdefABCDEF:.%"u8), s_between = SearchValues.Create(":?&,;.|="u8);

    private readonly int _others, _turns, _signs, _at;

    internal TextShape(ReadOnlySpan<byte> text)
    {
        Text = text;
        int word = 0;
        IsHex = true;
        byte before = 0;
        foreach (byte b in text)
        {
            bool isLetter = char.IsAsciiLetter((char)b) || b >= 0x80;
            bool isDigit = char.IsAsciiDigit((char)b);
            if (isDigit) Digits++;
            else if (isLetter) Letters++;
            else if (b == '@') _at++;
            else if (b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)':' or (byte)'/' or (byte)'#') _signs++;
            else if (b != ' ') _others++;
            if (isLetter && word == 0) Words++;
            word = isLetter ? word + 1 : 0;
            LongestWord = Math.Max(LongestWord, word);
            HasUpper |= char.IsAsciiLetterUpper((char)b);
            HasLower |= char.IsAsciiLetterLower((char)b);
            IsHex &= char.IsAsciiHexDigit((char)b) || b == '-';
            HasSpace |= b == ' ';
            if (before != 0 && ClassOf(b) != ClassOf(before)) _turns++;
            before = b;
        }
    }

    internal ReadOnlySpan<byte> Text { get; }

    internal int Digits { get; }

    internal int Letters { get; }

    internal int Words { get; }

    internal int LongestWord { get; }

    internal bool HasUpper { get; }

    internal bool HasLower { get; }

    internal bool HasSpace { get; }

    internal bool IsHex { get; }

    internal bool IsOnlyLetters => Digits == 0 && _at == 0;

    internal bool IsIdentifier => !HasSpace && _at == 0 && _others == 0;

    internal bool IsEmail => _at == 1 && !HasSpace && Text.LastIndexOf((byte)'.') > Text.IndexOf((byte)'@');

    /// <summary>The number of a payment card: its check digit is right.</summary>
    internal bool IsCard => Letters == 0 && _others == 0 && _at == 0 && Digits is >= 13 and <= 19 && IsLuhn(Text);

    /// <summary>A UUID of version 4, or one that looks like it; the others are times and names.</summary>
    internal bool IsUuid => Text.Length == 36 && IsHex && Text[8] == '-' && Text[13] == '-' && Text[18] == '-' && Text[23] == '-' && Text[14] == '4' && _signs == 4;

    /// <summary>A UUID made from a time, a place or a name, which whoever knows these makes again.</summary>
    internal bool IsMadeUuid => Text.Length == 36 && IsHex && _signs == 4 && Text[8] == '-' && Text[13] == '-' && Text[18] == '-' && Text[23] == '-' && Text[14] != '4';

    /// <summary>The address of a machine: IPv6, or that of its network card.</summary>
    internal bool IsMachine => Digits + Letters > 0 && Text.Count((byte)':') >= 2 && !Text.ContainsAnyExcept(s_ofMachines);

    /// <summary>The number of a bank account, whose check digits are right.</summary>
    internal bool IsIban
    {
        get
        {
            if (Digits + Letters is < 15 or > 34 || _signs + _others + _at > 0 || !char.IsAsciiLetter((char)Text[0]) || !char.IsAsciiLetter((char)Text[1])) return false;
            Span<byte> number = stackalloc byte[34];
            int count = 0, rest = 0;
            foreach (byte b in Text)
            {
                if (b == ' ') continue;
                if (!char.IsAsciiLetterOrDigit((char)b)) return false;
                number[count++] = b;
            }
            for (int i = 0; i < count; i++)
            {
                byte b = number[(i + 4) % count];
                rest = char.IsAsciiDigit((char)b) ? ((rest * 10) + b - '0') % 97 : ((rest * 100) + (b | 0x20) - 'a' + 10) % 97;
            }
            return rest == 1;
        }
    }

    /// <summary>Whether the text has parts, as web addresses and lists have, which are easier to guess than what is random throughout.</summary>
    internal bool HasParts => Text.TrimEnd((byte)'=').ContainsAny(s_between);

    /// <summary>A content address or another digest in hexadecimal digits.</summary>
    internal bool IsHash => IsHex && Digits > 0 && Letters > 0 && _signs == 0 && Text.Length is 40 or 64 or 96 or 128;

    /// <summary>Year, month and day, or a point in time, in ISO 8601.</summary>
    internal bool IsDate => Text.Length is >= 8 and <= 35 && Digits >= 8 && Letters <= 2 && !HasSpace && Text[..4].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && Text[4] == '-' && Text[7] == '-';

    /// <summary>Letters and digits in a jumble, as machines make them: they change between one and the other often.</summary>
    internal bool LooksRandom =>
        Text.Length >= MinRandom && !HasSpace && _at == 0 && Digits > 0 && Letters > 0
        && (_turns * 4 >= Text.Length || (IsHex && _turns * (Text.Length < LongHex ? 5 : 10) >= Text.Length));

    private static bool IsLuhn(ReadOnlySpan<byte> text)
    {
        int sum = 0, place = 0;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit((char)text[i])) continue;
            int digit = (text[i] - '0') << (place++ & 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }

    private static int ClassOf(byte b) => char.IsAsciiDigit((char)b) ? 1 : char.IsAsciiLetterLower((char)b) ? 2 : char.IsAsciiLetterUpper((char)b) ? 3 : 4;
}
