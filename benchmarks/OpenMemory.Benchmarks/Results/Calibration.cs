using System.Diagnostics;
using System.Security.Cryptography;

namespace OpenMemory.Benchmarks;

/// <summary>
/// How fast this machine is just now: <see cref="SHA256"/> over 64 KB, in nanoseconds. The work is native code without a choice of paths,
/// so that no compilation moves it, and as long as its time is, the machine's speed is all it depends on; of 159 bytes it has two speeds.
/// </summary>
internal static class Calibration
{
    /// <summary>The size of the buffer.</summary>
    internal const int Bytes = 64 << 10;

    private const int Turns = 12, TimesInTurn = 8, TurnsOfMean = 60;

    private static readonly byte[] s_buffer = new byte[Bytes];

    /// <summary>The best of a few turns of a third of a millisecond: what short work, of which the best turn counts, is compared with.</summary>
    internal static double Best()
    {
        double best = double.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            long start = Stopwatch.GetTimestamp();
            Hash(TimesInTurn);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / TimesInTurn);
        }
        return best;
    }

    /// <summary>The mean of 20 ms: what work that cannot be cut into short turns, and is interrupted as often, is compared with.</summary>
    internal static double Mean()
    {
        long start = Stopwatch.GetTimestamp();
        Hash(TurnsOfMean * TimesInTurn);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (TurnsOfMean * TimesInTurn);
    }

    /// <summary>The mean of one buffer when every core has as many of them: what work on all cores is compared with.</summary>
    internal static double MeanOnAllCores()
    {
        int cores = Environment.ProcessorCount;
        long start = Stopwatch.GetTimestamp();
        Parallel.For(0, cores, new() { MaxDegreeOfParallelism = cores }, static _ => Hash(TurnsOfMean * TimesInTurn));
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (cores * TurnsOfMean * TimesInTurn);
    }

    private static void Hash(int times)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (int i = 0; i < times; i++) SHA256.HashData(s_buffer, hash);
    }
}
