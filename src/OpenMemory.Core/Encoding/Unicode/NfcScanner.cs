using System.Numerics;
using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>Finds the first place where valid UTF-8 is not in normalisation form C.</summary>
internal static class NfcScanner
{
    /// <summary>The bytes in a lane, and the lanes filtered before their suspects are looked at.</summary>
    private const int Lane = NfcFilter.Lane, LanesAtOnce = 16;

    /// <summary>So few bytes are looked at one by one in no more time than a lane takes.</summary>
    internal const int FewBytes = 24;

    /// <summary>
    /// The offset of the first code point that would change, or -1. Scanning begins at an offset that starts a segment.
    /// </summary>
    internal static int FindFault(ReadOnlySpan<byte> utf8, int start, bool forbidByteOrderMark) => FindFault(utf8, start, forbidByteOrderMark, out _);

    /// <summary>The same; gives all suspects, a bit for each offset from the start on, where what is left fits in one lane but is not a few bytes.</summary>
    internal static int FindFault(ReadOnlySpan<byte> utf8, int start, bool forbidByteOrderMark, out uint lane)
    {
        lane = 0;
        NfcOrder order = new(forbidByteOrderMark);
        int last = utf8.Length - Lane - NfcFilter.Ahead;
        if (!NibbleLookup.IsQuick || utf8.Length - start <= FewBytes)
        {
            return FindFaultByByte(utf8, start, ref order);
        }

        if (last < start)
        {
            return FindFaultInLane(utf8, start, ref order, out lane);
        }

        ref byte first = ref MemoryMarshal.GetReference(utf8);
        Span<uint> buffer = stackalloc uint[LanesAtOnce];
        int step = 1;
        for (int at = start, count; at < last + Lane; at += count * Lane)
        {
            // Small steps at first, as the fault may be near.
            count = Math.Min(step, ((last - at + Lane - 1) / Lane) + 1);
            step = Math.Min(step * 2, LanesAtOnce);
            Span<uint> lanes = buffer[..count];
            if (!NfcFilter.FindSuspects(ref first, at, last, lanes))
            {
                continue;
            }

            for (int i = 0; i < lanes.Length; i++)
            {
                // The last lane may overlap the one before, and must not see the same code points again.
                int begin = at + (i * Lane), place = Math.Min(begin, last);
                for (uint suspects = lanes[i] & (uint.MaxValue << (begin - place)); suspects != 0; suspects &= suspects - 1)
                {
                    int suspect = place + BitOperations.TrailingZeroCount(suspects);
                    if (!order.Accept(utf8, suspect))
                    {
                        return suspect;
                    }
                }
            }
        }

        // Two bytes remain, which may be a sequence.
        return FindFaultByByte(utf8, last + Lane, ref order);
    }

    /// <summary>The start of the segment that holds an offset: the nearest boundary at or before it.</summary>
    internal static int SegmentStart(ReadOnlySpan<byte> utf8, int at)
    {
        while (at > 0 && !NfcData.StartsSegment(utf8, at))
        {
            at = NfcData.Previous(utf8, at);
        }

        return at;
    }

    /// <summary>The end of the segment that holds the code point at an offset: the next boundary after it.</summary>
    internal static int SegmentEnd(ReadOnlySpan<byte> utf8, int at)
    {
        do
        {
            at += NfcData.SequenceLength(utf8[at]);
        }
        while (at < utf8.Length && !NfcData.StartsSegment(utf8, at));

        return at;
    }

    /// <summary>The scan for texts too short to read a lane of.</summary>
    private static int FindFaultInLane(ReadOnlySpan<byte> utf8, int start, ref NfcOrder order, out uint lane)
    {
        // A lane suffices: what is left is at most one byte longer, and no sequence of several begins with the last byte.
        Span<byte> padded = stackalloc byte[Lane + NfcFilter.Ahead];
        padded.Clear();
        utf8[start..].CopyTo(padded);
        uint suspects = 0;
        NfcFilter.FindSuspects(ref MemoryMarshal.GetReference(padded), 0, 0, new Span<uint>(ref suspects));
        lane = suspects;
        for (; suspects != 0; suspects &= suspects - 1)
        {
            int suspect = start + BitOperations.TrailingZeroCount(suspects);
            if (!order.Accept(utf8, suspect))
            {
                return suspect;
            }
        }

        return -1;
    }

    /// <summary>The scan for few bytes, for the last ones, and where there are no quick look-ups.</summary>
    private static int FindFaultByByte(ReadOnlySpan<byte> utf8, int at, ref NfcOrder order)
    {
        for (; at < utf8.Length; at++)
        {
            // Below U+0300 everything is plain; continuation bytes belong to a lead already seen.
            if (utf8[at] >= NfcData.FirstSuspectByte && !order.Accept(utf8, at))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The first place from an offset on that may be a fault, or -1.</summary>
    internal static int FindUnsureByByte(ReadOnlySpan<byte> utf8, int at, ref NfcOrder order)
    {
        for (; at < utf8.Length; at++)
        {
            if (utf8[at] >= NfcData.FirstSuspectByte && !order.AcceptSure(utf8, at))
            {
                return at;
            }
        }

        return -1;
    }
}
