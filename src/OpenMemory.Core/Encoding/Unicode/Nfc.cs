using System.Buffers;

namespace OpenMemory;

/// <summary>
/// Unicode normalisation form C (UAX #15) of UTF-8, from tables of its own, so that every platform and every globalisation
/// setting gives the same bytes. Code points unassigned in <see cref="NormalizationTables.UnicodeVersion"/> have combining
/// class 0, no decomposition and NFC_Quick_Check=Yes: they are kept as they are and combine with nothing.
/// </summary>
internal static class Nfc
{
    /// <summary>Whether valid UTF-8 is in normalisation form C. The answer is exact and allocates nothing.</summary>
    internal static bool IsNormalized(ReadOnlySpan<byte> utf8) =>
        NfcScanner.FindFault(utf8, 0, forbidByteOrderMark: false) < 0;

    /// <summary>Writes the normalisation form C of valid UTF-8. Time is linear in the length of any text.</summary>
    internal static void Normalize(ReadOnlySpan<byte> utf8, IBufferWriter<byte> destination)
    {
        int fault = NfcScanner.FindFault(utf8, 0, forbidByteOrderMark: false);
        if (fault < 0)
        {
            destination.Write(utf8);
            return;
        }

        NfcComposer composer = new(destination, stackalloc uint[NfcComposer.UsualMarks]);
        try
        {
            int done = 0;
            while (fault >= 0)
            {
                int start = NfcScanner.SegmentStart(utf8, fault);
                int end = NfcScanner.FaultyEnd(utf8, fault);
                composer.Copy(utf8[done..start]);
                composer.Write(utf8[start..end]);
                done = end;
                fault = NfcScanner.FindFault(utf8, end, forbidByteOrderMark: false);
            }

            composer.Copy(utf8[done..]);
            composer.Flush();
        }
        finally
        {
            composer.Dispose();
        }
    }
}
