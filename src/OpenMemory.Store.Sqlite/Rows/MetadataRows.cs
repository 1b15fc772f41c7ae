using System.Text;

namespace OpenMemory.Store.Sqlite;

/// <summary>The table of metadata.</summary>
internal static class MetadataRows
{
    internal static string? Get(Connection connection, string key)
    {
        using Statement select = connection.Use("SELECT value FROM metadata WHERE key = ?1");
        return select.Bind(1, key).Step() ? select.Text(0) : null;
    }

    internal static void Set(Connection connection, string key, string? value)
    {
        if (value is null)
        {
            using Statement delete = connection.Use("DELETE FROM metadata WHERE key = ?1");
            delete.Bind(1, key).Run();
            return;
        }
        using Statement insert = connection.Use("INSERT OR REPLACE INTO metadata (key, value) VALUES (?1, ?2)");
        insert.Bind(1, key).Bind(2, value).Run();
    }

    /// <summary>Rows in the order of UTF-16, which is another one than that of UTF-8 beyond the first plane.</summary>
    internal static List<KeyValuePair<string, string>> Scan(Connection connection, string prefix)
    {
        byte[] beginning = Encoding.UTF8.GetBytes(prefix);
        List<KeyValuePair<string, string>> rows = [];
        using Statement select = connection.Use("SELECT key, value FROM metadata WHERE key >= ?1 AND substr(key, 1, ?2) = ?1");
        select.Bind(1, beginning.AsSpan()).Bind(2, beginning.Length);
        while (select.Step()) rows.Add(new(select.Text(0), select.Text(1)));
        rows.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return rows;
    }
}
