using System.Text;
using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Refuses a file whose tables are not those that this library makes. A file may come from a stranger: a trigger, a view, a computed column
/// or a table of another module in it would run in this process as soon as something is read or written.
/// </summary>
internal static class SchemaGuard
{
    private const string Statistics = "sqlite_stat1 CREATE TABLE sqlite_stat1(tbl,idx,stat) ";

    private static readonly Lazy<Dictionary<string, string>> s_tables = new(static () => Made(StoreSchema.Tables));
    private static readonly Lazy<Dictionary<string, string>> s_words = new(static () => Made(StoreSchema.WordTables));

    /// <summary>What a connection refuses to do for a file, whatever the file says; the first thing to be run on every connection.</summary>
    internal static void Harden(Connection connection) => connection.Execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");

    /// <summary>Compares a file's tables with those of a store.</summary>
    /// <returns>Whether there are tables for words.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: there is one more, or one less, or one that is different.</exception>
    internal static bool Check(Connection connection)
    {
        Dictionary<string, string> tables = s_tables.Value, words = s_words.Value;
        int found = 0, foundWords = 0;
        foreach ((string name, string definition) in Read(connection))
        {
            if (tables.TryGetValue(name, out string? expected)) found++;
            else if (words.TryGetValue(name, out expected)) foundWords++;
            else expected = name == "table sqlite_stat1" ? Statistics : null; // somebody may have run ANALYZE
            if (definition != expected) StoreDamage.Throw("it has a table, index, view or trigger that is none of a store's");
        }
        if (found != tables.Count || (foundWords != 0 && foundWords != words.Count)) StoreDamage.Throw("a table or an index of a store is missing");
        return foundWords > 0;
    }

    private static List<(string Name, string Definition)> Read(Connection connection)
    {
        List<(string, string)> all = [];
        using Statement statement = connection.Use("SELECT type, name, tbl_name, sql FROM sqlite_master");
        while (statement.Step()) all.Add(($"{statement.Text(0)} {statement.Text(1)}", $"{statement.Text(2)} {Plain(statement.Text(3))}"));
        return all;
    }

    /// <summary>What SQLite makes of statements.</summary>
    private static Dictionary<string, string> Made(string sql)
    {
        using Connection connection = new(":memory:", raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, TimeSpan.Zero);
        connection.Execute(sql);
        return Read(connection).ToDictionary(static entry => entry.Name, static entry => entry.Definition, StringComparer.Ordinal);
    }

    /// <summary>A definition without comments, and with one space where there were several: another version of this library may write those otherwise.</summary>
    private static string Plain(string sql)
    {
        StringBuilder plain = new(sql.Length);
        foreach (string line in sql.Split('\n'))
        {
            int comment = line.IndexOf("--", StringComparison.Ordinal);
            foreach (string word in (comment < 0 ? line : line[..comment]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) plain.Append(word).Append(' ');
        }
        return plain.ToString();
    }
}
