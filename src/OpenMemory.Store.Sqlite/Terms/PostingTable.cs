namespace OpenMemory.Store.Sqlite;

/// <summary>The table of postings: for each term the grains that have it, by shelf and then by time, so that a page is read where it stands.</summary>
internal static class PostingTable
{
    internal static void Insert(Connection connection, long term, in StoredRow row)
    {
        using Statement insert = connection.Use("INSERT OR IGNORE INTO postings (term, shelf, created_at, id, kind) VALUES (?1, ?2, ?3, ?4, ?5)");
        insert.Bind(1, term).Bind(2, row.Shelf).Bind(3, row.CreatedAt).Bind(4, row.Id).Bind(5, row.Kind).Run();
    }

    internal static void Move(Connection connection, long term, in StoredRow row, int shelf)
    {
        using Statement update = connection.Use("UPDATE postings SET shelf = ?5 WHERE term = ?1 AND shelf = ?2 AND created_at = ?3 AND id = ?4");
        update.Bind(1, term).Bind(2, row.Shelf).Bind(3, row.CreatedAt).Bind(4, row.Id).Bind(5, shelf).Run();
    }

    internal static void Delete(Connection connection, long term, in StoredRow row)
    {
        using Statement delete = connection.Use("DELETE FROM postings WHERE term = ?1 AND shelf = ?2 AND created_at = ?3 AND id = ?4");
        delete.Bind(1, term).Bind(2, row.Shelf).Bind(3, row.CreatedAt).Bind(4, row.Id).Run();
    }

    /// <summary>Whether any grain has a term.</summary>
    internal static bool Any(Connection connection, long term)
    {
        using Statement select = connection.Use("SELECT 1 FROM postings WHERE term = ?1 LIMIT 1");
        return select.Bind(1, term).Step();
    }

    /// <summary>How many grains of a shelf have a term, counted up to a number.</summary>
    internal static long Count(Connection connection, long term, int shelf, long atMost)
    {
        using Statement select = connection.Use("SELECT count(*) FROM (SELECT 1 FROM postings WHERE term = ?1 AND shelf = ?2 LIMIT ?3)");
        return select.Bind(1, term).Bind(2, shelf).Bind(3, atMost).Step() ? select.Int64(0) : 0;
    }

    /// <summary>Adds the numbers of all grains that have a term, on whatever shelf.</summary>
    internal static void Collect(Connection connection, long term, ICollection<long> ids)
    {
        using Statement select = connection.Use("SELECT id FROM postings WHERE term = ?1");
        select.Bind(1, term);
        while (select.Step()) ids.Add(select.Int64(0));
    }
}
