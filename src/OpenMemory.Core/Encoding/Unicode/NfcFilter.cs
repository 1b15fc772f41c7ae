using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

/// <summary>
/// Tells 32 bytes at a time which sequences need no look: nearly all text consists of code points of class 0 (a starter
/// that composes with nothing before it), and their first two or three bytes give most of them away. Every table is
/// indexed by one nibble and holds a bit for each of eight groups; a group matches where all its tables have the bit.
/// </summary>
internal static class NfcFilter
{
    /// <summary>The number of bytes handled at a time.</summary>
    internal const int Lane = NibbleLookup.Lane;

    /// <summary>The number of bytes after a lane that are read.</summary>
    internal const int Ahead = 2;

    /// <summary>
    /// For each lane from an offset on, a bit for each byte that starts a sequence whose class may not be 0. A lane that
    /// would begin after the last offset allowed begins there. Returns whether there is any bit.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool FindSuspects(ref byte first, int at, int last, Span<uint> suspects)
    {
        ref byte tables = ref MemoryMarshal.GetReference(NormalizationTables.Filters);

        // What must be looked at, by two bytes: leads C0 to DF, and leads E0 to FF.
        Vector256<byte> twoLeadHigh = NibbleLookup.Table(ref tables, 0), twoLeadLow = NibbleLookup.Table(ref tables, 1);
        Vector256<byte> twoNextHigh = NibbleLookup.Table(ref tables, 2), twoNextLow = NibbleLookup.Table(ref tables, 3);
        Vector256<byte> longLeadHigh = NibbleLookup.Table(ref tables, 4), longLeadLow = NibbleLookup.Table(ref tables, 5);
        Vector256<byte> longNextHigh = NibbleLookup.Table(ref tables, 6), longNextLow = NibbleLookup.Table(ref tables, 7);

        // What need not be looked at after all, by three bytes.
        Vector256<byte> plainLeadHigh = NibbleLookup.Table(ref tables, 8), plainLeadLow = NibbleLookup.Table(ref tables, 9);
        Vector256<byte> plainNextHigh = NibbleLookup.Table(ref tables, 10), plainNextLow = NibbleLookup.Table(ref tables, 11);
        Vector256<byte> thirdHigh = NibbleLookup.Table(ref tables, 12), thirdLow = NibbleLookup.Table(ref tables, 13);

        Vector256<byte> low = Vector256.Create((byte)15), zero = Vector256<byte>.Zero;
        uint any = 0;
        for (int lane = 0; lane < suspects.Length; lane++)
        {
            ref byte here = ref Unsafe.Add(ref first, Math.Min(at + (lane * Lane), last));
            Vector256<byte> lead = Vector256.LoadUnsafe(ref here);
            Vector256<byte> next = Vector256.LoadUnsafe(ref here, 1);
            Vector256<byte> third = Vector256.LoadUnsafe(ref here, 2);
            Vector256<byte> leadHigh = lead >>> 4, nextHigh = next >>> 4;
            lead &= low;
            next &= low;
            Vector256<byte> two = NibbleLookup.Shuffle(twoLeadHigh, leadHigh) & NibbleLookup.Shuffle(twoLeadLow, lead)
                & NibbleLookup.Shuffle(twoNextHigh, nextHigh) & NibbleLookup.Shuffle(twoNextLow, next);
            Vector256<byte> more = NibbleLookup.Shuffle(longLeadHigh, leadHigh) & NibbleLookup.Shuffle(longLeadLow, lead)
                & NibbleLookup.Shuffle(longNextHigh, nextHigh) & NibbleLookup.Shuffle(longNextLow, next);
            Vector256<byte> plain = NibbleLookup.Shuffle(plainLeadHigh, leadHigh)
                & NibbleLookup.Shuffle(plainLeadLow, lead)
                & NibbleLookup.Shuffle(plainNextHigh, nextHigh) & NibbleLookup.Shuffle(plainNextLow, next)
                & NibbleLookup.Shuffle(thirdHigh, third >>> 4) & NibbleLookup.Shuffle(thirdLow, third & low);
            uint bits = Vector256.AndNot(Vector256.Equals(plain, zero), Vector256.Equals(two | more, zero))
                .ExtractMostSignificantBits();
            suspects[lane] = bits;
            any |= bits;
        }

        return any != 0;
    }
}
