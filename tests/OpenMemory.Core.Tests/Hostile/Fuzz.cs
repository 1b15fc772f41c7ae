using System.Text;

namespace OpenMemory.Tests;

/// <summary>Seeded mutation of a corpus. A failure names the seed's input, so that it can become a fixture.</summary>
internal static class Fuzz
{
    private static readonly byte[] s_markers =
    [
        0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf,
        0xd0, 0xd3, 0xd4, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff, (byte)'"', (byte)'{', (byte)'[', (byte)'\\', (byte)'1', (byte)'e',
    ];

    /// <summary>Checks so many mutants of a corpus, within a minute for each 100,000.</summary>
    internal static void Run(int seed, long count, byte[][] corpus, string[] words, Action<byte[]> check)
    {
        Random random = new(seed);
        byte[] current = [];
        byte[][] inserts = [.. words.Select(Encoding.UTF8.GetBytes)];
        TimeSpan limit = count == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(1 + (count / 100_000));
        Watched.Run(limit, () =>
        {
            for (long i = 0; i < count; i++)
            {
                current = corpus[random.Next(corpus.Length)];
                for (int rounds = random.Next(1, 4); rounds > 0; rounds--) current = Mutate(random, current, inserts);
                try
                {
                    check(current);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    throw new InvalidOperationException($"seed {seed}, mutant {i}: {Convert.ToHexStringLower(current)}", exception);
                }
            }
        }, () => Convert.ToHexStringLower(current));
    }

    private static byte[] Mutate(Random random, byte[] source, byte[][] inserts)
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
