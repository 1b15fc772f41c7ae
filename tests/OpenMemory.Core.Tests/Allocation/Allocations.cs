namespace OpenMemory.Tests;

/// <summary>Counts what a piece of work allocates on this thread in its steady state.</summary>
internal static class Allocations
{
    internal const int Times = 1000;

    private const int Batches = 3;

    /// <summary>
    /// Bytes allocated by a thousand runs, after enough others for everything to be compiled and cached. What the work costs
    /// shows in every batch of a thousand; what the runtime allocates once for itself, on the thread that happens to need it
    /// next (its cache of casts, after a collection emptied that), does not.
    /// </summary>
    internal static long Of(Action work)
    {
        for (int i = 0; i < 200; i++) work();
        long least = long.MaxValue;
        for (int batch = 0; batch < Batches && least > 0; batch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Times; i++) work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
