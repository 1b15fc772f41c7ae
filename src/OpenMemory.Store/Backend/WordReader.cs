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
        while (_position < _utf8.Length)
        {
            _length = 0;
            bool fits = true;
            while (_position < _utf8.Length)
            {
                byte first = _utf8[_position];
                if (first < 0x80)
                {
                    if (!char.IsAsciiLetterOrDigit((char)first)) break;
                    fits &= _length + LongestFold <= _buffer.Length;
                    if (fits) _buffer[_length++] = first is >= (byte)'A' and <= (byte)'Z' ? (byte)(first | 0x20) : first;
                    _position++;
                    continue;
                }
                Rune.DecodeFromUtf8(_utf8[_position..], out Rune rune, out int size);
                bool standsAlone = StandsAlone(rune.Value);
                if (!standsAlone && !IsOfWord(rune)) break;
                if (standsAlone && _length > 0) break; // the word before it ends
                fits &= _length + LongestFold <= _buffer.Length;
                if (fits) _length += CaseFolding.FoldPoint(_utf8, _position, _buffer[_length..], out _);
                _position += size;
                if (standsAlone) break;
            }
            if (_length > 0 && fits) return true;
            if (_length == 0 && _position < _utf8.Length) _position += SizeAt(_position);
        }
        _length = 0;
        return false;
    }

    private readonly int SizeAt(int position)
    {
        if (_utf8[position] < 0x80) return 1;
        Rune.DecodeFromUtf8(_utf8[position..], out _, out int size);
        return size;
    }

    private static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Kana and ideographs.</summary>
    private static bool StandsAlone(int point) => point is (>= 0x3041 and <= 0x30ff and not 0x30fb) or (>= 0x31f0 and <= 0x31ff)
        or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}
