namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>A disk that is full: what does not fit is an <see cref="IOException"/>, nothing is half there, and it goes on when there is room again.</summary>
[TestFixture]
public sealed class FullStoreDiskTests
{
    [Test]
    public async Task A_put_that_does_not_fit_leaves_nothing_and_the_store_goes_on([Values(0, 1, 2)] int seed)
    {
        using TemporaryFolder folder = new();
        using SmallDisk? disk = SmallDisk.TryMount(folder["disk"], "6m");
        if (disk is null) Assert.Ignore("A tmpfs cannot be mounted here; that needs root.");
        string path = Path.Combine(disk!.Path, "store.db"), ballast = Path.Combine(disk.Path, "ballast");
        await using SqliteGrainStore store = SqliteGrainStore.Open(path);
        List<ContentAddress> kept = [], lost = [];
        for (int round = 0; round < 2; round++)
        {
            long before = kept.Count;
            while (lost.Count <= round)
            {
                GrainBlob grain = Grown.Fact(Grown.Kept, $"{seed} {round} {kept.Count} {new string('x', 7_000 * (seed + 1))}");
                try
                {
                    (await store.PutAsync(grain.Memory)).Require();
                    kept.Add(grain.Address);
                }
                catch (IOException)
                {
                    lost.Add(grain.Address);
                }
                if (kept.Count == before + 5 && !File.Exists(ballast)) Fill(disk.Path, ballast, 300_000 + (7_000 * seed));
            }
            await AssertWhole(store, kept, lost);
            File.Delete(ballast);
        }
        (await store.PutAsync(Grown.Fact(Grown.Kept, "there is room again").Memory)).Require();
        await AssertWhole(store, kept, lost);
    }

    [Test]
    public async Task A_backup_that_does_not_fit_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        using SmallDisk? disk = SmallDisk.TryMount(folder["disk"], "200k");
        if (disk is null) Assert.Ignore("A tmpfs cannot be mounted here; that needs root.");
        await using SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"]);
        await StoreSamples.FillAsync(store);
        for (int i = 0; i < 10; i++) (await store.PutAsync(Grown.Fact(Grown.Kept, $"{i} {new string('y', 100_000)}").Memory)).Require();
        Assert.That(async () => await store.BackupAsync(Path.Combine(disk!.Path, "copy.db")), Throws.InstanceOf<IOException>());
        Assert.That(Directory.EnumerateFileSystemEntries(disk!.Path), Is.Empty);
    }

    private static void Fill(string folder, string ballast, long left)
    {
        long free = new DriveInfo(folder).AvailableFreeSpace;
        if (free > left) File.WriteAllBytes(ballast, new byte[free - left]);
    }

    private static async Task AssertWhole(SqliteGrainStore store, List<ContentAddress> kept, List<ContentAddress> lost)
    {
        foreach (ContentAddress address in kept) Assert.That(await store.ExistsAsync(address), "what was confirmed is here");
        foreach (ContentAddress address in lost) Assert.That(await store.ExistsAsync(address), Is.False, "what did not fit is not");
        Assert.That((await store.GetStatisticsAsync()).Grains, Is.GreaterThanOrEqualTo(kept.Count));
        Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty);
    }
}
