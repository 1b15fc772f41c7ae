using OpenMemory.Erasure;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Nothing of a sealed grain's text is in the file, unless the host wants it there (§20.3, R-51).</summary>
[TestFixture]
public sealed class SealedTextTests
{
    private const string Customer = "customer-456", Space = "notes";

    private readonly MasterKeySet _masters = MasterKeySet.Generate();
    private readonly Needles _needles = new(new Random(7));

    [OneTimeTearDown]
    public void ForgetKeys() => _masters.Dispose();

    [TestCase("support", false)]
    [TestCase(Space, true)]
    public async Task The_words_of_a_sealed_grain_are_found_where_its_namespace_was_opted_in_and_are_nowhere_otherwise(string space, bool isFound)
    {
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(_masters, salts);
        string path = StoreFiles.NewPath(), word = _needles.Word("sealed object"), next = _needles.Word("sealed object, the second");
        await using SqliteGrainStore store = SqliteGrainStore.Open(path, new() { KeyRing = ring }, new() { SealedTextNamespaces = new HashSet<string> { Space } });
        Fact fact = new() { Subject = Customer, Relation = "says", Object = word, Confidence = 0.5, Namespace = space, CreatedAt = 1_768_000_000_000 };
        ContentAddress address = await store.AddSealedAsync(fact, Customer);
        Assert.That(await FindAsync(store, word), Is.EqualTo(isFound ? new[] { address } : []));
        ContentAddress head = await store.ReplaceSealedAsync(address, fact with { Object = next, CreatedAt = 1_768_000_000_001 }, Customer);
        Assert.That(await FindAsync(store, next), Is.EqualTo(isFound ? new[] { head } : []));
        Assert.That(await FindAsync(store, word), Is.Empty, "it is past");
        Assert.That(_needles.FindIn(path), isFound ? Is.Not.Empty : Is.Empty);
        if (isFound) Assert.That((await store.SearchAsync(new() { Text = next })).Results[0].Grain.Blob.View().IsSealed, Is.True, "what is found is as it is kept");
        await store.EraseSubjectAsync(Customer);
        Assert.That(await FindAsync(store, next), Is.Empty);
        Assert.That(_needles.FindIn(path), Is.Empty);
    }

    [Test]
    public async Task A_sealed_grain_that_the_store_was_not_told_the_user_of_is_not_looked_into()
    {
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(_masters, salts);
        string path = StoreFiles.NewPath(), word = _needles.Word("sealed object");
        await using SqliteGrainStore store = SqliteGrainStore.Open(path, new() { KeyRing = ring }, new() { SealedTextNamespaces = new HashSet<string> { Space } });
        GrainBlob closed = ring.Seal(Customer, new Fact { Subject = Customer, Relation = "says", Object = word, Confidence = 0.5, Namespace = Space, CreatedAt = 1_768_000_000_000 }.ToBlob());
        await store.AddAsync(closed);
        Assert.That(await FindAsync(store, word), Is.Empty);
        Assert.That(_needles.FindIn(path), Is.Empty);
    }

    [Test]
    public async Task A_new_file_and_those_beside_it_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has access lists.");
            return;
        }
        string path = StoreFiles.NewPath();
        await using SqliteGrainStore store = SqliteGrainStore.Open(path);
        await store.Content.PutAsync("x"u8.ToArray());
        foreach (string file in new[] { path, path + "-wal", path + "-shm" })
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
    }

    private static async Task<ContentAddress[]> FindAsync(SqliteGrainStore store, string text) =>
        [.. (await store.SearchAsync(new() { Text = text })).Results.Select(static hit => hit.Address)];
}
