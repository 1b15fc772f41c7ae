namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Makes everything that follows from grains and entries anew, in the transaction of the caller (OMS-28.4.4-5). Grains, entries, counters,
/// feed and audit chain stay as they are.
/// </summary>
internal static class IndexRebuild
{
    private const int BatchSize = 512;

    /// <summary>Rebuilds.</summary>
    /// <param name="scope">The writer, which commits afterwards.</param>
    /// <param name="hasTextIndex">Whether words are to be indexed.</param>
    /// <param name="wordsOnly">Whether terms and totals are left alone.</param>
    /// <param name="progress">Told the number of grains done.</param>
    /// <param name="cancellationToken">Ends the work, after which the caller undoes it.</param>
    internal static void Run(WriteScope scope, bool hasTextIndex, bool wordsOnly, Action<long>? progress, CancellationToken cancellationToken)
    {
        Connection connection = scope.Connection;
        Totals totals = scope.Totals;
        WordIndex.Drop(connection);
        if (hasTextIndex) WordIndex.Create(connection);
        totals.HasTextIndex = hasTextIndex;
        if (!wordsOnly) scope.ClearTerms();
        long done = 0;
        foreach (long[] batch in Batches(connection))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (long id in batch)
            {
                if (!GrainTable.TryRead(connection, id, out StoredRow row)) StoreDamage.Throw("a grain cannot be found again");
                scope.Index(row, withTerms: !wordsOnly);
            }
            progress?.Invoke(done += batch.Length);
        }
        if (!wordsOnly) Count(connection, totals);
        totals.IndexVersion = StoreSchema.IndexVersion;
    }

    private static IEnumerable<long[]> Batches(Connection connection)
    {
        List<long> batch = [];
        for (long last = 0; ; last = batch[^1])
        {
            batch.Clear();
            using (Statement select = connection.Use("SELECT id FROM grains WHERE id > ?1 ORDER BY id LIMIT ?2"))
            {
                select.Bind(1, last).Bind(2, BatchSize);
                while (select.Step()) batch.Add(select.Int64(0));
            }
            if (batch.Count == 0) yield break;
            yield return [.. batch];
        }
    }

    private static void Count(Connection connection, Totals totals)
    {
        totals.Grains = connection.ReadInt64("SELECT count(*) FROM grains") ?? 0;
        totals.GrainBytes = connection.ReadInt64("SELECT sum(length(delivered)) FROM grains") ?? 0;
        totals.Deleted = connection.ReadInt64("SELECT count(*) FROM deleted") ?? 0;
        totals.Contents = connection.ReadInt64("SELECT count(*) FROM contents") ?? 0;
        totals.LastGrain = Math.Max(connection.ReadInt64("SELECT max(id) FROM grains") ?? 0, connection.ReadInt64("SELECT max(id) FROM deleted") ?? 0);
        totals.LastChange = connection.ReadInt64("SELECT max(sequence) FROM changes") ?? 0;
        totals.VectorLength = (int)(connection.ReadInt64("SELECT length(vector) / 4 FROM vectors LIMIT 1") ?? 0);
    }
}
