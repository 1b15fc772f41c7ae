using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>Sorts any number of entries: runs that fit in memory go to a scratch file and are merged afterwards.</summary>
internal sealed class EntrySorter(string? folder) : IDisposable
{
    private const int MaxRun = 1 << 18, FirstRun = 1 << 10;

    private readonly ScratchFile _file = new(folder);
    private readonly List<long> _ends = [];
    private SortEntry[] _run = new SortEntry[FirstRun];
    private int _count;

    /// <summary>The number of complete runs.</summary>
    internal int Runs => _ends.Count;

    /// <summary>Whether the run is full and has to be ended before the next entry.</summary>
    internal bool IsFull => _count == MaxRun;

    internal void Add(in SortEntry entry)
    {
        if (_count == _run.Length) Array.Resize(ref _run, Math.Min(MaxRun, 2 * _count));
        _run[_count++] = entry;
    }

    /// <summary>Sorts the run and sets it aside.</summary>
    /// <returns>Its entries in their order, until the next <see cref="Add"/>.</returns>
    internal ReadOnlySpan<SortEntry> EndRun()
    {
        Span<SortEntry> run = _run.AsSpan(0, _count);
        run.Sort();
        _file.Append(MemoryMarshal.AsBytes(run));
        _ends.Add(_file.Length);
        _count = 0;
        return run;
    }

    /// <summary>All entries in their order, with the number of the run that each comes from.</summary>
    internal IEnumerable<(SortEntry Entry, int Run)> Merge()
    {
        int bufferSize = ScratchBuffers.Share(Runs);
        ScratchCursor[] cursors = new ScratchCursor[Runs];
        PriorityQueue<int, SortEntry> heads = new(Runs);
        for (int run = 0; run < Runs; run++)
        {
            cursors[run] = new ScratchCursor(_file, run == 0 ? 0 : _ends[run - 1], _ends[run], bufferSize);
            if (!cursors[run].AtEnd) heads.Enqueue(run, Next(cursors[run]));
        }
        while (heads.TryPeek(out int run, out SortEntry entry))
        {
            yield return (entry, run);
            if (cursors[run].AtEnd) heads.Dequeue();
            else heads.DequeueEnqueue(run, Next(cursors[run]));
        }
    }

    public void Dispose() => _file.Dispose();

    private static SortEntry Next(ScratchCursor cursor) =>
        MemoryMarshal.Read<SortEntry>(cursor.Next(System.Runtime.CompilerServices.Unsafe.SizeOf<SortEntry>()));
}
