using System.Text;
using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>Seeded mutation of a corpus. A failure names the seed's input, so that it can become a fixture.</summary>
internal static class Fuzz
{
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
                for (int rounds = random.Next(1, 4); rounds > 0; rounds--) current = ByteMutator.Mutate(random, current, inserts);
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
}
