namespace OpenMemory.Store.Sqlite;

/// <summary>The table of operations that callers gave an id.</summary>
internal static class OperationTable
{
    internal static bool TryGet(Connection connection, string operationId, out WriteResult result)
    {
        using Statement select = connection.Use("SELECT outcome, address, head, needs_review FROM operations WHERE operation = ?1");
        result = default;
        if (!select.Bind(1, operationId).Step()) return false;
        long outcome = select.Int64(0);
        if (outcome is not ((long)WriteOutcome.Done or (long)WriteOutcome.Existing)) StoreDamage.Throw("an operation came to what none comes to");
        result = new()
        {
            Outcome = (WriteOutcome)outcome,
            Address = select.Address(1),
            Head = select.NullableAddress(2),
            NeedsReview = select.Int64(3) != 0,
        };
        return true;
    }

    internal static void Set(Connection connection, string operationId, in WriteResult result)
    {
        using Statement insert = connection.Use(
            "INSERT OR REPLACE INTO operations (operation, outcome, address, head, needs_review) VALUES (?1, ?2, ?3, ?4, ?5)");
        insert.Bind(1, operationId).Bind(2, (long)result.Outcome).Bind(3, result.Address).Bind(4, result.Head)
            .Bind(5, result.NeedsReview ? 1 : 0).Run();
    }
}
