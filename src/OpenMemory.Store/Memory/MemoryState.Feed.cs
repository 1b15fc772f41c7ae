using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// The feed: four bytes for a grain that came with the default entry. Any other change stands in a list of its own, with the entry as it
/// then was; counters are no part of it.
/// </summary>
internal sealed partial class MemoryState
{
    private readonly Chunks<int> _feed = new(14);
    private readonly Chunks<RichChange> _richChanges = new(12);
    private bool _hasRare;

    /// <summary>The number of the last change, uncommitted ones included.</summary>
    internal long LastChange => _feed.Count;

    internal IReadOnlyList<GrainChange> ReadChanges(long after, int limit)
    {
        int first = (int)Math.Clamp(after, 0, _feed.Count);
        GrainChange[] changes = new GrainChange[Math.Min(Math.Max(0, limit), _feed.Count - first)];
        for (int i = 0; i < changes.Length; i++) changes[i] = ChangeAt(first + i);
        return changes;
    }

    private GrainChange ChangeAt(int index)
    {
        int number = _feed[index];
        if (number >= 0) return Added(index, number, Rows[number].AcceptedAt, IndexEntry.Default);
        RichChange change = _richChanges[~number];
        ref MemoryRow row = ref Rows[change.Row];
        // What the index knew of a grain goes with it.
        IndexEntry entry = row.IsLive ? Unpack(change.Entry, change.Rare) : IndexEntry.Default;
        return change.Kind == GrainChangeKind.Added
            ? Added(index, change.Row, change.At, entry)
            : new(index + 1, change.Kind, row.Address, change.At, null, entry);
    }

    private GrainChange Added(int index, int number, long at, IndexEntry entry)
    {
        ref MemoryRow row = ref Rows[number];
        return new(index + 1, GrainChangeKind.Added, row.Address, at, row.IsLive ? BlobOf(row) : null, entry);
    }

    /// <summary>Makes room, after which one change cannot fail.</summary>
    private void ReserveChange()
    {
        _feed.Reserve();
        _richChanges.Reserve();
    }

    private void TellAdded(int number, in PackedEntry entry, IndexEntry? rare)
    {
        if (entry.IsDefault) _feed.Add(number);
        else Tell(GrainChangeKind.Added, number, entry, rare, Rows[number].AcceptedAt);
    }

    private void Tell(GrainChangeKind kind, int number, in PackedEntry entry, IndexEntry? rare, long at)
    {
        _hasRare |= rare is not null;
        _feed.Add(~_richChanges.Count);
        _richChanges.Add(new() { Row = number, Kind = kind, Entry = entry, Rare = rare, At = at });
    }

    private struct RichChange
    {
        internal PackedEntry Entry;
        internal IndexEntry? Rare;
        internal long At;
        internal int Row;
        internal GrainChangeKind Kind;
    }
}
