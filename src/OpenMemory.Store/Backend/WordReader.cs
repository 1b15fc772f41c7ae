using System.Globalization;
using System.Text;

namespace OpenMemory.Store;

/// <summary>
/// Reads the words of a text in place, case folded. A word is a run of letters, digits and the marks on them; a character of Chinese or
/// Japanese writing, which has no spaces, is a word of its own. Other writing without spaces (Thai, Khmer, Lao) gives one word a run.
/// </summary>
/// <param name="utf8">Valid UTF-8.</param>
/// <param name="buffer">Room for a word; longer ones are passed over.</param>
internal ref struct WordReader(ReadOnlySpan<byte> utf8, Span<byte> buffer)
{
    private const int LongestFold = 12;

    /// <summary>What ASCII folds to; 0 for what is of no word.</summary>
    private static readonly byte[] s_ascii =
        [.. Enumerable.Range(0, 128).Select(static c => char.IsAsciiLetterOrDigit((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0)];

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private readonly Span<byte> _buffer = buffer;
    private int _position;
    private int _length;

    /// <summary>The room that words of a length need.</summary>
    internal static int RoomFor(int longest) => longest + LongestFold;

    /// <summary>The word in UTF-8.</summary>
    internal readonly ReadOnlySpan<byte> Current => _buffer[.._length];

    internal bool MoveNext()
    {
        ReadOnlySpan<byte> utf8 = _utf8;
        Span<byte> buffer = _buffer;
        int position = _position, length = 0;
        bool fits = true;
        while (position < utf8.Length)
        {
            byte first = utf8[position];
            if (first < 0x80)
            {
                byte folded = s_ascii[first];
                position++;
                if (folded != 0)
                {
                    if (length + LongestFold <= buffer.Length) buffer[length++] = folded;
                    else fits = false;
                }
                else if (length > 0 && fits) break;
                else (length, fits) = (0, true);
                continue;
            }
            Rune.DecodeFromUtf8(utf8[position..], out Rune rune, out int size);
            bool standsAlone = StandsAlone(rune.Value);
            if (standsAlone && length > 0 && fits) break; // the word before it ends
            if (standsAlone) (length, fits) = (0, true);
            if (standsAlone || IsOfWord(rune))
            {
                if (length + LongestFold <= buffer.Length) length += CaseFolding.FoldPoint(utf8, position, buffer[length..], out _);
                else fits = false;
                position += size;
                if (standsAlone && fits) break;
                continue;
            }
            position += size;
            if (length > 0 && fits) break;
            (length, fits) = (0, true);
        }
        _position = position;
        _length = fits ? length : 0;
        return _length > 0;
    }

    private static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Kana and ideographs.</summary>
    private static bool StandsAlone(int point) => point is (>= 0x3041 and <= 0x30ff and not 0x30fb) or (>= 0x31f0 and <= 0x31ff)
        or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}
