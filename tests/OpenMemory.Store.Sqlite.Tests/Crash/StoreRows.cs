using SQLitePCL;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Looks into the file of a store, past the store, and changes what only damage would.</summary>
internal static class StoreRows
{
    internal static HashSet<ContentAddress> Addresses(string path, string select)
    {
        using Connection connection = Open(path);
        using Statement statement = connection.UseMade(select);
        HashSet<ContentAddress> found = [];
        while (statement.Step()) found.Add(statement.Address(0));
        return found;
    }

    internal static string Text(string path, string select)
    {
        using Connection connection = Open(path);
        using Statement statement = connection.UseMade(select);
        return statement.Step() ? statement.Text(0) : "";
    }

    internal static void Execute(string path, string sql)
    {
        using Connection connection = Open(path);
        connection.Execute(sql);
    }

    private static Connection Open(string path) => new(path, raw.SQLITE_OPEN_READWRITE, TimeSpan.FromSeconds(10));
}
