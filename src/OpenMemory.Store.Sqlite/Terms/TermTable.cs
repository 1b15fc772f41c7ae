namespace OpenMemory.Store.Sqlite;

/// <summary>The table of terms: a number for each text of a field, as long as a grain has it.</summary>
internal static class TermTable
{
    /// <summary>The number of a term; 0 where no grain has it.</summary>
    internal static long Find(Connection connection, TermField field, ReadOnlySpan<byte> text)
    {
        using Statement select = connection.Use("SELECT id FROM terms WHERE field = ?1 AND text = ?2");
        return select.Bind(1, (long)field).Bind(2, text).Step() ? select.Int64(0) : 0;
    }

    /// <summary>The number of a text as it stands in a grain.</summary>
    internal static long FindText(Connection connection, TermField field, ReadOnlySpan<byte> text)
    {
        Span<byte> term = stackalloc byte[TermText.MaxLength];
        return Find(connection, field, term[..TermText.Write(text, term)]);
    }

    /// <summary>The numbers of all terms of a field that begin with a text.</summary>
    internal static List<long> FindBeginning(Connection connection, TermField field, ReadOnlySpan<byte> beginning)
    {
        Span<byte> lowest = stackalloc byte[TermText.Kept];
        beginning = beginning[..Math.Min(TermText.Kept, beginning.Length)];
        beginning.CopyTo(lowest);
        Span<byte> above = stackalloc byte[TermText.Kept];
        beginning.CopyTo(above);
        above[beginning.Length - 1]++; // the last byte of UTF-8 is never 255
        List<long> found = [];
        using Statement select = connection.Use("SELECT id FROM terms WHERE field = ?1 AND text >= ?2 AND text < ?3");
        select.Bind(1, (long)field).Bind(2, lowest[..beginning.Length]).Bind(3, above[..beginning.Length]);
        while (select.Step()) found.Add(select.Int64(0));
        return found;
    }

    internal static void Insert(Connection connection, TermField field, ReadOnlySpan<byte> text, long id)
    {
        using Statement insert = connection.Use("INSERT INTO terms (field, text, id) VALUES (?1, ?2, ?3)");
        insert.Bind(1, (long)field).Bind(2, text).Bind(3, id).Run();
    }

    internal static void Delete(Connection connection, TermField field, ReadOnlySpan<byte> text)
    {
        using Statement delete = connection.Use("DELETE FROM terms WHERE field = ?1 AND text = ?2");
        delete.Bind(1, (long)field).Bind(2, text).Run();
    }
}
