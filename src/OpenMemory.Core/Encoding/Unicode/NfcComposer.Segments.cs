using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>The writing of segments, the usual ones without detours.</summary>
internal ref partial struct NfcComposer
{
    /// <summary>Writes the normalisation form C of the segment at an offset, and of jamo right after; returns the end.</summary>
    internal int WriteSegments(ReadOnlySpan<byte> utf8, int start)
    {
        int point = NfcData.Decode(utf8, start, out int length), at = start + length;
        if (NfcData.IsLead(point))
        {
            return WriteSyllables(utf8, start);
        }

        if (at < utf8.Length && NfcData.ClassAt(utf8, start) == 0 && NfcData.Decomposition(point).IsEmpty)
        {
            // A letter and one mark, or a letter and one that decomposes to such a pair, are by far the most common.
            byte kind = NfcData.ClassAt(utf8, at);
            int second = NfcData.Decode(utf8, at, out length);
            if (EndsSegment(utf8, at + length) && (kind < NormalizationTables.FirstNo ? TryPut(point, second) : TryPutParts(point, second)))
            {
                return at + length;
            }
        }

        int end = NfcScanner.SegmentEnd(utf8, start);
        Compose(utf8[start..end]);
        return end;
    }

    /// <summary>Writes the syllables that jamo make, as far as they go on, or else the segment.</summary>
    private int WriteSyllables(ReadOnlySpan<byte> utf8, int start)
    {
        int at = start;
        while (NfcData.TryReadSyllable(utf8, at, out int syllable, out int length) && EndsSegment(utf8, at + length))
        {
            Put(syllable);
            at += length;
        }

        if (at > start)
        {
            return at;
        }

        int end = NfcScanner.SegmentEnd(utf8, at);
        Compose(utf8[at..end]);
        return end;
    }

    /// <summary>Writes two code points composed, or as they are; always possible.</summary>
    private bool TryPut(int first, int second)
    {
        int whole = NfcData.Compose(first, second);
        Put(whole != 0 ? whole : first);
        if (whole == 0)
        {
            Put(second);
        }

        return true;
    }

    /// <summary>Writes a starter and what another code point decomposes to, if that is two that combine with nothing before.</summary>
    private bool TryPutParts(int starter, int point)
    {
        ReadOnlySpan<ushort> parts = NfcData.Decomposition(point);
        if (parts.Length != 2 || char.IsSurrogate((char)parts[0]) || NfcData.ClassOf(parts[0]) != 0)
        {
            return false;
        }

        Put(starter);
        return TryPut(parts[0], parts[1]);
    }

    /// <summary>Whether a segment ends at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool EndsSegment(ReadOnlySpan<byte> utf8, int at) => at >= utf8.Length || utf8[at] < NfcData.FirstSuspectByte || NfcData.StartsSegment(utf8, at);

    /// <summary>Writes the normalisation form C of a segment, whatever it is.</summary>
    private void Compose(ReadOnlySpan<byte> segment)
    {
        for (int at = 0; at < segment.Length;)
        {
            byte kind = NfcData.ClassAt(segment, at);
            int point = NfcData.Decode(segment, at, out int length);
            at += length;
            if (kind < NormalizationTables.FirstNo && NormalizationTables.CombiningClass[kind] is byte combiningClass and not 0)
            {
                // Only what is surely not normalised decomposes among the marks.
                AddMark(point, combiningClass);
            }
            else
            {
                AddParts(point);
            }
        }

        ComposeMarks();
        Emit();
        _starter = -1;
    }
}
