using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace OpenMemory;

/// <summary>
/// Unicode normalisation form C (UAX #15) of UTF-8, from tables of its own, so that every platform and every globalisation
/// setting gives the same bytes. Code points unassigned in <see cref="NormalizationTables.UnicodeVersion"/> have combining
/// class 0, no decomposition and NFC_Quick_Check=Yes: they are kept as they are and combine with nothing.
/// </summary>
internal static class Nfc
{
    /// <summary>Whether valid UTF-8 is in normalisation form C. The answer is exact and allocates nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsNormalized(ReadOnlySpan<byte> utf8) =>
        (utf8.Length <= AsciiText.Short && AsciiText.IsShortAscii(utf8)) || FindFault(utf8, out _, out _) < 0;

    /// <summary>Writes the normalisation form C of valid UTF-8. Time is linear in the length of any text.</summary>
    internal static void Normalize(ReadOnlySpan<byte> utf8, IBufferWriter<byte> destination)
    {
        if (!TryNormalize(utf8, destination))
        {
            destination.Write(utf8);
        }
    }

    /// <summary>Writes the normalisation form C of valid UTF-8 unless the text is that already; returns whether it wrote.</summary>
    internal static bool TryNormalize(ReadOnlySpan<byte> utf8, IBufferWriter<byte> destination)
    {
        if (utf8.Length <= AsciiText.Short && AsciiText.IsShortAscii(utf8))
        {
            return false;
        }

        int fault = FindFault(utf8, out int start, out uint lane);
        if (fault >= 0)
        {
            Compose(utf8, fault, start, lane, destination);
        }

        return fault >= 0;
    }

    /// <summary>The normalisation form C of valid UTF-8; the same bytes where they are that already.</summary>
    internal static ReadOnlySpan<byte> Normalized(ReadOnlySpan<byte> utf8)
    {
        if (IsNormalized(utf8)) return utf8;
        ArrayBufferWriter<byte> normalized = new(utf8.Length);
        Normalize(utf8, normalized);
        return normalized.WrittenSpan;
    }

    /// <summary>A text in normalisation form C, as grains hold it.</summary>
    internal static string Normalized(string text) => Encoding.UTF8.GetString(Normalized(Encoding.UTF8.GetBytes(text)));

    /// <summary>The offset of the first code point that would change, or -1; for text that is long, or not all ASCII.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindFault(ReadOnlySpan<byte> utf8, out int start, out uint lane)
    {
        lane = 0;
        start = utf8.Length <= AsciiText.Short ? 0 : AsciiText.PrefixOfLong(utf8);
        return start == utf8.Length ? -1 : NfcScanner.FindFault(utf8, start, forbidByteOrderMark: false, out lane);
    }

    /// <summary>Writes the normalisation form C of text whose first fault is known.</summary>
    [SkipLocalsInit]
    private static void Compose(ReadOnlySpan<byte> utf8, int fault, int start, uint lane, IBufferWriter<byte> destination)
    {
        NfcFaults faults = new(utf8, start, lane, stackalloc uint[NfcFaults.LanesAtOnce]);
        NfcComposer composer = new(destination, utf8.Length, stackalloc uint[NfcComposer.UsualMarks]);
        try
        {
            int done = 0;
            while (fault >= 0)
            {
                if (!composer.TryReplace(utf8, done, fault, out int end))
                {
                    int segment = NfcScanner.SegmentStart(utf8, fault);
                    composer.Copy(utf8[done..segment]);
                    end = composer.WriteSegments(utf8, segment);
                }

                done = end;
                fault = faults.Next(done);
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
