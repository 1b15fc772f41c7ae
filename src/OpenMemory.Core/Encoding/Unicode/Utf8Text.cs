using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>The check every string of a strict document passes: well-formed UTF-8, no U+FEFF, normalisation form C.</summary>
internal static class Utf8Text
{
    /// <summary>Checks a text; a text with several faults is reported with the gravest, by the order of <see cref="TextFault"/>.</summary>
    /// <param name="utf8">The bytes to check.</param>
    /// <param name="index">
    /// The offset of the first sequence at fault; for <see cref="TextFault.NotNormalized"/> the start of the segment
    /// (a starter and what may combine with it) that would change; -1 where there is no fault.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TextFault Check(ReadOnlySpan<byte> utf8, out int index)
    {
        if (utf8.Length <= AsciiText.Short && AsciiText.IsShortAscii(utf8))
        {
            index = -1;
            return TextFault.None;
        }

        return CheckUnicode(utf8, out index);
    }

    /// <summary>Checks a text that is long, or not all ASCII.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TextFault CheckUnicode(ReadOnlySpan<byte> utf8, out int index)
    {
        int start = utf8.Length <= AsciiText.Short ? 0 : AsciiText.PrefixOfLong(utf8);
        if (start == utf8.Length)
        {
            index = -1;
            return TextFault.None;
        }

        if (!Utf8Validity.IsValid(utf8, start))
        {
            index = Utf8Validity.FindInvalid(utf8, start);
            return TextFault.InvalidUtf8;
        }

        int fault = NfcScanner.FindFault(utf8, start, forbidByteOrderMark: true);
        if (fault < 0)
        {
            index = -1;
            return TextFault.None;
        }

        // Whatever was found first, a byte order mark further on is the graver fault.
        int mark = utf8[fault..].IndexOf("\uFEFF"u8);
        index = mark >= 0 ? fault + mark : NfcScanner.SegmentStart(utf8, fault);
        return mark >= 0 ? TextFault.ByteOrderMark : TextFault.NotNormalized;
    }
}
