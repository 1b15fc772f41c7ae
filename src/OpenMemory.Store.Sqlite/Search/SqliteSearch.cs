namespace OpenMemory.Store.Sqlite;

internal static class SqliteSearch
{
    internal static QueryResult Search(IRowSource rows, GrainSearch search, bool hasWordIndex, int vectorLength) => throw new NotSupportedException($"{rows}{search}{hasWordIndex}{vectorLength}");
}
