namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Indexes are made anew from grains and entries, and what was superseded stays so exactly (OMS-28.4.4-5).</summary>
[TestFixture]
public sealed class RebuildTests
{
    private static readonly string[] s_damages =
    [
        "DELETE FROM postings",
        "DELETE FROM terms WHERE field = 16",
        "DELETE FROM postings WHERE id % 3 = 0",
        "INSERT OR IGNORE INTO postings SELECT term, 5, created_at, id + 1, kind FROM postings LIMIT 5",
        "UPDATE store SET grains = 7, grain_bytes = 0, deleted = 99, contents = 1000",
        "INSERT INTO words_current (words_current) VALUES ('delete-all')",
        "DELETE FROM postings; DELETE FROM terms; INSERT INTO words_past (words_past) VALUES ('delete-all'); UPDATE store SET last_term = 0, grains = 0",
    ];

    [Test]
    public async Task Damaged_indexes_are_found_and_made_anew([ValueSource(nameof(s_damages))] string damage)
    {
        using TemporaryFolder folder = new();
        await using SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"], new() { CountAccesses = false });
        await StoreSamples.FillAsync(store, 20);
        string before = await StoreText.Of(store);
        IReadOnlyList<string> found = await Find(store);
        StoreRows.Execute(store.Path, damage);
        Assert.That((await store.CheckAsync(deep: true)).IsSound, Is.False);
        await store.RebuildIndexesAsync();
        Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty);
        Assert.That(await StoreText.Of(store), Is.EqualTo(before));
        Assert.That(await Find(store), Is.EqualTo(found));
        await StoreSamples.WriteAsync(store);
        Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty);
    }

    [Test]
    public async Task A_file_whose_indexes_are_of_an_older_version_gets_new_ones_when_it_is_opened()
    {
        using TemporaryFolder folder = new();
        string before;
        await using (SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"], new() { CountAccesses = false }))
        {
            await StoreSamples.FillAsync(store, 20);
            before = await StoreText.Of(store);
        }
        StoreRows.Execute(folder["store.db"], "UPDATE store SET index_version = 0; DELETE FROM postings; DELETE FROM terms");
        await using SqliteGrainStore again = SqliteGrainStore.Open(folder["store.db"], new() { CountAccesses = false });
        Assert.That((await again.CheckAsync(deep: true)).Faults, Is.Empty);
        Assert.That(await StoreText.Of(again), Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_whose_word_index_would_keep_removed_words_gets_another_one_when_it_is_opened()
    {
        using TemporaryFolder folder = new();
        await using (SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"])) await StoreSamples.FillAsync(store, 20);
        StoreRows.Execute(folder["store.db"], "INSERT INTO words_past (words_past, rank) VALUES ('secure-delete', 0)");
        using (Connection connection = Connect()) Assert.That(WordIndex.ForgetsAtOnce(connection), Is.False);
        await using SqliteGrainStore again = SqliteGrainStore.Open(folder["store.db"]);
        Assert.That((await again.CheckAsync(deep: true)).Faults, Is.Empty);
        using (Connection connection = Connect()) Assert.That(WordIndex.ForgetsAtOnce(connection), Is.True);

        Connection Connect() => new(folder["store.db"], SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task A_rebuild_that_is_cancelled_changes_nothing()
    {
        using TemporaryFolder folder = new();
        await using SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"]);
        await StoreSamples.FillAsync(store, 20);
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        Assert.That(async () => await store.RebuildIndexesAsync(null, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => IndexOf(store, stop.Token), Throws.InstanceOf<OperationCanceledException>(), "in the midst of it");
        Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty);
    }

    private static void IndexOf(SqliteGrainStore store, CancellationToken cancellationToken)
    {
        using SqliteBackend backend = SqliteBackend.Open(store.Path, new());
        using WriteScope scope = backend.BeginWriting(TimeSpan.FromSeconds(5));
        IndexRebuild.Run(scope, hasTextIndex: true, wordsOnly: false, null, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> Find(SqliteGrainStore store)
    {
        List<string> found = [];
        foreach (GrainStatus status in Enum.GetValues<GrainStatus>())
        {
            foreach (GrainQuery query in (GrainQuery[])[new() { Status = status, Limit = 1000 }, new() { Status = status, Relation = Grown.Chain, Limit = 1000 }])
                found.Add($"{status} {string.Join(' ', (await store.QueryAsync(query)).Results.Select(static hit => hit.Address))}");
            GrainPage words = await store.SearchAsync(new() { Text = "step 7", Filter = new() { Status = status, Limit = 1000 } });
            found.Add($"{words.Total} {string.Join(' ', words.Results.Select(static hit => hit.Address))}");
        }
        SubjectReport report = await store.ReportSubjectAsync("the load");
        found.Add(string.Join(' ', report.Matches.Select(static match => match.Address)));
        return found;
    }
}
