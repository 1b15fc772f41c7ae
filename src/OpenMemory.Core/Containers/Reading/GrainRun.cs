namespace OpenMemory;

/// <summary>Neighbouring grains of a file, few enough to be read at once; filled anew for the next ones.</summary>
internal sealed class GrainRun
{
    private int[] _ends = [];

    /// <summary>The position of the first one.</summary>
    internal int First { get; private set; }

    /// <summary>Where they begin in the region.</summary>
    internal long Start { get; private set; }

    /// <summary>Their number.</summary>
    internal int Count { get; private set; }

    /// <summary>Their length in bytes.</summary>
    internal int Length => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>Where a grain begins, counted from <see cref="Start"/>.</summary>
    /// <param name="i">0 … <see cref="Count"/> − 1.</param>
    internal int StartOf(int i) => i == 0 ? 0 : _ends[i - 1];

    /// <summary>Where a grain ends, counted from <see cref="Start"/>.</summary>
    /// <param name="i">0 … <see cref="Count"/> − 1.</param>
    internal int EndOf(int i) => _ends[i];

    internal void Begin(int first, long start) => (First, Start, Count) = (first, start, 0);

    internal void Add(int end)
    {
        if (Count == _ends.Length) Array.Resize(ref _ends, Math.Max(16, 2 * Count));
        _ends[Count++] = end;
    }
}
