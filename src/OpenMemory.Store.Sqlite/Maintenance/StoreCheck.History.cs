using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite;

internal sealed partial class StoreCheck
{
    private const int BatchSize = 256;

    /// <summary>Changes count without a gap, and replaying them gives the grains, their entries, and what was deleted.</summary>
    private void CheckFeed()
    {
        using (Statement select = _connection.Use("SELECT sequence FROM changes ORDER BY sequence"))
        {
            int gaps = 0;
            for (long last = 0; Next(select); last = select.Int64(0))
            {
                _changes++;
                if (select.Int64(0) != last + 1 && gaps++ < MaxOfOneKind) Add(StoreFaultKind.Feed, $"a change is missing before number {select.Int64(0)}");
            }
        }
        CheckChangesOfGrains();
    }

    /// <summary>What is sorted, perhaps in a file of SQLite's own, are numbers alone.</summary>
    private void CheckChangesOfGrains()
    {
        long grains = 0;
        ChangesOfGrain? changes = null;
        using Statement select = _connection.Use("SELECT id, sequence, kind FROM changes ORDER BY id, sequence");
        while (Next(select))
        {
            if (changes?.Id != select.Int64(0))
            {
                Judge(changes);
                changes = Find(select.Int64(0));
                grains++;
            }
            changes.Add(select.Int64(2), EntryOf(select.Int64(1)));
        }
        Judge(changes);
        if (grains != _totals.Grains + _totals.Deleted) Add(StoreFaultKind.Feed, $"the feed tells of {grains} grains, and {_totals.Grains + _totals.Deleted} are or were here");
    }

    private ChangesOfGrain Find(long id)
    {
        using Statement select = _connection.Use("SELECT (SELECT address FROM grains WHERE id = ?1), (SELECT address FROM deleted WHERE id = ?1), (SELECT entry FROM grains WHERE id = ?1)");
        select.Bind(1, id).Step();
        return new(id, select.NullableAddress(0), select.NullableAddress(1), select.Blob(2).ToArray());
    }

    private byte[] EntryOf(long sequence)
    {
        using Statement select = _connection.Use("SELECT entry FROM changes WHERE sequence = ?1");
        return select.Bind(1, sequence).Step() ? select.Blob(0).ToArray() : [];
    }

    private void Judge(ChangesOfGrain? changes)
    {
        if (changes?.FindFault() is { } what) Add(StoreFaultKind.Feed, what, changes.Address);
    }

    private void CheckAudit()
    {
        AuditEntry? previous = null;
        while (true)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            List<AuditEntry> entries = AuditTable.Read(_connection, previous?.Number ?? 0, BatchSize);
            foreach (AuditEntry entry in entries)
            {
                _audit++;
                if (entry.Number != (previous?.Number ?? 0) + 1) Add(StoreFaultKind.Audit, $"an entry is missing before number {entry.Number}");
                else if (entry.Previous != (previous?.Hash ?? default)) Add(StoreFaultKind.Audit, $"entry {entry.Number} does not follow the one before it");
                previous = entry;
            }
            if (entries.Count == 0) return;
        }
    }
}
