namespace OpenMemory.Tests;

/// <summary>Counts what a piece of work allocates on this thread in its steady state.</summary>
internal static class Allocations
{
    internal const int Times = 1000;

    /// <summary>Bytes allocated by a thousand runs, after enough others for everything to be compiled and cached.</summary>
    internal static long Of(Action work)
    {
        for (int i = 0; i < 200; i++) work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++) work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
