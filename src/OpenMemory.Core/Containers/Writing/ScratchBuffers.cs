namespace OpenMemory;

/// <summary>Divides a fixed amount of memory among the runs of a merge, so that memory is bounded whatever their number.</summary>
internal static class ScratchBuffers
{
    private const int Together = 32 << 20, Largest = 1 << 16, Smallest = 1 << 12;

    internal static int Share(int runs) => Math.Clamp(Together / Math.Max(runs, 1), Smallest, Largest);
}
