using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>The writing of segments, the usual ones without detours.</summary>
internal ref partial struct NfcComposer
{
    /// <summary>
    /// Writes the text from an offset to a fault as it is, and what the fault decomposes to, if that is two code points that
    /// combine with nothing around them. Letters that composition excludes are such.
    /// </summary>
    internal bool TryReplace(ReadOnlySpan<byte> utf8, int from, int fault, out int end)
    {
        end = fault;
        if (NfcData.ClassAt(utf8, fault) < NormalizationTables.FirstNo)
        {
            return false;
        }

        ReadOnlySpan<ushort> parts = NfcData.Decomposition(NfcData.Decode(utf8, fault, out int length));
        if (parts.Length != 2 || !EndsSegment(utf8, fault + length)
            || char.IsSurrogate((char)parts[0]) || NfcData.ClassOf(parts[0]) != 0)
        {
            return false;
        }

        Copy(utf8[from..fault]);
        PutPair(parts[0], parts[1]);
        end = fault + length;
        return true;
    }

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
            // A letter and one mark are by far the most common.
            byte kind = NfcData.ClassAt(utf8, at);
            int mark = NfcData.Decode(utf8, at, out length);
            if (kind < NormalizationTables.FirstNo && EndsSegment(utf8, at + length))
            {
                PutPair(point, mark);
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
        while (at < utf8.Length)
        {
            // One space or the like between words is no reason to stop.
            byte space = utf8[at];
            int syllableAt = space < 0x80 ? at + 1 : at;
            if (!NfcData.TryReadSyllable(utf8, syllableAt, out int syllable, out int length) || !EndsSegment(utf8, syllableAt + length))
            {
                break;
            }

            // The space is written over where there is none.
            Span<byte> to = Room();
            to[0] = space;
            to = to.Slice(syllableAt - at, NfcData.JamoLength);
            to[2] = (byte)(0x80 | (syllable & 63));
            to[1] = (byte)(0x80 | ((syllable >> 6) & 63));
            to[0] = (byte)(0xE0 | (syllable >> 12));
            _written += syllableAt - at + NfcData.JamoLength;
            at = syllableAt + length;
        }

        if (at > start)
        {
            return at;
        }

        int end = NfcScanner.SegmentEnd(utf8, at);
        Compose(utf8[at..end]);
        return end;
    }

    /// <summary>Writes two code points composed, or as they are.</summary>
    private void PutPair(int first, int second)
    {
        int whole = NfcData.Compose(first, second);
        if (whole != 0)
        {
            Put(whole);
            return;
        }

        Put(first);
        Put(second);
    }

    /// <summary>Whether a segment ends at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool EndsSegment(ReadOnlySpan<byte> utf8, int at) =>
        at >= utf8.Length || utf8[at] < NfcData.FirstSuspectByte || NfcData.StartsSegment(utf8, at);

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
