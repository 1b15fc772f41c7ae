namespace OpenMemory.Fuzzing;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class ByteMutator
{
    private static readonly byte[] s_markers =
    [
        0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf,
        0xd0, 0xd3, 0xd4, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff, (byte)'"', (byte)'{', (byte)'[', (byte)'\\', (byte)'1', (byte)'e',
    ];

    /// <summary>One change: a bit, a byte, or a piece that is cut, repeated, left out, filled or put in.</summary>
    internal static byte[] Mutate(Random random, byte[] source, byte[][] inserts)
    {
        if (source.Length == 0) return [s_markers[random.Next(s_markers.Length)]];
        int at = random.Next(source.Length), length = random.Next(1, Math.Min(40, source.Length - at) + 1);
        byte[] copy = [.. source];
        switch (random.Next(8))
        {
            case 0: copy[at] ^= (byte)(1 << random.Next(8)); return copy;
            case 1: copy[at] = s_markers[random.Next(s_markers.Length)]; return copy;
            case 2: return copy[..at];
            case 3: return [.. copy[..(at + length)], .. copy[at..]]; // a piece twice
            case 4: return [.. copy[..at], .. copy[(at + length)..]]; // a piece left out
            case 5: // a length or count inflated
                copy.AsSpan(at, Math.Min(random.Next(1, 6), copy.Length - at)).Fill(0xff);
                return copy;
            case 6 when inserts.Length > 0: return [.. copy[..at], .. inserts[random.Next(inserts.Length)], .. copy[at..]];
            default:
                copy[at] = (byte)(copy[at] + random.Next(-2, 3)); // near misses of lengths, kinds and digits
                return copy;
        }
    }
}
