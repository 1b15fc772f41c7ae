using OpenMemory.Supersession;

namespace OpenMemory.Store;

internal sealed partial class MemoryState
{
    private bool IsCurrent(int number)
    {
        PackedEntry entry = Rows[number].Entry;
        return entry.IsRare ? _rareEntries[number].IsCurrent : entry.IsCurrent;
    }

    /// <summary>The entry with its counters; the default entry is one object for all.</summary>
    private IndexEntry EntryOf(int number)
    {
        ref MemoryRow row = ref Rows[number];
        AccessCounter counter = _accesses.Read(number);
        EpochMilliseconds? last = row.Has(RowFlags.HasLastAccess) ? counter.Last : null;
        IndexEntry entry = Unpack(row.Entry, row.Entry.IsRare ? _rareEntries[number] : null, counter.Count, last);
        if (!row.Entry.IsRare || (counter.Count == 0 && last is null)) return entry;
        IndexState state = entry.State;
        return entry with
        {
            State = new IndexState(state.GivenStatus, counter.Count == 0 ? null : counter.Count)
            {
                SupersededBy = state.SupersededBy,
                SystemValidTo = state.SystemValidTo,
                RecStatus = state.RecStatus,
                LastAccessedAt = last,
            },
        };
    }

    private IndexEntry Unpack(PackedEntry entry, IndexEntry? rare, long count = 0, EpochMilliseconds? last = null)
    {
        if (rare is not null) return rare;
        if (entry.IsDefault && count == 0 && last is null) return IndexEntry.Default;
        return new()
        {
            State = new IndexState(entry.Status == 0 ? null : PackedEntry.Statuses[entry.Status], count == 0 ? null : count)
            {
                SupersededBy = (entry.Flags & EntryFlags.HasSuccessor) != 0 ? Rows[entry.Successor].Address : null,
                SystemValidTo = (entry.Flags & EntryFlags.HasEnd) != 0 ? entry.SystemValidTo : null,
                LastAccessedAt = last,
            },
            IsContradicted = (entry.Flags & EntryFlags.Contradicted) != 0,
            IsHoldLifted = (entry.Flags & EntryFlags.HoldLifted) != 0,
            NeedsReview = (entry.Flags & EntryFlags.NeedsReview) != 0,
        };
    }

    /// <summary>Packs an entry without its counters; where that cannot be, <paramref name="rare"/> is the entry.</summary>
    private PackedEntry Pack(IndexEntry entry, out IndexEntry? rare)
    {
        IndexState state = entry.State;
        int status = Array.IndexOf(PackedEntry.Statuses, state.VerificationStatus);
        int successor = state.SupersededBy is { } by ? _table.Find(by) : 0;
        if (status < 0 || successor < 0 || entry.Rivals.Count > 0 || state.RecStatus is not null)
        {
            rare = WithoutCounters(entry);
            return new() { Flags = EntryFlags.Rare };
        }
        rare = null;
        return new()
        {
            SystemValidTo = state.SystemValidTo?.Value ?? 0,
            Successor = successor,
            Status = (byte)status,
            Flags = Flag(state.SystemValidTo is not null, EntryFlags.HasEnd) | Flag(state.SupersededBy is not null, EntryFlags.HasSuccessor)
                | Flag(entry.IsContradicted, EntryFlags.Contradicted) | Flag(entry.IsHoldLifted, EntryFlags.HoldLifted)
                | Flag(entry.NeedsReview, EntryFlags.NeedsReview),
        };
    }

    private static EntryFlags Flag(bool isSet, EntryFlags flag) => isSet ? flag : EntryFlags.None;

    private static IndexEntry WithoutCounters(IndexEntry entry)
    {
        IndexState state = entry.State;
        if (state.AccessCount == 0 && state.LastAccessedAt is null) return entry;
        return entry with
        {
            State = new IndexState(state.GivenStatus, null) { SupersededBy = state.SupersededBy, SystemValidTo = state.SystemValidTo, RecStatus = state.RecStatus },
        };
    }
}
