namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>A backup is a store of one moment, made while others read and write (OMS-17.3-1).</summary>
[TestFixture]
public sealed class BackupTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_backup_is_one_file_that_opens_as_the_same_store()
    {
        await using SqliteGrainStore store = await Filled();
        await store.BackupAsync(_folder["copy.db"]);
        Assert.That(_folder.Names.Where(static name => name.StartsWith("copy", StringComparison.Ordinal)), Is.EqualTo(new[] { "copy.db" }));
        await using SqliteGrainStore copy = SqliteGrainStore.Open(_folder["copy.db"]);
        Assert.That(await StoreText.Of(copy), Is.EqualTo(await StoreText.Of(store)));
        Assert.That((await copy.CheckAsync(deep: true)).Faults, Is.Empty);
        await StoreSamples.WriteAsync(copy);
        Assert.That(await StoreText.Of(copy), Is.Not.EqualTo(await StoreText.Of(store)), "both go their own ways");
    }

    [Test]
    public async Task A_backup_can_be_read_where_nothing_can_be_written()
    {
        await using (SqliteGrainStore store = await Filled()) await store.BackupAsync(_folder["copy.db"]);
        string copied = Path.Combine(Directory.CreateDirectory(_folder["archive"]).FullName, "copy.db");
        File.Move(_folder["copy.db"], copied);
        File.SetAttributes(copied, FileAttributes.ReadOnly);
        await using (SqliteGrainStore copy = SqliteGrainStore.Open(copied, null, new() { Mode = SqliteOpenMode.ReadOnly }))
            Assert.That((await copy.GetStatisticsAsync()).Grains, Is.GreaterThan(StoreSamples.Steps));
        File.SetAttributes(copied, FileAttributes.Normal);
        Assert.That(Directory.GetFileSystemEntries(_folder["archive"]), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_backup_beside_writers_has_all_that_was_confirmed_before_it_and_nothing_torn()
    {
        await using SqliteGrainStore store = await Filled();
        using CancellationTokenSource stop = new();
        int confirmed = 0;
        Task writer = Task.Run(async () =>
        {
            for (int step = StoreSamples.Steps + 1; !stop.IsCancellationRequested; step++)
            {
                await StoreSamples.StepAsync(store, step);
                Volatile.Write(ref confirmed, step);
            }
        });
        for (int round = 0; round < 3; round++)
        {
            int before = Volatile.Read(ref confirmed);
            await store.BackupAsync(_folder[$"copy-{round}.db"]);
            await using SqliteGrainStore copy = SqliteGrainStore.Open(_folder[$"copy-{round}.db"]);
            Assert.That(int.Parse((await copy.Metadata.GetAsync("step"))!), Is.GreaterThanOrEqualTo(before));
            Assert.That((await copy.CheckAsync(deep: true)).Faults, Is.Empty);
        }
        await stop.CancelAsync();
        await writer;
        Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty);
    }

    [Test]
    public async Task Nothing_is_overwritten()
    {
        await using SqliteGrainStore store = await Filled();
        foreach (string name in (string[])["copy.db", "copy.db-wal", "copy.db-journal"])
        {
            File.WriteAllText(_folder[name], "mine");
            Assert.That(async () => await store.BackupAsync(_folder["copy.db"]), Throws.InstanceOf<IOException>(), name);
            Assert.That(File.ReadAllText(_folder[name]), Is.EqualTo("mine"));
            File.Delete(_folder[name]);
        }
        Assert.That(async () => await store.BackupAsync(store.Path), Throws.InstanceOf<IOException>());
        Assert.That(async () => await store.BackupAsync(_folder["no folder/copy.db"]), Throws.InstanceOf<IOException>());
        Assert.That(_folder.Names.Where(static name => !name.StartsWith("store.db", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_cancelled_backup_leaves_nothing_and_tells_how_far_it_came()
    {
        await using SqliteGrainStore store = await Filled();
        for (int i = 0; i < 60; i++) (await store.PutAsync(Grown.Fact(Grown.Kept, $"{i} {new string('y', 150_000)}").Memory)).Require();
        using CancellationTokenSource stop = new();
        Told told = new(progress => stop.Cancel());
        Assert.That(async () => await store.BackupAsync(_folder["copy.db"], told, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_folder.Names.Where(static name => name.StartsWith("copy", StringComparison.Ordinal)), Is.Empty);
        Assert.That(told.All, Has.Count.EqualTo(1));
        Told whole = new(static _ => { });
        await store.BackupAsync(_folder["copy.db"], whole);
        Assert.That(whole.All.Select(static progress => progress.Done), Is.Ordered.Ascending);
        Assert.That(whole.All, Has.Count.GreaterThan(2));
        Assert.That(whole.All[^1].Done, Is.EqualTo(whole.All[^1].Total));
    }

    [Test]
    public async Task What_a_killed_backup_left_is_removed_by_the_next_one_and_what_another_is_writing_is_not()
    {
        await using SqliteGrainStore store = await Filled();
        string abandoned = _folder[$"copy.db.{Guid.NewGuid():N}.tmp"], busy = _folder[$"copy.db.{Guid.NewGuid():N}.tmp"], other = _folder["copy.db.tmp"];
        File.WriteAllText(abandoned, "half");
        File.WriteAllText(other, "mine");
        await using (FileStream writing = new(busy, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            await store.BackupAsync(_folder["copy.db"]);
            Assert.That((File.Exists(abandoned), File.Exists(busy), File.Exists(other)), Is.EqualTo((false, true, true)));
        }
    }

    [Test]
    public async Task A_backup_keeps_what_is_erased_later_and_nothing_that_was_erased_before()
    {
        await using SqliteGrainStore store = await Filled();
        const string early = "erased-before-the-backup-kdjfhg", late = "erased-after-the-backup-qwpoei";
        foreach (string person in (string[])[early, late]) (await store.PutAsync(Grown.Fact(Grown.Person, $"says {person}", person).Memory)).Require();
        await store.EraseSubjectAsync(early);
        await store.BackupAsync(_folder["copy.db"]);
        Assert.That(Contains(_folder["copy.db"], early), Is.False);
        await store.EraseSubjectAsync(late);
        await using (SqliteGrainStore copy = SqliteGrainStore.Open(_folder["copy.db"]))
        {
            Assert.That((await copy.ReportSubjectAsync(early)).Matches, Is.Empty);
            Assert.That((await copy.ReportSubjectAsync(late)).Matches, Has.Count.EqualTo(1));
        }
        Assert.That((Contains(_folder["copy.db"], early), Contains(_folder["copy.db"], late)), Is.EqualTo((false, true)));
    }

    private static bool Contains(string path, string text) => File.ReadAllBytes(path).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text)) >= 0;

    private async Task<SqliteGrainStore> Filled()
    {
        SqliteGrainStore store = SqliteGrainStore.Open(_folder["store.db"]);
        await StoreSamples.FillAsync(store);
        return store;
    }

    private sealed class Told(Action<MgProgress> act) : IProgress<MgProgress>
    {
        internal List<MgProgress> All { get; } = [];

        public void Report(MgProgress value)
        {
            All.Add(value);
            act(value);
        }
    }
}
