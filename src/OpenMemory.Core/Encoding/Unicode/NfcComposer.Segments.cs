namespace OpenMemory;

/// <summary>The way through a text: what is normalised is copied, and only the segments that may change are composed.</summary>
internal ref partial struct NfcComposer
{
    /// <summary>
    /// The bytes that must stay as they are before the search for faults is left to the quick scan: where one segment is
    /// decomposed the next tend to be, and to start that scan for each of them would cost more.
    /// </summary>
    private const int Patience = 4;

    /// <summary>
    /// Writes the normalisation form C from the start of a segment on, until some text stays as it is; returns the offset
    /// of the segment that is not written yet, or the length of the text.
    /// </summary>
    internal int WriteFrom(ReadOnlySpan<byte> utf8, int at)
    {
        int done = at, segment = at;
        byte last = 0;
        while (at < utf8.Length)
        {
            byte lead = utf8[at];
            byte kind = lead < 0xCC ? (byte)0 : NfcData.ClassAt(utf8, at);
            if (kind is 0 or NormalizationTables.ByteOrderMark)
            {
                segment = at;
                last = 0;
                if (at - done > Patience)
                {
                    break;
                }

                at += NfcData.SequenceLength(lead);
                continue;
            }

            byte combiningClass = NormalizationTables.CombiningClass[kind];
            if (kind < NormalizationTables.FirstMaybe && combiningClass >= last)
            {
                last = combiningClass;
                at += NfcData.SequenceLength(lead);
                continue;
            }

            Copy(utf8[done..segment]);
            at = done = segment = WriteSegment(utf8, segment);
            last = 0;
        }

        // At the end of the text the last segment is known to stay, too.
        segment = at < utf8.Length ? segment : at;
        Copy(utf8[done..segment]);
        return segment;
    }

    /// <summary>Writes the normalisation form C of the segment at an offset; returns its end.</summary>
    private int WriteSegment(ReadOnlySpan<byte> utf8, int start)
    {
        int point = NfcData.Decode(utf8, start, out int length), at = start + length;
        if (NfcData.TryJoinJamo(utf8, point, ref at, out int syllable))
        {
            if (EndsSegment(utf8, at))
            {
                Put(syllable);
                return at;
            }
        }
        else if (point < NfcData.FirstDecomposing && at < utf8.Length)
        {
            // A letter and one mark are by far the most common.
            byte kind = NfcData.ClassAt(utf8, at);
            int mark = NfcData.Decode(utf8, at, out length);
            if (kind < NormalizationTables.FirstNo && EndsSegment(utf8, at + length))
            {
                int whole = NfcData.Compose(point, mark);
                Put(whole != 0 ? whole : point);
                if (whole == 0)
                {
                    Put(mark);
                }

                return at + length;
            }
        }

        int end = NfcScanner.SegmentEnd(utf8, start);
        Compose(utf8[start..end]);
        return end;
    }

    /// <summary>Whether a segment ends at an offset.</summary>
    private static bool EndsSegment(ReadOnlySpan<byte> utf8, int at) => at >= utf8.Length || NfcData.StartsSegment(utf8, at);

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
