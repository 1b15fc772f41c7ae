using System.Text;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Files that are no stores, or stores that somebody prepared: opening them says so, and does nothing that they ask for.</summary>
[TestFixture]
public sealed class HostileFileTests
{
    private TemporaryFolder _folder = null!;
    private string _path = "";

    [SetUp]
    public void MakeFolder() => (_folder, _path) = (new(), "");

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("")]
    [TestCase("SQLite format 3\0")]
    [TestCase("no database at all, but a text that is longer than the header of one, so that there is something to look at in the first hundred bytes of it")]
    public async Task Bytes_that_are_no_database_are_no_store(string text)
    {
        string path = _folder["store.db"];
        File.WriteAllText(path, text);
        if (text.Length == 0) await SqliteGrainStore.Open(path).DisposeAsync(); // an empty file is an empty store
        else IsCorrupt(path);
    }

    [Test]
    public void Random_bytes_are_no_store([Range(0, 9)] int seed)
    {
        Random random = new(seed);
        byte[] bytes = new byte[random.Next(1, 20_000)];
        random.NextBytes(bytes);
        if (seed % 2 == 0) Encoding.ASCII.GetBytes("SQLite format 3\0").AsSpan(0, Math.Min(16, bytes.Length)).CopyTo(bytes);
        File.WriteAllBytes(_folder["store.db"], bytes);
        IsCorrupt(_folder["store.db"]);
        Assert.That(File.ReadAllBytes(_folder["store.db"]), Is.EqualTo(bytes), "what is no store is not written to");
    }

    [Test]
    public void Another_programs_database_is_no_store_and_stays_as_it_is()
    {
        string path = _folder["other.db"];
        File.WriteAllBytes(path, []);
        StoreRows.Execute(path, "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
        byte[] before = File.ReadAllBytes(path);
        IsCorrupt(path);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
    }

    [Test]
    public async Task A_store_of_a_newer_version_is_not_supported()
    {
        string path = await Prepared("PRAGMA user_version = 2");
        Assert.That(() => SqliteGrainStore.Open(path), Throws.InstanceOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.NotSupported));
        StoreRows.Execute(path, "PRAGMA user_version = -1");
        IsCorrupt(path);
    }

    [TestCase("CREATE TRIGGER t AFTER INSERT ON grains BEGIN DELETE FROM audit; END")]
    [TestCase("CREATE TRIGGER t AFTER UPDATE ON store BEGIN INSERT INTO metadata VALUES (x'61', x'62'); END")]
    [TestCase("CREATE VIEW v AS SELECT * FROM grains")]
    [TestCase("CREATE TABLE mine (x)")]
    [TestCase("CREATE INDEX mine ON grains (length(delivered))")]
    [TestCase("CREATE VIRTUAL TABLE mine USING fts5(x)")]
    [TestCase("ALTER TABLE grains ADD COLUMN computed AS (hex(delivered))")]
    [TestCase("ALTER TABLE vectors ADD COLUMN more")]
    [TestCase("ALTER TABLE metadata RENAME TO meta_data; CREATE VIEW metadata AS SELECT key, value FROM meta_data")]
    [TestCase("DROP TABLE deleted; CREATE TABLE deleted (id INTEGER PRIMARY KEY, address BLOB NOT NULL DEFAULT (randomblob(32))); CREATE UNIQUE INDEX deleted_by_address ON deleted (address)")]
    [TestCase("DROP INDEX grains_by_address")]
    [TestCase("DROP TABLE words_past")]
    [TestCase("DROP TABLE words_past; CREATE VIRTUAL TABLE words_past USING fts5(words, tokenize='porter')")]
    public async Task Tables_triggers_and_views_of_a_stranger_are_refused(string sql) => IsCorrupt(await Prepared(sql));

    [TestCase("ANALYZE")]
    [TestCase("VACUUM")]
    [TestCase("REINDEX")]
    [TestCase("PRAGMA journal_mode = DELETE")]
    [TestCase("PRAGMA wal_checkpoint(TRUNCATE)")]
    public async Task What_an_administrator_does_to_a_file_leaves_it_a_store(string sql)
    {
        await using SqliteGrainStore store = SqliteGrainStore.Open(await Prepared(sql));
        Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty);
        await StoreSamples.WriteAsync(store);
        Assert.That(await StoreSamples.ReadAllAsync(store), Is.Empty);
        Assert.That(StoreRows.Text(store.Path, "PRAGMA journal_mode"), Is.EqualTo("wal"));
    }

    [Test]
    public async Task Each_table_of_a_store_is_missed()
    {
        string[] tables = ["store", "grains", "accesses", "deleted", "terms", "postings", "vectors", "changes", "audit", "operations", "metadata", "contents"];
        foreach (string table in tables) IsCorrupt(await Prepared($"DROP TABLE {table}"));
    }

    [TestCase("UPDATE grains SET address = x'00' WHERE id = 3")]
    [TestCase("UPDATE grains SET address = 'text' WHERE id = 3")]
    [TestCase("UPDATE grains SET address = randomblob(32)")]
    [TestCase("UPDATE grains SET delivered = x''")]
    [TestCase("UPDATE grains SET delivered = randomblob(9)")]
    [TestCase("UPDATE grains SET delivered = randomblob(length(delivered))")]
    [TestCase("UPDATE grains SET delivered = 7")]
    [TestCase("UPDATE grains SET kind = kind | 1024")]
    [TestCase("UPDATE grains SET kind = -1")]
    [TestCase("UPDATE grains SET kind = 'text'")]
    [TestCase("UPDATE grains SET shelf = 99")]
    [TestCase("UPDATE grains SET shelf = 9223372036854775807")]
    [TestCase("UPDATE grains SET entry = randomblob(5)")]
    [TestCase("UPDATE grains SET entry = x'40000000000000000010'")]
    [TestCase("UPDATE grains SET guard = 999, created_at = 9223372036854775807, accepted_at = -9223372036854775808")]
    [TestCase("UPDATE grains SET words = randomblob(100)")]
    [TestCase("UPDATE changes SET sequence = -sequence")]
    [TestCase("UPDATE changes SET kind = 77, at = -9223372036854775808")]
    [TestCase("UPDATE changes SET entry = randomblob(3)")]
    [TestCase("UPDATE changes SET id = 12345678901234")]
    [TestCase("UPDATE audit SET previous = x'01'")]
    [TestCase("UPDATE audit SET grain = x'01', actor = randomblob(20)")]
    [TestCase("UPDATE audit SET act = -5, detail = x'ff'")]
    [TestCase("UPDATE vectors SET vector = x'010203'")]
    [TestCase("UPDATE vectors SET vector = x'', shelf = -1")]
    [TestCase("UPDATE postings SET id = id + 1000000")]
    [TestCase("UPDATE postings SET kind = 511")]
    [TestCase("UPDATE terms SET text = randomblob(3000)")]
    [TestCase("DELETE FROM terms")]
    [TestCase("UPDATE operations SET address = x'', outcome = -1")]
    [TestCase("UPDATE metadata SET value = x'ff00ff'")]
    [TestCase("UPDATE contents SET bytes = 'other'")]
    [TestCase("UPDATE contents SET uri = x'00' WHERE id = 1")]
    [TestCase("DELETE FROM store")]
    [TestCase("UPDATE store SET last_grain = 0, last_term = 0, last_change = 0, vector_length = -1, residue = 9, text_index = 5")]
    [TestCase("UPDATE store SET grains = 'many'")]
    [TestCase("UPDATE store SET text_index = 0")]
    [TestCase("UPDATE store SET commits = 9223372036854775807, last_grain = 9223372036854775807, last_change = 9223372036854775807, last_term = 9223372036854775807")]
    [TestCase("UPDATE accesses SET count = -1, last = 9223372036854775807")]
    [TestCase("DELETE FROM words_current_data")]
    [TestCase("UPDATE words_current_data SET block = randomblob(length(block))")]
    [TestCase("UPDATE words_current_config SET v = 999")]
    public async Task Values_of_a_stranger_end_in_documented_exceptions_and_in_faults_of_a_deep_check(string sql)
    {
        string path = await Prepared(sql);
        List<string> told = [];
        await Try(told, async () =>
        {
            await using SqliteGrainStore store = SqliteGrainStore.Open(path);
            StoreCheckReport? report = null;
            await Try(told, async () => report = await store.CheckAsync(deep: true));
            told.AddRange(report?.Faults.Select(static fault => fault.ToString()) ?? []);
            await Try(told, async () => await StoreSamples.ReadAllAsync(store));
            await Try(told, async () => await StoreSamples.WriteAsync(store));
        });
        Assert.That(told, Is.Not.Empty, "somebody said something");
    }

    private static async Task Try(List<string> told, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (StoreSamples.IsDocumented(exception))
        {
            told.Add(exception.Message);
        }
    }

    /// <summary>A store that was filled, closed, and changed by somebody.</summary>
    private async Task<string> Prepared(string sql)
    {
        _path = _folder[$"store-{Guid.NewGuid():N}.db"];
        await using (SqliteGrainStore store = SqliteGrainStore.Open(_path))
        {
            await StoreSamples.FillAsync(store, 10);
            await store.QueryAsync(new()); // is counted
        }
        StoreRows.Execute(_path, sql);
        return _path;
    }

    private static void IsCorrupt(string path) =>
        Assert.That(() => SqliteGrainStore.Open(path), Throws.InstanceOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.Corrupt));
}
