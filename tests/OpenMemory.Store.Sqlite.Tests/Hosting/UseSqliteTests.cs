using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>A container opens a file and closes it; docs/observability.md shows how.</summary>
[TestFixture]
public sealed class UseSqliteTests
{
    [Test]
    public async Task A_container_opens_the_file_and_closes_it([Values] bool isSynchronous)
    {
        string path = StoreFiles.NewPath();
        ContentAddress kept = default;
        for (int run = 0; run < 2; run++)
        {
            ServiceCollection services = new();
            Add(services, path);
            ServiceProvider provider = services.BuildServiceProvider();
            Assert.That(File.Exists(path), Is.EqualTo(run > 0), "the file is opened when the store is asked for");
            IGrainStore store = provider.GetRequiredService<IGrainStore>();
            Assert.That(provider.GetRequiredService<SqliteGrainStore>(), Is.SameAs(store));
            if (run == 0) kept = await store.AddAsync(new Fact { Subject = "pat", Relation = "says", Object = "hello", Confidence = 1, CreatedAt = 1_768_000_000_000 });
            else Assert.That(await store.ExistsAsync(kept), Is.True);
            if (isSynchronous) provider.Dispose();
            else await provider.DisposeAsync();
            Assert.That(File.Exists(path + "-wal"), Is.False, "who closes last leaves nothing beside the file");
        }
    }

    [Test]
    public void A_path_is_demanded_at_once_and_a_second_store_too_many()
    {
        OpenMemoryBuilder builder = new ServiceCollection().AddOpenMemory();
        Assert.That(() => builder.UseSqlite(""), Throws.ArgumentException);
        Assert.That(() => builder.UseSqlite("a.db").UseInMemory(), Throws.InvalidOperationException);
    }

    [Test]
    public void The_example_is_the_one_that_is_compiled()
    {
        string source = File.ReadAllText(RepositoryFiles.PathOf("tests", "OpenMemory.Store.Sqlite.Tests", "Hosting", "UseSqliteTests.cs")).ReplaceLineEndings("\n");
        string example = Regex.Match(source, "// <sqlite>\n        (.*?)\n\\s*// </sqlite>", RegexOptions.Singleline).Groups[1].Value;
        Assert.That(example, Is.Not.Empty);
        Assert.That(File.ReadAllText(RepositoryFiles.PathOf("docs", "observability.md")).ReplaceLineEndings("\n"), Does.Contain($"```csharp\n{example}\n```"));
    }

    private static void Add(IServiceCollection services, string path)
    {
        // <sqlite>
        services.AddOpenMemory().UseSqlite(path, new() { Durability = SqliteDurability.Relaxed });
        // </sqlite>
    }
}
