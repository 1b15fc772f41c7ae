namespace OpenMemory.Store.Sqlite;

/// <summary>The table of the audit chain.</summary>
internal static class AuditTable
{
    private const string Columns = "number, act, at, grain, other, record, actor, detail, previous";

    internal static void Append(Connection connection, AuditEntry entry)
    {
        using Statement insert = connection.Use($"INSERT INTO audit ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        insert.Bind(1, entry.Number).Bind(2, (long)entry.Act).Bind(3, entry.At.Value).Bind(4, entry.Grain).Bind(5, entry.Other)
            .Bind(6, entry.Record).Bind(7, entry.Actor).Bind(8, entry.Detail).Bind(9, entry.Previous).Run();
    }

    internal static AuditEntry? ReadLast(Connection connection)
    {
        using Statement select = connection.Use($"SELECT {Columns} FROM audit ORDER BY number DESC LIMIT 1");
        return select.Step() ? ToEntry(select) : null;
    }

    internal static List<AuditEntry> Read(Connection connection, long after, int limit)
    {
        List<AuditEntry> entries = [];
        using Statement select = connection.Use($"SELECT {Columns} FROM audit WHERE number > ?1 ORDER BY number LIMIT ?2");
        select.Bind(1, after).Bind(2, Math.Max(0, limit));
        while (select.Step()) entries.Add(ToEntry(select));
        return entries;
    }

    private static AuditEntry ToEntry(Statement select) => new(
        select.Int64(0), ToAct(select.Int64(1)), new(select.Int64(2)), select.NullableAddress(3), select.NullableAddress(4),
        select.NullableAddress(5), select.NullableText(6), select.NullableText(7), select.Address(8));

    private static AuditAct ToAct(long number)
    {
        if (number is < 0 or > byte.MaxValue || !Enum.IsDefined((AuditAct)number)) StoreDamage.Throw("the audit chain has an act that is none");
        return (AuditAct)number;
    }
}
