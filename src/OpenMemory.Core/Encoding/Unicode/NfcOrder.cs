using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// The memory of a scan: the combining class of the last code point it saw. Code points the scan passes over are starters
/// that compose with nothing before them.
/// </summary>
internal ref struct NfcOrder(bool forbidByteOrderMark)
{
    private int _accepted;
    private int _markEnd;
    private byte _combiningClass;

    /// <summary>Whether the code point at an offset leaves the text normalised; the offsets must rise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Accept(ReadOnlySpan<byte> utf8, int at)
    {
        byte kind = NfcData.ClassAt(utf8, at);
        if (kind == 0)
        {
            return true;
        }

        if (kind >= NormalizationTables.FirstMaybe)
        {
            return AcceptUnsure(utf8, at, kind);
        }

        byte combiningClass = NormalizationTables.CombiningClass[kind];
        bool inOrder = at != _markEnd || combiningClass >= _combiningClass;
        _markEnd = at + NfcData.SequenceLength(utf8[at]);
        _combiningClass = combiningClass;

        // Within a run that was settled as a whole there is nothing to add.
        return inOrder || at < _accepted;
    }

    /// <summary>
    /// Whether the code point at an offset surely leaves the text normalised; where it may or may not, the segment is better
    /// composed than settled first. The offsets must rise.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool AcceptSure(ReadOnlySpan<byte> utf8, int at)
    {
        byte kind = NfcData.ClassAt(utf8, at);
        return kind == 0 || (kind < NormalizationTables.FirstMaybe ? Accept(utf8, at) : kind == NormalizationTables.ByteOrderMark);
    }

    /// <summary>Judges a code point whose NFC_Quick_Check is not Yes, or U+FEFF.</summary>
    private bool AcceptUnsure(ReadOnlySpan<byte> utf8, int at, byte kind)
    {
        if (at < _accepted)
        {
            return true;
        }

        if (kind >= NormalizationTables.FirstNo)
        {
            return kind == NormalizationTables.ByteOrderMark && !forbidByteOrderMark;
        }

        // In a run the marks before this one were in order, so was it all; the next code point is a starter.
        int end = NfcRun.Resolve(utf8, at, kind);
        _accepted = Math.Max(_accepted, end);
        return end >= 0;
    }
}
