using System.Buffers.Binary;
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
        if (!NfcData.TrySplitApart(NfcData.Decode(utf8, fault, out int length), out int first, out int second)
            || !EndsSegment(utf8, fault + length))
        {
            return false;
        }

        Copy(utf8[from..fault]);
        Put(first);
        Put(second);
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

        if (at < utf8.Length && NfcData.ClassAt(utf8, start) == 0 && NfcData.Decomposition(point).IsEmpty
            && TryWriteLetter(utf8, point, ref at))
        {
            return at;
        }

        int end = NfcScanner.SegmentEnd(utf8, start);
        Compose(utf8[start..end]);
        return end;
    }

    /// <summary>
    /// Writes a letter and the marks behind it if they are in order and all of them, the last perhaps excepted, combine with
    /// it: a letter and one mark are by far the most common, and a letter and two mostly what remains.
    /// </summary>
    private bool TryWriteLetter(ReadOnlySpan<byte> utf8, int letter, ref int at)
    {
        int place = at;
        for (byte last = 0; ;)
        {
            byte kind = NfcData.ClassAt(utf8, place);
            if (kind >= NormalizationTables.FirstNo || NormalizationTables.CombiningClass[kind] < last)
            {
                return false;
            }

            int mark = NfcData.Decode(utf8, place, out int length), whole = NfcData.Compose(letter, mark);
            place += length;
            if (EndsSegment(utf8, place))
            {
                Put(whole != 0 ? whole : letter);
                if (whole == 0)
                {
                    Put(mark);
                }

                at = place;
                return true;
            }

            if (whole == 0)
            {
                return false;
            }

            letter = whole;
            last = NormalizationTables.CombiningClass[kind];
        }
    }

    /// <summary>Writes the syllables that jamo make, as far as they go on, or else the segment.</summary>
    private int WriteSyllables(ReadOnlySpan<byte> utf8, int start)
    {
        Room();
        Span<byte> output = _output;
        int at = start, written = _written, lastAt = at, lastWritten = written;
        while (at < utf8.Length && output.Length - written >= Longest)
        {
            // One space or the like between words is no reason to stop.
            uint space = utf8[at];
            int spaces = space < 0x80 ? 1 : 0;
            if (!NfcData.TryReadSyllable(utf8, at + spaces, out uint syllable, out int length))
            {
                break;
            }

            uint bytes = 0x8080E0 | (syllable >> 12) | ((syllable << 2) & 0x3F00) | ((syllable << 16) & 0x3F0000);
            BinaryPrimitives.WriteUInt32LittleEndian(output[written..], spaces == 0 ? bytes : (bytes << 8) | space);
            (lastAt, lastWritten) = (at, written);
            written += spaces + NfcData.JamoLength;
            at += spaces + length;
        }

        if (!EndsSegment(utf8, at))
        {
            // Only of the last syllable it is not known that what follows leaves it alone.
            (at, written) = (lastAt, lastWritten);
        }

        _written = written;
        if (at > start)
        {
            return at;
        }

        int end = NfcScanner.SegmentEnd(utf8, at);
        Compose(utf8[at..end]);
        return end;
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
