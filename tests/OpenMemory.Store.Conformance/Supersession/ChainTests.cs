using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>Heads and histories (§28.4, R-49).</summary>
public abstract class ChainTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-14.3-3")]
    public async Task Every_grain_of_a_chain_knows_its_head_and_history()
    {
        List<ContentAddress> chain = await Chain(12);
        foreach (ContentAddress address in chain)
        {
            Assert.That(await Store.GetHeadAsync(address), Is.EqualTo(chain[^1]));
            SupersessionChain history = (await Store.GetHistoryAsync(address))!;
            Assert.That(history.Links.Select(static link => link.Address), Is.EqualTo(chain));
            Assert.That(history.Head, Is.EqualTo(chain[^1]));
            Assert.That(history.IsForked, Is.False);
            Assert.That(history.Faults, Is.Empty);
        }
    }

    [Test]
    public async Task A_grain_that_nothing_superseded_is_its_own_head()
    {
        ContentAddress address = await Put(NewFact());
        Assert.That(await Store.GetHeadAsync(address), Is.EqualTo(address));
        Assert.That((await Store.GetHistoryAsync(address))!.Links.Single().IsHead, Is.True);
    }

    [Test]
    public async Task A_long_chain_is_followed_to_its_end()
    {
        List<ContentAddress> chain = await Chain(400);
        Assert.That(await Store.GetHeadAsync(chain[0]), Is.EqualTo(chain[^1]));
        Assert.That((await Store.GetHistoryAsync(chain[200]))!.Links, Has.Count.EqualTo(400));
    }

    [Test]
    [Requirement("R-49")]
    public async Task A_fork_that_was_imported_has_two_heads_and_a_provisional_one()
    {
        Fact old = NewFact(), mine = old.Next("phone"), theirs = old.Next("letter") with { CreatedAt = new(Written + 9000) };
        ContentAddress first = await Put(old), second = await Supersede(first, mine), third = (await Receive(theirs.ToBlob().Memory)).Address;
        IndexMergeResult merged = (await Store.MergeIndexAsync([new(first, new() { SupersededBy = third, SystemValidTo = Clock.Now })])).Single();
        SupersessionChain chain = (await Store.GetHistoryAsync(second))!;
        Assert.That(merged.Entry.Successors(), Is.EquivalentTo(new[] { second, third }));
        Assert.That(chain.IsForked, Is.True);
        Assert.That(chain.Heads.Select(static link => link.Address), Is.EquivalentTo(new[] { second, third }));
        Assert.That(chain.Head, Is.EqualTo(third), "the greatest by created_at");
        Assert.That(await Store.GetHeadAsync(first), Is.EqualTo(third));
    }

    [Test]
    public async Task Where_the_successor_was_deleted_the_last_grain_that_is_here_is_the_head()
    {
        List<ContentAddress> chain = await Chain(3);
        await Store.DeleteAsync(chain[2]);
        Assert.That(await Store.GetHeadAsync(chain[0]), Is.EqualTo(chain[1]));
        SupersessionChain history = (await Store.GetHistoryAsync(chain[0]))!;
        Assert.That(history.Faults.Select(static fault => fault.Kind), Does.Contain(ChainFaultKind.MissingSuccessor));
        Assert.That((await EntryOf(chain[1])).IsCurrent, Is.False, "a deleted successor does not bring the old grain back");
    }

    private async Task<List<ContentAddress>> Chain(int length)
    {
        Fact last = NewFact("value 0");
        List<ContentAddress> chain = [await Put(last)];
        while (chain.Count < length)
        {
            last = last.Next($"value {chain.Count}");
            chain.Add(await Supersede(chain[^1], last));
        }
        return chain;
    }
}
