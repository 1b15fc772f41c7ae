namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>That indexes answer what they are there for (OMS-17.3-3): SQLite itself says how it would go about each statement.</summary>
public sealed class QueryPlanTests
{
    private static readonly Fact s_fact = new()
    {
        Subject = "s", Relation = "r", Object = "o", Namespace = "n", UserId = "u", SessionId = "c", Confidence = 0.5, SourceType = "user_explicit",
        CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20000),
    };

    // The orders of a hexastore: whichever of the three is known, the grains are read off an index that holds them and nothing else.
    [TestCase("s", null, null)]
    [TestCase(null, "r", null)]
    [TestCase(null, null, "o")]
    [TestCase("s", "r", null)]
    [TestCase("s", null, "o")]
    [TestCase(null, "r", "o")]
    [TestCase("s", "r", "o")]
    [TestCase(null, null, null)]
    public async Task Every_part_of_a_triple_is_answered_by_the_postings_alone(string? subject, string? relation, string? value)
    {
        await using SqliteGrainStore store = StoreFiles.NewStore(new());
        await store.AddAsync(s_fact);
        using Connection connection = new(store.Path, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.FromSeconds(5));
        GrainMatcher matcher = new(new() { Subject = subject, Relation = relation, Object = value, From = 0L, To = long.MaxValue, Types = [GrainType.Fact] });
        PostingPlan plan = PostingPlan.Make(connection, matcher);
        Assert.That(plan.IsExact && !plan.IsEmpty, Is.True);
        foreach (string text in new[] { plan.Select(newestFirst: true), plan.Select(newestFirst: false), plan.SelectCount() })
        {
            string[] steps = Explain(connection, text);
            Assert.That(steps[0], Does.Contain("USING PRIMARY KEY (term=? AND shelf=? AND created_at>? AND created_at<?)"));
            string[] others = [.. steps.Where(static step => step.StartsWith("SEARCH q", StringComparison.Ordinal))];
            int parts = new[] { subject, relation, value }.Count(static part => part is not null);
            Assert.That(others, Has.Length.EqualTo(Math.Max(0, parts - 1)));
            Assert.That(others, Has.All.Contain("USING PRIMARY KEY (term=? AND shelf=? AND created_at=? AND id=?)"));
            Assert.That(steps, Has.None.Contain("SCAN").And.None.Contain("TEMP B-TREE"));
        }
    }

    [Test]
    public async Task No_statement_of_everyday_work_reads_a_whole_table()
    {
        string path = StoreFiles.NewPath();
        SqliteBackend backend = SqliteBackend.Open(path, new());
        await using (OpenedStore store = new(backend))
        {
            ContentAddress first = await store.AddAsync(s_fact), second = await store.ReplaceAsync(first, s_fact with { Object = "p" });
            await store.SetVectorAsync(second, new float[] { 1, 2 });
            CasUri content = await store.Content.PutAsync(new byte[] { 1 });
            ContentAddress named = await store.AddAsync(s_fact with { Object = "q", ContentRefs = [new ContentReference { Uri = content.ToString(), Modality = "document" }] });
            await store.Metadata.PutAsync("a", "b");
            await store.Metadata.ScanAsync("a");
            foreach (GrainStatus status in Enum.GetValues<GrainStatus>()) await store.QueryAsync(new() { Subject = "s", Status = status });
            await store.QueryAsync(new() { SessionId = "c", Order = GrainOrder.Timeline });
            await store.QueryAsync(new() { AsOf = new(0L, 0L), UserId = "u" });
            await store.GetHistoryAsync(second);
            await store.ReadChangesAsync().ToListAsync();
            await store.ReadAuditAsync().ToListAsync();
            await store.PutAsync(s_fact.ToBlob().Memory, new() { OperationId = "once" });
            await store.ReportSubjectAsync("s");
            await store.ContradictAsync(second);
            await store.DeleteAsync(named);
            await store.EraseSubjectAsync("u");
            await store.GetStatisticsAsync();
            string[] texts = backend.StatementTexts();
            Assert.That(texts, Has.Length.GreaterThan(30));
            using Connection connection = new(path, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.FromSeconds(5));
            Assert.Multiple(() =>
            {
                // One row off an end of a table is called a scan too, and the list of tables is short.
                foreach (string text in texts.Where(static text => !text.EndsWith("LIMIT 1", StringComparison.Ordinal) && !text.Contains("sqlite_master", StringComparison.Ordinal) && !text.StartsWith("PRAGMA", StringComparison.Ordinal) && text is not ("BEGIN" or "BEGIN IMMEDIATE" or "COMMIT" or "ROLLBACK")))
                    Assert.That(Explain(connection, text).Where(static step => !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)), Has.None.Contain("SCAN "), text);
            });
        }
    }

    private static string[] Explain(Connection connection, string text)
    {
        List<string> steps = [];
        using Statement statement = connection.UseMade("EXPLAIN QUERY PLAN " + text);
        while (statement.Step()) steps.Add(statement.Text(3));
        return [.. steps];
    }

    /// <summary>A store whose backend a test can look into.</summary>
    private sealed class OpenedStore(SqliteBackend backend) : GrainStore(backend, null, "sqlite");
}
