using System.Text;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// The word index: which hot grains have a word. It keeps no text, so whoever removes a grain's words says again which they are, exactly
/// as they were added.
/// </summary>
internal static class WordIndex
{
    /// <summary>Makes the tables.</summary>
    internal static void Create(Connection connection) => connection.Execute(StoreSchema.WordTables);

    /// <summary>Removes the tables, where they are.</summary>
    internal static void Drop(Connection connection) => connection.Execute("DROP TABLE IF EXISTS words_current; DROP TABLE IF EXISTS words_past;");

    /// <summary>Whether FTS5 takes a removed word out of the file at once; without its option, merging may keep some of them for good.</summary>
    internal static bool ForgetsAtOnce(Connection connection)
    {
        using Statement statement = connection.Use(
            "SELECT 1 FROM words_current_config AS c, words_past_config AS p WHERE c.k = 'secure-delete' AND c.v = 1 AND p.k = 'secure-delete' AND p.v = 1");
        return statement.Step();
    }

    /// <summary>Whether the words of grains on a shelf are indexed.</summary>
    internal static bool Has(int shelf) => Shelf.TierOf(shelf) == StorageTier.Hot;

    /// <summary>Adds a grain with its words, as <see cref="WordText"/> makes them; nothing without words, or where the shelf has none.</summary>
    internal static void Add(Connection connection, long id, int shelf, ReadOnlySpan<byte> words)
    {
        if (!Has(shelf) || words.IsEmpty) return;
        using Statement statement = connection.Use(Shelf.IsCurrent(shelf)
            ? "INSERT INTO words_current (rowid, words) VALUES (?1, ?2)"
            : "INSERT INTO words_past (rowid, words) VALUES (?1, ?2)");
        statement.Bind(1, id).BindText(2, words).Run();
    }

    /// <summary>Removes a grain whose words and shelf are those with which it was added.</summary>
    internal static void Remove(Connection connection, long id, int shelf, ReadOnlySpan<byte> words)
    {
        if (!Has(shelf) || words.IsEmpty) return;
        using Statement statement = connection.Use(Shelf.IsCurrent(shelf)
            ? "INSERT INTO words_current (words_current, rowid, words) VALUES ('delete', ?1, ?2)"
            : "INSERT INTO words_past (words_past, rowid, words) VALUES ('delete', ?1, ?2)");
        statement.Bind(1, id).BindText(2, words).Run();
    }

    /// <summary>Moves a grain to another shelf.</summary>
    internal static void Move(Connection connection, long id, int from, int to, ReadOnlySpan<byte> words)
    {
        if (from == to) return;
        Remove(connection, id, from, words);
        Add(connection, id, to, words);
    }

    /// <summary>
    /// Writes each table anew as one segment, after which no removed word is left in it. What the old segments occupied is overwritten where
    /// <c>secure_delete</c> is on.
    /// </summary>
    internal static void Optimize(Connection connection)
    {
        connection.Run("INSERT INTO words_current (words_current) VALUES ('optimize')");
        connection.Run("INSERT INTO words_past (words_past) VALUES ('optimize')");
    }

    /// <summary>Removes all grains.</summary>
    internal static void Clear(Connection connection)
    {
        connection.Run("INSERT INTO words_current (words_current) VALUES ('delete-all')");
        connection.Run("INSERT INTO words_past (words_past) VALUES ('delete-all')");
    }

    /// <summary>How many grains have words; a scope's own changes are counted once they are committed.</summary>
    internal static long Count(Connection connection, ShelfRange shelves) =>
        (shelves.HasCurrent ? CountOf(connection, "SELECT block FROM words_current_data WHERE id = 1") : 0)
        + (shelves.HasPast ? CountOf(connection, "SELECT block FROM words_past_data WHERE id = 1") : 0);

    /// <summary>An expression that asks for a word. Words hold letters, digits and marks; between quotes none is an instruction.</summary>
    internal static string Quoted(ReadOnlySpan<byte> word) => $"\"{Encoding.UTF8.GetString(word)}\"";

    /// <summary>The grains that match an expression, the newest arrivals first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="shelves">Which are asked.</param>
    /// <param name="expression">Quoted words, and what is between them.</param>
    /// <param name="above">Only grains that arrived after this one.</param>
    /// <param name="below">Only grains that arrived before this one.</param>
    /// <param name="limit">How many at most.</param>
    internal static long[] Find(Connection connection, ShelfRange shelves, string expression, long above, long below, int limit)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(expression);
        long[] current = shelves.HasCurrent ? Find(connection, CurrentQuery, utf8, above, below, limit) : [];
        long[] past = shelves.HasPast ? Find(connection, PastQuery, utf8, above, below, limit) : [];
        if (past.Length == 0) return current;
        if (current.Length == 0) return past;
        long[] both = [.. current, .. past]; // a grain is in one of them
        Array.Sort(both, static (a, b) => b.CompareTo(a));
        return both.Length > limit ? both[..limit] : both;
    }

    /// <summary>How current grains are found: FTS5 goes through its list from the end, and sorts nothing.</summary>
    internal const string CurrentQuery = "SELECT rowid FROM words_current WHERE words_current MATCH ?1 AND rowid > ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT ?4";

    /// <summary>How past grains are found.</summary>
    internal const string PastQuery = "SELECT rowid FROM words_past WHERE words_past MATCH ?1 AND rowid > ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT ?4";

    private static long[] Find(Connection connection, string query, byte[] expression, long above, long below, int limit)
    {
        List<long> found = [];
        using Statement statement = connection.Use(query);
        statement.BindText(1, expression).Bind(2, above).Bind(3, below).Bind(4, limit);
        while (statement.Step()) found.Add(statement.Int64(0));
        return [.. found];
    }

    /// <summary>Reads the first number of FTS5's record of sums, seven bits a byte, the highest first: its rows.</summary>
    private static long CountOf(Connection connection, string query)
    {
        using Statement statement = connection.Use(query);
        if (!statement.Step()) return 0;
        long count = 0;
        foreach (byte part in statement.Blob(0))
        {
            count = (count << 7) | (uint)(part & 0x7f);
            if (part < 0x80 || count > int.MaxValue) break;
        }
        return count;
    }
}
