using System.Runtime.InteropServices;
namespace OpenMemory.Store.Sqlite;

internal static class VectorTable
{
    internal static void Set(Connection connection, long id, int shelf, ReadOnlySpan<float> vector)
    {
        using Statement s = connection.Use("INSERT OR REPLACE INTO vectors (id, shelf, vector) VALUES (?1, ?2, ?3)");
        s.Bind(1, id).Bind(2, shelf).Bind(3, MemoryMarshal.AsBytes(vector)).Run();
    }

    internal static bool Remove(Connection connection, long id)
    {
        using Statement s = connection.Use("DELETE FROM vectors WHERE id = ?1");
        s.Bind(1, id).Run();
        return true;
    }

    internal static void Move(Connection connection, long id, int shelf)
    {
        using Statement s = connection.Use("UPDATE vectors SET shelf = ?2 WHERE id = ?1");
        s.Bind(1, id).Bind(2, shelf).Run();
    }

    internal static bool Any(Connection connection) => connection.ReadInt64("SELECT 1 FROM vectors LIMIT 1") is not null;
}
