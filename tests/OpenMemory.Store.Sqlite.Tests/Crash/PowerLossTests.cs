namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>
/// What a power failure leaves and a killed process does not: a log whose end never reached the disk, or reached it as something else.
/// The store opens at the state of an earlier commit, and whole.
/// </summary>
[TestFixture]
public sealed class PowerLossTests
{
    private const int Commits = 40;

    [Test]
    public async Task A_log_without_its_end_is_the_state_of_an_earlier_commit()
    {
        using TemporaryFolder folder = new();
        (byte[] file, byte[] log, List<GrainBlob> written) = await Work(folder["store.db"]);
        Assert.That(log, Has.Length.GreaterThan(Commits * 4096), "the commits stand in the log");
        SortedSet<int> states = [];
        for (int seed = 0; seed < 60; seed++)
        {
            string path = folder[$"{seed}.db"];
            File.WriteAllBytes(path, file);
            File.WriteAllBytes(path + "-wal", Lost(log, new Random(seed)));
            await using SqliteGrainStore store = SqliteGrainStore.Open(path);
            states.Add(await PrefixOf(store, written, seed));
            Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty, $"seed {seed}");
            Assert.That((await AuditChain.VerifyAsync(store.ReadAuditAsync())).IsFault, Is.False, $"seed {seed}");
            await StoreSamples.WriteAsync(store);
            Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty, $"seed {seed}: it goes on");
        }
        TestContext.Out.WriteLine($"{states.Count} different states, from {states.Min} to {states.Max} of {Commits} commits");
        Assert.That(states, Has.Count.GreaterThan(10));
    }

    /// <summary>How many of the commits are there: the first ones, and nothing of the others.</summary>
    private static async Task<int> PrefixOf(SqliteGrainStore store, List<GrainBlob> written, int seed)
    {
        int count = 0;
        while (count < written.Count && await store.ExistsAsync(written[count].Address)) count++;
        for (int i = count; i < written.Count; i++) Assert.That(await store.ExistsAsync(written[i].Address), Is.False, $"seed {seed}: commit {i} without commit {count}");
        for (int i = 2; i - 2 < count && i < written.Count; i += 2) // every other grain supersedes the one two before it
        {
            ContentAddress? successor = (await store.GetAsync(written[i - 2].Address))!.Entry.State.SupersededBy;
            Assert.That(successor, Is.EqualTo(i < count ? written[i].Address : (ContentAddress?)null), $"seed {seed}: commit {i} is half there");
        }
        return count;
    }

    private static byte[] Lost(byte[] log, Random random)
    {
        byte[] left = [.. log];
        int at = random.Next(log.Length);
        switch (random.Next(4))
        {
            case 0: return left[..at];
            case 1: left.AsSpan(at).Clear(); break;
            case 2: random.NextBytes(left.AsSpan(at)); break;
            default: left[at] ^= 0x10; break;
        }
        return left;
    }

    /// <summary>A store that was closed once, and the log of what was done since.</summary>
    private static async Task<(byte[] File, byte[] Log, List<GrainBlob> Written)> Work(string path)
    {
        await using (SqliteGrainStore first = SqliteGrainStore.Open(path)) await StoreSamples.FillAsync(first, 5);
        await using SqliteGrainStore store = SqliteGrainStore.Open(path, new() { CountAccesses = false });
        List<GrainBlob> written = [];
        ContentAddress head = (await store.GetHeadAsync(Grown.Root(0).Address))!.Value;
        for (int i = 0; i < Commits; i++)
        {
            if (i % 2 == 0)
            {
                written.Add(Grown.Fact(Grown.Chain, $"power {i}", old: head.ToString()));
                (await store.SupersedeAsync(head, written[i].Memory)).Require();
                head = written[i].Address;
                continue;
            }
            written.Add(Grown.Fact(Grown.Kept, $"power {i}"));
            (await store.PutAsync(written[i].Memory)).Require();
        }
        return (File.ReadAllBytes(path), File.ReadAllBytes(path + "-wal"), written);
    }
}
