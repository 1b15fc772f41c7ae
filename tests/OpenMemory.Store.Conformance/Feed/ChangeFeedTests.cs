using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>The change feed: gap-free, and enough to rebuild what the store holds.</summary>
public abstract class ChangeFeedTests : GrainStoreFixture
{
    [Test]
    public async Task Changes_are_numbered_without_a_gap_and_say_what_happened()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone"));
        List<GrainChange> changes = await Changes();
        Assert.That(changes.Select(static change => change.Sequence), Is.EqualTo(Enumerable.Range(1, changes.Count).Select(static number => (long)number)));
        Assert.That((changes[0].Kind, changes[0].Address, changes[0].At), Is.EqualTo((GrainChangeKind.Added, first, Clock.Now)));
        Assert.That(changes[0].Blob!.Memory.ToArray(), Is.EqualTo(old.ToBlob().Memory.ToArray()));
        Assert.That(changes.Count(change => change.Kind == GrainChangeKind.Added && change.Address == second), Is.EqualTo(1));
        Assert.That(changes.Last(change => change.Address == first).Entry.State.SupersededBy, Is.EqualTo(second));
        Assert.That((await Store.GetStatisticsAsync()).LastChange, Is.EqualTo(changes.Count));
        Assert.That((await Changes(1)).Select(static change => change.Sequence), Is.EqualTo(changes.Skip(1).Select(static change => change.Sequence)));
        Assert.That(await Changes(changes.Count), Is.Empty);
    }

    [Test]
    [Requirement("OMS-28.4.4-5")]
    public async Task Replaying_all_changes_gives_the_grains_and_entries()
    {
        await Live();
        await Rebuilds();
        await Store.EraseSubjectAsync(Customer);
        await Rebuilds();
        List<GrainChange> changes = await Changes();
        HashSet<ContentAddress> removed = [.. changes.Where(static change => change.Kind == GrainChangeKind.Removed).Select(static change => change.Address)];
        Assert.That(changes.Where(change => removed.Contains(change.Address)).Select(static change => change.Blob), Has.All.Null, "no bytes of what was erased");
    }

    [Test]
    public async Task Following_wakes_up_for_what_comes_and_ends_when_it_is_told()
    {
        await Put(NewFact("before"));
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(20));
        List<long> seen = [];
        Task following = Task.Run(async () =>
        {
            await foreach (GrainChange change in Store.ReadChangesAsync(0, follow: true, end.Token))
            {
                lock (seen) seen.Add(change.Sequence);
                if (seen.Count == 6) break;
            }
        });
        for (int number = 0; number < 5; number++)
        {
            await Task.Delay(10);
            await Put(NewFact($"value {number}"));
        }
        await following.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(seen, Is.EqualTo(new long[] { 1, 2, 3, 4, 5, 6 }));
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(100));
        await Assert.ThatAsync(async () => await Store.ReadChangesAsync(6, follow: true, soon.Token).ToListAsync(), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Many_followers_of_many_writers_see_all_changes_in_one_order()
    {
        const int Writers = 4, Each = 50;
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(30));
        Task<List<ContentAddress>>[] followers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            List<ContentAddress> seen = [];
            await foreach (GrainChange change in Store.ReadChangesAsync(0, follow: true, end.Token))
            {
                seen.Add(change.Address);
                if (seen.Count == Writers * Each) break;
            }
            return seen;
        }))];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int number = 0; number < Each; number++) await Store.PutAsync(NewFact($"writer {writer} value {number}").ToBlob().Memory);
        })));
        List<ContentAddress>[] all = await Task.WhenAll(followers);
        Assert.That(all[0], Is.Unique);
        Assert.That(all[1], Is.EqualTo(all[0]));
        Assert.That(all[2], Is.EqualTo(all[0]));
    }

    [Test]
    public async Task A_reader_in_the_middle_is_not_disturbed_by_writers()
    {
        for (int number = 0; number < 600; number++) await Put(NewFact($"value {number}"));
        long expected = 1;
        await foreach (GrainChange change in Store.ReadChangesAsync())
        {
            Assert.That(change.Sequence, Is.EqualTo(expected++));
            if (expected == 300) await Put(NewFact("meanwhile"));
        }
        Assert.That(expected - 1, Is.GreaterThanOrEqualTo(600));
    }

    private async Task Rebuilds()
    {
        Dictionary<ContentAddress, IndexEntry> model = [];
        foreach (GrainChange change in await Changes())
        {
            if (change.Kind == GrainChangeKind.Removed) Assert.That(model.Remove(change.Address), Is.True);
            else if (change.Kind == GrainChangeKind.Added) model.Add(change.Address, change.Entry);
            else Assert.That(model.ContainsKey(change.Address), Is.True);
            if (change.Kind == GrainChangeKind.EntryChanged) model[change.Address] = change.Entry;
        }
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.EqualTo(model.Count));
        foreach ((ContentAddress address, IndexEntry entry) in model)
        {
            Assert.That(StoreImage.WithoutCounters(await EntryOf(address)), Is.EqualTo(StoreImage.WithoutCounters(entry)));
        }
    }

    private async Task Live()
    {
        Fact old = NewFact(), middle = old.Next("phone");
        ContentAddress first = await Put(old), second = await Supersede(first, middle), rival = (await Receive(old.Next("letter").ToBlob().Memory)).Address;
        await Store.MergeIndexAsync([new(first, new() { SupersededBy = rival, SystemValidTo = new(Written + 1) })]);
        ContentAddress other = await Put(NewFact(subject: "somebody")), held = await Put(Guarded("hold", value: "held") with { Subject = "somebody" });
        await Store.ContradictAsync(other);
        await Store.LiftHoldAsync(held);
        await Store.VerifyAsync(second);
        await Store.DeleteAsync(await Put(NewFact("gone")));
        await Store.GetAsync(second);
        await Put(NewFact("consent basis", "somebody"));
    }
}
