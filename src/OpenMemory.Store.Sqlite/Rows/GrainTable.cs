using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite;

/// <summary>The table of grains.</summary>
internal static class GrainTable
{
    private const string ByAddress = $"{Select} WHERE g.address = ?1", ById = $"{Select} WHERE g.id = ?1";

    private static readonly GrainReadOptions s_canonical = new() { SkipSchema = true, Limits = CodecLimits.Trusted };
    private static readonly GrainReadOptions s_compatible = s_canonical with { Mode = ReadingMode.Compatible };

    private const string Select =
        """
        SELECT g.id, g.address, g.shelf, g.kind, g.guard, g.created_at, g.accepted_at, g.entry, g.delivered, a.count, a.last
        FROM grains g LEFT JOIN accesses a ON a.id = g.id
        """;

    /// <summary>Finds a grain by its address.</summary>
    internal static bool TryRead(Connection connection, in ContentAddress address, out StoredRow row)
    {
        using Statement select = connection.Use(ByAddress);
        return TryRead(select.Bind(1, address), out row);
    }

    /// <summary>
    /// Finds a grain by its address, and leaves the statement open, which keeps the state that it saw. The way of every get: no column is
    /// read that it does not need.
    /// </summary>
    internal static bool TryOpen(Connection connection, in ContentAddress address, out GrainRow row, out Statement? open)
    {
        row = default;
        Statement select = connection.Use(
            """
            SELECT g.shelf, g.kind, g.guard, g.accepted_at, g.entry, g.delivered, a.last, a.count
            FROM grains g LEFT JOIN accesses a ON a.id = g.id WHERE g.address = ?1
            """);
        open = null;
        try
        {
            if (!select.Bind(1, address).Step()) return false;
            int shelf = ToShelf(select.Int64(0));
            long? last = select.NullableInt64(6);
            IndexEntry entry = EntryBytes.Read(select.Blob(4), last is null ? 0 : select.Int64(7), last);
            row = new(ToBlob(select.Blob(5), address, select.Int64(1)), entry, new(select.Int64(3)), (ProtectionGuard)select.Int64(2), Shelf.TierOf(shelf));
            open = select;
            return true;
        }
        finally
        {
            if (open is null) select.Dispose();
        }
    }

    /// <summary>Finds a grain by its number.</summary>
    internal static bool TryRead(Connection connection, long id, out StoredRow row)
    {
        using Statement select = connection.Use(ById);
        return TryRead(select.Bind(1, id), out row);
    }

    internal static bool Contains(Connection connection, in ContentAddress address)
    {
        using Statement select = connection.Use("SELECT 1 FROM grains WHERE address = ?1");
        return select.Bind(1, address).Step();
    }

    internal static bool IsDeleted(Connection connection, in ContentAddress address)
    {
        using Statement select = connection.Use("SELECT 1 FROM deleted WHERE address = ?1");
        return select.Bind(1, address).Step();
    }

    /// <summary>A grain's entry without counters, from its row's beginning; null for an absent grain.</summary>
    internal static IndexEntry? ReadEntry(Connection connection, in ContentAddress address)
    {
        using Statement select = connection.Use("SELECT entry FROM grains WHERE address = ?1");
        return select.Bind(1, address).Step() ? EntryBytes.Read(select.Blob(0)) : null;
    }

    internal static ContentAddress ReadAddress(Connection connection, long id)
    {
        using Statement select = connection.Use("SELECT address FROM grains WHERE id = ?1");
        if (!select.Bind(1, id).Step()) StoreDamage.Throw("an index names a grain that is not there");
        return select.Address(0);
    }

    /// <summary>All addresses, ascending.</summary>
    internal static List<ContentAddress> ReadAddresses(Connection connection)
    {
        List<ContentAddress> addresses = [];
        using Statement select = connection.Use("SELECT address FROM grains ORDER BY address");
        while (select.Step()) addresses.Add(select.Address(0));
        return addresses;
    }

    internal static void Insert(Connection connection, in StoredRow row, ReadOnlySpan<byte> words)
    {
        using Statement insert = connection.Use(
            """
            INSERT INTO grains (id, address, shelf, kind, guard, created_at, accepted_at, entry, words, delivered)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """);
        insert.Bind(1, row.Id).Bind(2, row.Row.Blob.Address).Bind(3, row.Shelf).Bind(4, row.Kind).Bind(5, (long)row.Row.Guard)
            .Bind(6, row.CreatedAt).Bind(7, row.Row.AcceptedAt.Value).Bind(10, row.Row.Blob.Delivered.Span);
        BindOrNull(insert, 8, EntryBytes.Write(row.Row.Entry));
        BindOrNull(insert, 9, words);
        insert.Run();
    }

    internal static void SetEntry(Connection connection, long id, int shelf, ReadOnlySpan<byte> entry, ProtectionGuard guard)
    {
        using Statement update = connection.Use("UPDATE grains SET shelf = ?2, entry = ?3, guard = ?4 WHERE id = ?1");
        BindOrNull(update.Bind(1, id).Bind(2, shelf).Bind(4, (long)guard), 3, entry);
        update.Run();
    }

    internal static void Delete(Connection connection, long id, in ContentAddress address)
    {
        using (Statement delete = connection.Use("DELETE FROM grains WHERE id = ?1")) delete.Bind(1, id).Run();
        using Statement insert = connection.Use("INSERT INTO deleted (id, address) VALUES (?1, ?2)");
        insert.Bind(1, id).Bind(2, address).Run();
    }

    /// <summary>The words that stand in the word index though the blob does not say them; empty for none.</summary>
    internal static byte[] ReadWords(Connection connection, long id)
    {
        using Statement select = connection.Use("SELECT words FROM grains WHERE id = ?1");
        return select.Bind(1, id).Step() ? select.Blob(0).ToArray() : [];
    }

    /// <summary>
    /// The delivered bytes as a grain. Its hash and its form are looked at whenever it is read: what an address names is what is given out,
    /// whatever became of the file.
    /// </summary>
    internal static GrainBlob ToBlob(ReadOnlySpan<byte> stored, in ContentAddress address, long kind)
    {
        byte[] delivered = stored.ToArray();
        bool isCanonical = (kind & RowKind.NotCanonical) == 0, isEnveloped = (kind & RowKind.Enveloped) != 0;
        byte[] bytes = isEnveloped ? GrainBlob.BytesIn(delivered).ToArray() : delivered;
        if (ContentAddress.Compute(bytes) != address)
            throw new OmsException(new OmsFault(OmsErrorCode.Integrity, "OMS-5-3", "A grain in the store's file has another hash than its address"));
        if (!GrainView.TryParse(bytes, out _, out OmsFault fault, (isCanonical ? s_canonical : s_compatible) with { InsideEnvelope = isEnveloped })) throw new OmsException(fault);
        return GrainBlob.AdoptTrusted(bytes, address, isCanonical, isEnveloped ? delivered : null);
    }

    private static bool TryRead(Statement select, out StoredRow row)
    {
        row = default;
        if (!select.Step()) return false;
        long kind = select.Int64(3);
        int shelf = ToShelf(select.Int64(2));
        long? last = select.NullableInt64(10);
        row = new(
            select.Int64(0), shelf, kind, select.Int64(5),
            new(ToBlob(select.Blob(8), select.Address(1), kind), EntryBytes.Read(select.Blob(7), select.Int64(9), last),
                new(select.Int64(6)), (ProtectionGuard)select.Int64(4), Shelf.TierOf(shelf)));
        return true;
    }

    private static int ToShelf(long shelf)
    {
        if (shelf is < 0 or >= Shelf.Count) StoreDamage.Throw("a grain stands on an unknown shelf");
        return (int)shelf;
    }

    private static void BindOrNull(Statement statement, int parameter, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) statement.BindNull(parameter);
        else statement.Bind(parameter, bytes);
    }
}
