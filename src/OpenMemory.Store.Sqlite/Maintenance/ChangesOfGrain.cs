namespace OpenMemory.Store.Sqlite;

/// <summary>The changes of one grain in their order, as far as they have been read.</summary>
internal sealed class ChangesOfGrain(long id, ContentAddress? live, ContentAddress? deleted, byte[] entry)
{
    private int _count, _additions, _removals;
    private bool _beginsWithAddition, _endsWithRemoval, _hasUnknown, _remembers;
    private byte[] _last = [];

    internal long Id => id;

    internal ContentAddress? Address => live ?? deleted;

    internal void Add(long kind, byte[] entryAfter)
    {
        bool isAddition = kind == (long)GrainChangeKind.Added, isRemoval = kind == (long)GrainChangeKind.Removed;
        if (_count++ == 0) _beginsWithAddition = isAddition;
        if (isAddition) _additions++;
        if (isRemoval) _removals++;
        _endsWithRemoval = isRemoval;
        _hasUnknown |= !isAddition && !isRemoval && kind != (long)GrainChangeKind.EntryChanged;
        _remembers |= entryAfter.Length > 0;
        if (!isRemoval) _last = entryAfter;
    }

    /// <summary>What cannot be right; null for nothing.</summary>
    internal string? FindFault()
    {
        if (live is null && deleted is null) return $"changes are of number {id}, which no grain has";
        if (_hasUnknown) return "a change is of an unknown kind";
        if (!_beginsWithAddition || _additions != 1) return "the grain was not added once, and first";
        if (live is null) return _removals == 1 && _endsWithRemoval ? _remembers ? "the feed still tells the entries of a deleted grain" : null : "the removal is not told once, and last";
        if (_removals > 0) return "the grain is here, and the feed tells its removal";
        return _last.AsSpan().SequenceEqual(entry) ? null : "the feed ends with another entry than the grain has";
    }
}
