namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>A check names what is wrong, and finds nothing in a store that nobody damaged.</summary>
[TestFixture]
public sealed class CheckTests
{
    private const string Grain = "(SELECT min(id) FROM grains)";

    [Test]
    public async Task A_store_in_use_is_sound([Values] bool deep, [Values] bool hasText)
    {
        using TemporaryFolder folder = new();
        await using SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"], null, new() { IndexText = hasText });
        Assert.That((await store.CheckAsync(deep)).Faults, Is.Empty, "an empty one");
        await StoreSamples.FillAsync(store);
        StoreCheckReport report = await store.CheckAsync(deep);
        Assert.That(report.Faults, Is.Empty);
        StoreStatistics statistics = await store.GetStatisticsAsync();
        Assert.That((report.IsSound, report.IsDeep, report.HasMoreFaults), Is.EqualTo((true, deep, false)));
        Assert.That((report.Grains, report.Changes, report.AuditEntries, report.Contents, report.Vectors),
            Is.EqualTo((statistics.Grains, statistics.LastChange, statistics.LastAudit, statistics.Contents, StoreSamples.Steps / 5L)));
    }

    [TestCase(StoreFaultKind.Count, "UPDATE store SET grains = grains + 1")]
    [TestCase(StoreFaultKind.Count, "UPDATE store SET grain_bytes = grain_bytes - 1")]
    [TestCase(StoreFaultKind.Count, "UPDATE store SET deleted = 0")]
    [TestCase(StoreFaultKind.Count, "UPDATE store SET contents = contents + 1")]
    [TestCase(StoreFaultKind.Count, "UPDATE store SET last_grain = 3")]
    [TestCase(StoreFaultKind.Count, "UPDATE store SET last_term = 3")]
    [TestCase(StoreFaultKind.Count, "UPDATE store SET last_change = last_change + 5")]
    [TestCase(StoreFaultKind.Grain, $"INSERT INTO deleted SELECT id, address FROM grains WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Grain, $"UPDATE grains SET address = x'0102' WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Grain, $"UPDATE grains SET shelf = 17 WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Entry, $"UPDATE grains SET shelf = 1 - shelf WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Entry, "UPDATE grains SET entry = x'0100' WHERE entry IS NOT NULL")]
    [TestCase(StoreFaultKind.Entry, "UPDATE grains SET entry = NULL WHERE entry IS NOT NULL")]
    [TestCase(StoreFaultKind.Entry, $"UPDATE grains SET shelf = 1, entry = x'0100' || address WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Index, $"DELETE FROM postings WHERE id = {Grain} AND term = (SELECT id FROM terms WHERE field = 1)")]
    [TestCase(StoreFaultKind.Index, $"UPDATE postings SET shelf = 5 WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Index, $"UPDATE postings SET kind = kind + 256 WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Index, "INSERT INTO postings VALUES (1, 0, 0, 123456, 0)")]
    [TestCase(StoreFaultKind.Index, "INSERT INTO terms VALUES (16, x'6e6f626f6479', 123456)")]
    [TestCase(StoreFaultKind.Index, "UPDATE terms SET id = 1 WHERE id = 2")]
    [TestCase(StoreFaultKind.Index, "DELETE FROM terms WHERE id = 2")]
    [TestCase(StoreFaultKind.Words, "UPDATE store SET text_index = 0")]
    [TestCase(StoreFaultKind.Feed, "DELETE FROM changes WHERE sequence = 5")]
    [TestCase(StoreFaultKind.Feed, "UPDATE changes SET id = 123456 WHERE sequence = 5")]
    [TestCase(StoreFaultKind.Feed, "UPDATE changes SET kind = 0 WHERE kind = 1")]
    [TestCase(StoreFaultKind.Feed, "UPDATE changes SET kind = 1 WHERE kind = 2")]
    [TestCase(StoreFaultKind.Feed, "UPDATE changes SET kind = 8 WHERE sequence = 5")]
    [TestCase(StoreFaultKind.Feed, "UPDATE changes SET entry = NULL WHERE entry IS NOT NULL")]
    [TestCase(StoreFaultKind.Feed, "UPDATE changes SET entry = x'0400' WHERE kind = 2")]
    [TestCase(StoreFaultKind.Feed, "DELETE FROM changes WHERE id = (SELECT max(id) FROM grains)")]
    [TestCase(StoreFaultKind.Audit, "DELETE FROM audit WHERE number = 3")]
    [TestCase(StoreFaultKind.Audit, "DELETE FROM audit WHERE number = 1")]
    [TestCase(StoreFaultKind.Audit, "UPDATE audit SET at = at + 1 WHERE number = 3")]
    [TestCase(StoreFaultKind.Audit, "UPDATE audit SET actor = x'61' WHERE number = 3")]
    [TestCase(StoreFaultKind.Audit, "UPDATE audit SET previous = randomblob(32) WHERE number = 1")]
    [TestCase(StoreFaultKind.Content, "UPDATE contents SET bytes = x'00' WHERE id = 1")]
    [TestCase(StoreFaultKind.Content, "UPDATE contents SET uri = randomblob(32) WHERE id = 1")]
    [TestCase(StoreFaultKind.Vector, "UPDATE vectors SET id = 123456 WHERE id = (SELECT max(id) FROM vectors)")]
    [TestCase(StoreFaultKind.Vector, "UPDATE vectors SET shelf = 4")]
    [TestCase(StoreFaultKind.Vector, "UPDATE vectors SET vector = x'0000803f'")]
    [TestCase(StoreFaultKind.Vector, "UPDATE vectors SET vector = x'0000807f0000807f'")]
    [TestCase(StoreFaultKind.Row, "INSERT INTO accesses VALUES (123456, 1, 1)")]
    [TestCase(StoreFaultKind.Row, "INSERT INTO accesses SELECT max(id), -1, 1 FROM grains")]
    [TestCase(StoreFaultKind.Row, "UPDATE operations SET address = x'00'")]
    [TestCase(StoreFaultKind.Row, "UPDATE operations SET outcome = 99")]
    [TestCase(StoreFaultKind.Row, "UPDATE metadata SET value = x'ff00ff'")]
    [TestCase(StoreFaultKind.Row, "UPDATE deleted SET address = x'00' WHERE id = (SELECT min(id) FROM deleted)")]
    [TestCase(StoreFaultKind.File, "UPDATE grains SET delivered = 'text'")]
    [TestCase(StoreFaultKind.File, "UPDATE audit SET detail = 7")]
    public async Task A_check_names_what_is_wrong(StoreFaultKind kind, string sql)
    {
        StoreCheckReport report = await CheckAfter(sql, deep: false);
        Assert.That(report.Faults.Select(static fault => fault.Kind), Does.Contain(kind), string.Join('\n', report.Faults));
    }

    [TestCase(StoreFaultKind.Grain, $"UPDATE grains SET delivered = zeroblob(length(delivered)) WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Grain, $"UPDATE grains SET delivered = (SELECT delivered FROM grains WHERE id = 2 + {Grain}) WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Grain, $"UPDATE grains SET kind = 5 WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Grain, $"UPDATE grains SET created_at = 5 WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Grain, $"UPDATE grains SET words = x'776f726473' WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Index, $"DELETE FROM postings WHERE id = {Grain} AND term = (SELECT id FROM terms WHERE field = 17 AND text = x'6b657074')")]
    [TestCase(StoreFaultKind.Index, $"INSERT INTO postings SELECT (SELECT min(id) FROM terms WHERE field = 24), shelf, created_at, id, kind FROM grains WHERE id = {Grain}")]
    [TestCase(StoreFaultKind.Words, "INSERT INTO words_current (words_current, rowid, words) SELECT 'delete', max(id), 'load' FROM grains WHERE shelf = 0")]
    [TestCase(StoreFaultKind.Words, "INSERT INTO words_past (rowid, words) SELECT max(id), 'another' FROM grains WHERE shelf = 1")]
    [TestCase(StoreFaultKind.Words, "INSERT INTO words_current (words_current) VALUES ('delete-all')")]
    public async Task A_deep_check_looks_into_grains(StoreFaultKind kind, string sql)
    {
        StoreCheckReport report = await CheckAfter(sql, deep: true);
        Assert.That(report.Faults.Select(static fault => fault.Kind), Does.Contain(kind), string.Join('\n', report.Faults));
        if (kind != StoreFaultKind.Words && !sql.StartsWith("INSERT", StringComparison.Ordinal))
            Assert.That(report.Faults.Select(static fault => fault.Address), Has.Some.Not.Null, "it says which grain");
    }

    [Test]
    public async Task Faults_are_told_up_to_a_number()
    {
        using TemporaryFolder folder = new();
        await using SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"]);
        await store.PutBatchAsync([.. Enumerable.Range(0, 1100).Select(static i => Grown.Fact(Grown.Kept, $"{i}").Memory)]);
        StoreRows.Execute(store.Path, "UPDATE grains SET shelf = 1");
        StoreCheckReport report = await store.CheckAsync();
        Assert.That((report.Faults.Count, report.HasMoreFaults), Is.EqualTo((1000, true)));
    }

    [Test]
    public async Task A_check_can_be_ended_and_tells_how_far_it_came()
    {
        using TemporaryFolder folder = new();
        await using SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"]);
        await StoreSamples.FillAsync(store, 10);
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        Assert.That(async () => await store.CheckAsync(true, null, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        List<MgProgress> told = [];
        using CancellationTokenSource later = new();
        Assert.That(async () => await store.CheckAsync(true, new Step(_ => later.Cancel()), later.Token), Throws.InstanceOf<OperationCanceledException>());
        await store.CheckAsync(true, new Step(told.Add));
        Assert.That(told, Is.Not.Empty);
        Assert.That(told[^1].Done, Is.EqualTo(told[^1].Total));
    }

    private static async Task<StoreCheckReport> CheckAfter(string sql, bool deep)
    {
        using TemporaryFolder folder = new();
        await using SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"]);
        await StoreSamples.FillAsync(store, 10);
        Assert.That((await store.CheckAsync(deep)).Faults, Is.Empty);
        StoreRows.Execute(store.Path, sql);
        return await store.CheckAsync(deep);
    }

    private sealed class Step(Action<MgProgress> act) : IProgress<MgProgress>
    {
        public void Report(MgProgress value) => act(value);
    }
}
