namespace OpenMemory.Tests;

/// <summary>Counts what a piece of work allocates on this thread in its steady state.</summary>
internal static class Allocations
{
    internal const int Times = 1000;
    private const int Attempts = 5;

    /// <summary>
    /// Bytes allocated by a thousand runs, after enough others for everything to be compiled and cached: the least of a few
    /// attempts, because the runtime may allocate on this thread when it replaces a method by a faster one.
    /// </summary>
    internal static long Of(Action work)
    {
        for (int i = 0; i < 200; i++) work();
        return Least(work, Times);
    }

    /// <summary>Bytes allocated by some runs: the least of a few attempts.</summary>
    internal static long Least(Action work, int times)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++) work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
