using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite;

/// <summary>The table of changes.</summary>
internal static class FeedTable
{
    internal static void Add(Connection connection, long sequence, long id, GrainChangeKind kind, EpochMilliseconds at, ReadOnlySpan<byte> entry)
    {
        using Statement insert = connection.Use("INSERT INTO changes (sequence, id, kind, at, entry) VALUES (?1, ?2, ?3, ?4, ?5)");
        insert.Bind(1, sequence).Bind(2, id).Bind(3, (long)kind).Bind(4, at.Value);
        if (entry.IsEmpty) insert.BindNull(5);
        else insert.Bind(5, entry);
        insert.Run();
    }

    /// <summary>What the index knew of a grain goes with it.</summary>
    internal static void Forget(Connection connection, long id)
    {
        using Statement update = connection.Use("UPDATE changes SET entry = NULL WHERE id = ?1 AND entry IS NOT NULL");
        update.Bind(1, id).Run();
    }

    internal static List<GrainChange> Read(Connection connection, long after, int limit)
    {
        List<GrainChange> changes = [];
        using Statement select = connection.Use(
            """
            SELECT c.sequence, c.kind, c.at, c.entry, g.kind, g.address, g.delivered, d.address
            FROM changes c LEFT JOIN grains g ON g.id = c.id LEFT JOIN deleted d ON d.id = c.id
            WHERE c.sequence > ?1 ORDER BY c.sequence LIMIT ?2
            """);
        select.Bind(1, after).Bind(2, Math.Max(0, limit));
        while (select.Step())
        {
            if (select.Int64(1) is < 0 or > (long)GrainChangeKind.Removed) StoreDamage.Throw("the feed has a change that is none");
            GrainChangeKind kind = (GrainChangeKind)select.Int64(1);
            bool isLive = !select.IsNull(5);
            ContentAddress address = select.Address(isLive ? 5 : 7);
            GrainBlob? blob = isLive && kind == GrainChangeKind.Added ? GrainTable.ToBlob(select.Blob(6), address, select.Int64(4)) : null;
            IndexEntry entry = isLive ? EntryBytes.Read(select.Blob(3)) : IndexEntry.Default;
            changes.Add(new(select.Int64(0), kind, address, new(select.Int64(2)), blob, entry));
        }
        return changes;
    }
}
