namespace OpenMemory;

/// <summary>Neighbouring grains of a file, few enough to be read at once.</summary>
/// <param name="First">The position of the first one.</param>
/// <param name="Start">Where they begin in the region.</param>
/// <param name="Ends">Where each of them ends, counted from <paramref name="Start"/>; at least one.</param>
internal readonly record struct GrainRun(int First, long Start, int[] Ends)
{
    /// <summary>Their number.</summary>
    internal int Count => Ends.Length;

    /// <summary>Their length in bytes.</summary>
    internal int Length => Ends[^1];

    /// <summary>Where a grain begins, counted from <see cref="Start"/>.</summary>
    /// <param name="i">0 … <see cref="Count"/> − 1.</param>
    internal int StartOf(int i) => i == 0 ? 0 : Ends[i - 1];
}
