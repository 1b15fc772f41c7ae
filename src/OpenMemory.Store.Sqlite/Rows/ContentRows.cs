namespace OpenMemory.Store.Sqlite;

/// <summary>The table of attachments.</summary>
internal static class ContentRows
{
    internal static bool TryGet(Connection connection, CasUri uri, out ReadOnlyMemory<byte> content)
    {
        using Statement select = connection.Use("SELECT bytes FROM contents WHERE uri = ?1");
        content = default;
        if (!select.Bind(1, uri.Address).Step()) return false;
        content = select.Blob(0).ToArray();
        return true;
    }

    internal static bool Contains(Connection connection, CasUri uri)
    {
        using Statement select = connection.Use("SELECT 1 FROM contents WHERE uri = ?1");
        return select.Bind(1, uri.Address).Step();
    }

    internal static void Insert(Connection connection, CasUri uri, ReadOnlySpan<byte> content)
    {
        using Statement insert = connection.Use("INSERT INTO contents (uri, bytes) VALUES (?1, ?2)");
        insert.Bind(1, uri.Address).Bind(2, content).Run();
    }

    internal static void Delete(Connection connection, CasUri uri)
    {
        using Statement delete = connection.Use("DELETE FROM contents WHERE uri = ?1");
        delete.Bind(1, uri.Address).Run();
    }
}
