namespace OpenMemory.Store.Sqlite;

/// <summary>The table of access counters: only grains that were accessed have a row.</summary>
internal static class AccessTable
{
    /// <summary>Adds accesses of a grain, where it is still here. Counters end at the largest number.</summary>
    internal static void Add(Connection connection, in ContentAddress address, long times, long last)
    {
        using Statement upsert = connection.Use(
            """
            INSERT INTO accesses (id, count, last) SELECT id, ?2, ?3 FROM grains WHERE address = ?1
            ON CONFLICT (id) DO UPDATE SET last = max(last, excluded.last),
              count = CASE WHEN count > 9223372036854775807 - excluded.count THEN 9223372036854775807 ELSE count + excluded.count END
            """);
        upsert.Bind(1, address).Bind(2, times).Bind(3, last).Run();
    }

    /// <summary>Sets the counters of a grain.</summary>
    internal static void Set(Connection connection, long id, long count, long? last)
    {
        if (count == 0 && last is null)
        {
            Delete(connection, id);
            return;
        }
        using Statement replace = connection.Use("INSERT OR REPLACE INTO accesses (id, count, last) VALUES (?1, ?2, ?3)");
        replace.Bind(1, id).Bind(2, count).Bind(3, last).Run();
    }

    internal static void Delete(Connection connection, long id)
    {
        using Statement delete = connection.Use("DELETE FROM accesses WHERE id = ?1");
        delete.Bind(1, id).Run();
    }
}
