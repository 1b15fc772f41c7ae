namespace OpenMemory.Erasure.Tests;

/// <summary>What fails has not happened; where it has, the store says so until it is opened again .</summary>
[TestFixture]
public sealed class SaltFailureTests
{
    [Test]
    public void A_full_disk_leaves_file_and_memory_as_they_were()
    {
        using TemporaryFolder folder = new();
        using SmallDisk? disk = SmallDisk.TryMount(folder["disk"], "4m");
        if (disk is null) Assert.Ignore("A tmpfs cannot be mounted here; that needs root.");
        string path = Path.Combine(disk!.Path, "salts"), ballast = Path.Combine(disk.Path, "ballast");
        UserSaltName[] names = SaltSamples.Names(0, 15_000), more = SaltSamples.Names(14_000, 2000);
        using FileUserSaltStore store = FileUserSaltStore.Open(path);
        byte[] salts = store.Add(names), old = File.ReadAllBytes(path);
        File.WriteAllBytes(ballast, new byte[2_500_000]); // 1.2 MB of salts fit, the same once more does not
        byte[] given = [.. Enumerable.Repeat((byte)7, 32 * more.Length)], kept = [.. given];
        UserSaltState[] states = new UserSaltState[more.Length];
        Assert.That(() => store.GetOrAdd(more, given, states), Throws.InstanceOf<IOException>());
        Assert.That(() => store.Destroy([names[5]], 1), Throws.InstanceOf<IOException>());
        Assert.That(given, Is.EqualTo(kept));
        Assert.That(states, Is.All.EqualTo(UserSaltState.None));
        Assert.That(Directory.GetFiles(disk.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "ballast", "salts", "salts.lock" }));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(old));
        Assert.That((store.Generation, store.Entries.Count, store.Receipts.Count), Is.EqualTo((0L, 15_000, 0)));
        Assert.That(store.Find(names[5]), Is.EqualTo((UserSaltState.Active, salts[160..192])));
        Assert.That(store.StateOf(more[1999]), Is.EqualTo(UserSaltState.None));
        Assert.That(store.Chunks.All.Last().AsSpan().ContainsAnyExcept((byte)0), Is.False, "nothing is left of what was to be added");
        File.Delete(ballast);
        Assert.That(store.Destroy([names[5]], 1).Salts, Is.EqualTo(1), "with room again it goes on");
        store.Add(more);
        Assert.That(store.Entries, Has.Count.EqualTo(16_000));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "an open file cannot be replaced there")]
    public void A_change_that_fails_when_it_is_in_place_ends_the_store()
    {
        bool isBroken = false;
        using SaltTable table = new((SaltImage image, ref bool isInPlace) =>
        {
            image.Write(Stream.Null);
            isInPlace = isBroken;
            if (isBroken) throw new IOException("the folder could not be flushed");
        }, null);
        table.GetOrAdd([SaltSamples.Name(1)], [.. Enumerable.Repeat((byte)1, 32)], new UserSaltState[1], false);
        isBroken = true;
        long generation = table.Generation;
        Assert.That(() => table.Destroy([SaltSamples.Name(1)], 1), Throws.InstanceOf<IOException>().With.Message.Contains("flushed"));
        Action[] all =
        [
            () => table.Destroy([SaltSamples.Name(1)], 1),
            () => table.GetOrAdd([], [], [], false),
            () => table.Find(SaltSamples.Name(1), new byte[32]),
            () => _ = table.Receipts,
            () => _ = table.Entries,
            () => _ = table.MasterKeyChecks,
        ];
        foreach (Action call in all) Assert.That(call, Throws.InstanceOf<IOException>().With.Message.Contains("open it again"));
        Assert.That(table.Generation, Is.GreaterThan(generation), "so that rings forget the keys they have ready");
    }

    [Test]
    public void Threads_see_salts_that_are_there_or_destroyed_and_never_a_mixture([Values] bool isFile)
    {
        using TemporaryFolder folder = new();
        using InMemoryUserSaltStore? memory = isFile ? null : new();
        using FileUserSaltStore? file = isFile ? FileUserSaltStore.Open(folder["salts"]) : null;
        IUserSaltStore store = isFile ? file! : memory!;
        int rounds = isFile ? 40 : 2000;
        int[] destroyed = new int[8];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            Random random = new(thread);
            byte[] salt = new byte[32];
            for (int round = 0; round < rounds; round++)
            {
                UserSaltName name = SaltSamples.Name(random.Next(rounds));
                UserSaltState state = store.Find(name, salt);
                Check(state, salt, name);
                UserSaltState[] states = new UserSaltState[1];
                salt.AsSpan().Fill((byte)(name.Token.GetHashCode() | 1)); // every thread would give this name this salt
                store.GetOrAdd([name], salt, states);
                Check(states[0], salt, name);
                if (round % 3 != 0) continue;
                long generation = store.Generation;
                ErasureReceipt receipt = store.Destroy([name], thread);
                Assert.That(receipt.Token, Is.EqualTo(name.Token));
                if (receipt.Number > generation) Assert.That(store.Generation, Is.GreaterThan(generation));
                Check(store.Find(name, salt), salt, name);
                Assert.That(store.Find(name, salt), Is.EqualTo(UserSaltState.Destroyed));
                destroyed[thread]++;
            }
        });
        Assert.That(destroyed, Is.All.GreaterThan(10));
        Assert.That(ErasureReceiptChain.Verify(store.Receipts).IsFault, Is.False);
        Assert.That(store.Receipts.Select(static receipt => receipt.Token), Is.Unique);
        Assert.That(store.Receipts, Has.All.Property("Salts").EqualTo(1));
        if (!isFile) return;
        UserSaltEntry[] entries = [.. file!.Entries];
        file.Dispose();
        using FileUserSaltStore again = FileUserSaltStore.Open(folder["salts"]);
        Assert.That(again.Entries, Is.EqualTo(entries));
    }

    private static void Check(UserSaltState state, byte[] salt, in UserSaltName name)
    {
        int expected = state == UserSaltState.Active ? (byte)(name.Token.GetHashCode() | 1) : 0;
        Assert.That(salt.AsSpan().ContainsAnyExcept((byte)expected), Is.False, $"{state}");
    }
}
