namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>What docs/sqlite.md shows is what runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed class SqliteExampleTests
{
    private static readonly Fact s_fact = new()
    {
        Subject = "customer-456", Relation = "asked for", Object = "a refund, twice", Namespace = "support:billing", Confidence = 0.9,
        CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20000),
    };

    [Test]
    public async Task The_example_keeps_finds_copies_and_checks()
    {
        using TemporaryFolder folder = new();
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder.Root;
            (GrainPage hits, StoreCheckReport report) = await Run(s_fact);
            Assert.That(hits.Results.Select(static hit => hit.Address), Is.EqualTo(new[] { s_fact.ToBlob().Address }));
            Assert.That((report.IsSound, report.Grains, File.Exists("memory-copy.db")), Is.EqualTo((true, 1L, true)));
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static async Task<(GrainPage Hits, StoreCheckReport Report)> Run(Fact fact)
    {
        // <sqlite>
        await using SqliteGrainStore store = SqliteGrainStore.Open("memory.db");
        await store.AddAsync(fact);                              // on the disk when this returns
        GrainPage hits = await store.SearchAsync(new() { Text = "refund twice", Filter = new() { Namespaces = ["support:billing"] } });
        foreach (GrainHit hit in hits.Results) Console.WriteLine($"{hit.Score:0.00} {hit.Address} from {hit.Sources.Count} sources");
        await store.BackupAsync("memory-copy.db");               // while others read and write
        StoreCheckReport report = await store.CheckAsync();      // pages, indexes, chains, audit
        // </sqlite>
        return (hits, report);
    }
}
