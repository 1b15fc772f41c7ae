using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>
/// Holds grains until their number and order are known, because the index stands before them. The order of the file is a
/// list of (run, length): each run's grains follow one another in the order of the file, so every run is read from its
/// beginning to its end. Unsorted grains are one run.
/// </summary>
internal sealed class GrainSpool : IDisposable
{
    private const int MaxChunk = 32 << 20;

    private readonly ScratchFile _bytes, _plan;
    private readonly EntrySorter? _sorter;
    private readonly bool _isSorted, _isDeduplicated;
    private readonly List<long> _runStarts = [0];
    private readonly List<(int Start, int Length)> _places = [];
    private readonly BitSet _dropped = new();
    private byte[] _chunk = [];
    private int _used;

    internal GrainSpool(string? folder, bool isSorted, bool isDeduplicated)
    {
        _isSorted = isSorted;
        _isDeduplicated = isDeduplicated;
        _bytes = new(folder);
        _plan = new(folder);
        if (isSorted || isDeduplicated) _sorter = new(folder);
    }

    /// <summary>The number of grains that were added.</summary>
    internal long Added { get; private set; }

    /// <summary>The number of grains that are left out of the order.</summary>
    internal long Dropped => _dropped.Count;

    /// <summary>Whether <see cref="Add"/> looks at addresses.</summary>
    internal bool NeedsAddresses => _sorter is not null;

    internal void Add(ReadOnlySpan<byte> grain, long time, in ContentAddress address)
    {
        if (_sorter is { IsFull: true } || (_isSorted && _used + (long)grain.Length > MaxChunk)) EndRun();
        _sorter?.Add(new SortEntry(_isSorted ? time : 0, address, Added, grain.Length));
        if (_isSorted) Keep(grain);
        else
        {
            _bytes.Append(grain);
            Plan(0, grain.Length);
        }
        Added++;
    }

    /// <summary>Decides the order; nothing is added afterwards.</summary>
    internal void Finish(CancellationToken cancellationToken)
    {
        if (_sorter is null) return;
        EndRun();
        ContentAddress previous = default;
        long position = 0;
        foreach ((SortEntry entry, int run) in _sorter.Merge())
        {
            if ((position & 0xffff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (_isDeduplicated && position > 0 && entry.Address == previous) _dropped.Add(_isSorted ? position : entry.Index);
            if (_isSorted) Plan(run, entry.Length);
            previous = entry.Address;
            position++;
        }
        _sorter.Dispose();
    }

    /// <summary>Begins to read the grains in the order of the file.</summary>
    internal GrainSequence Read() => new(_plan, _dropped, _bytes, _runStarts);

    public void Dispose()
    {
        _bytes.Dispose();
        _plan.Dispose();
        _sorter?.Dispose();
    }

    private void Plan(int run, int length) => _plan.Append(MemoryMarshal.AsBytes([new PlanEntry(run, length)]));

    private void Keep(ReadOnlySpan<byte> grain)
    {
        if (_used + grain.Length > _chunk.Length) Array.Resize(ref _chunk, (int)Math.Max(Math.Min(2L * _chunk.Length, MaxChunk), _used + (long)grain.Length));
        grain.CopyTo(_chunk.AsSpan(_used));
        _places.Add((_used, grain.Length));
        _used += grain.Length;
    }

    private void EndRun()
    {
        long first = Added - _places.Count;
        foreach (ref readonly SortEntry entry in _sorter!.EndRun())
        {
            if (!_isSorted) break;
            (int start, int length) = _places[(int)(entry.Index - first)];
            _bytes.Append(_chunk.AsSpan(start, length));
        }
        if (!_isSorted) return;
        _runStarts.Add(_bytes.Length);
        _places.Clear();
        _used = 0;
    }
}
