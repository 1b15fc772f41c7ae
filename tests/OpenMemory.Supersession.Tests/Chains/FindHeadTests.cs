namespace OpenMemory.Supersession.Tests;

/// <summary>The head of a chain: forward from any grain, over forks, gaps and cycles .</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FindHeadTests
{
    private readonly MemorySource _source = new();

    [Test]
    public void The_head_is_reached_from_every_grain_of_the_chain()
    {
        GrainBlob[] chain = Chain(5);
        foreach (GrainBlob grain in chain) Assert.That(SupersessionChains.FindHead(grain.Address, _source), Is.EqualTo(chain[^1].Address));
        Assert.That(SupersessionChains.FindHead(Make.Fact("absent").ToBlob().Address, _source), Is.Null);
        Assert.That(() => SupersessionChains.FindHead(default, null!), Throws.ArgumentNullException);
    }

    [Test]
    public void A_missing_successor_ends_the_way()
    {
        GrainBlob[] chain = Chain(3);
        _source.Remove(chain[2].Address);
        Assert.That(SupersessionChains.FindHead(chain[0].Address, _source), Is.EqualTo(chain[1].Address));
    }

    [Test]
    public void R_49_At_a_fork_the_greatest_by_time_and_then_by_address_is_the_head()
    {
        GrainBlob root = _source.Add(Make.Fact("root"));
        GrainBlob early = _source.Supersede(root, Make.Fact("early", null, root) with { CreatedAt = Make.Now + 1 });
        GrainBlob late = _source.Supersede(root, Make.Fact("late", null, root) with { CreatedAt = Make.Now + 2 });
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.EqualTo(late.Address));
        Assert.That(SupersessionChains.FindHead(early.Address, _source), Is.EqualTo(early.Address), "a branch has its own head");

        GrainBlob[] equal = [.. Enumerable.Range(0, 5).Select(i => _source.Supersede(root, Make.Fact($"{i}", null, root) with { CreatedAt = Make.Now + 3 }))];
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.EqualTo(equal.Max(static grain => grain.Address)));
        GrainBlob further = _source.Supersede(early, Make.Fact("further", null, early) with { CreatedAt = Make.Now + 9 });
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.EqualTo(further.Address), "heads are compared, not branches");
    }

    [Test]
    public void A_branch_whose_successor_is_missing_is_no_head_while_another_is_here()
    {
        GrainBlob root = _source.Add(Make.Fact("root"));
        GrainBlob gone = _source.Supersede(root, Make.Fact("gone", null, root) with { CreatedAt = Make.Now + 5 }), here = _source.Supersede(root, Make.Fact("here", null, root));
        _source.Remove(gone.Address);
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.EqualTo(here.Address));
        _source.Remove(here.Address);
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.EqualTo(root.Address));
    }

    [TestCase(0, 1)]
    [TestCase(0, 2)]
    [TestCase(3, 1)]
    [TestCase(5, 7)]
    [TestCase(100, 33)]
    public void A_cycle_without_a_way_out_has_no_head(int before, int around)
    {
        GrainBlob[] chain = Chain(before + around);
        _source.Supersede(chain[^1].Address, chain[before].Address);
        foreach (GrainBlob grain in chain) Assert.That(SupersessionChains.FindHead(grain.Address, _source), Is.Null);
    }

    [Test]
    public void A_cycle_with_a_way_out_has_the_head_beyond_it()
    {
        GrainBlob[] chain = Chain(4);
        _source.Supersede(chain[2].Address, chain[0].Address);
        foreach (GrainBlob grain in chain) Assert.That(SupersessionChains.FindHead(grain.Address, _source), Is.EqualTo(chain[3].Address));
    }

    /// <summary>A sealed head counts by the second in its header, because its <c>created_at</c> cannot be read.</summary>
    [Test]
    public void A_sealed_head_counts_by_its_header()
    {
        GrainBlob @sealed = _source.Add(Make.Sealed[0]);
        long seconds = @sealed.Header.CreatedAtSeconds;
        GrainBlob root = _source.Add(Make.Fact("root"));
        GrainBlob earlier = _source.Supersede(root, Make.Fact("earlier", null, root) with { CreatedAt = (1000 * seconds) - 1 });
        _source.Supersede(root.Address, @sealed.Address);
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.EqualTo(@sealed.Address));
        _source.Supersede(earlier, Make.Fact("later", null, earlier) with { CreatedAt = (1000 * seconds) + 1 });
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.Not.EqualTo(@sealed.Address));
    }

    [Test]
    public void A_chain_of_a_hundred_thousand_is_followed_without_allocating()
    {
        GrainBlob[] chain = Chain(100_000);
        ContentAddress? head = SupersessionChains.FindHead(chain[0].Address, _source);
        Assert.That(head, Is.EqualTo(chain[^1].Address));
        long before = _source.Lookups;
        SupersessionChains.FindHead(chain[0].Address, _source);
        Assert.That(_source.Lookups - before, Is.EqualTo(chain.Length), "one for each grain");
        ContentAddress middle = chain[99_000].Address;
        Assert.That(Allocations.Of(() => head = SupersessionChains.FindHead(middle, _source)), Is.Zero);
    }

    [Test]
    public void A_fork_with_twenty_thousand_branches_takes_linear_time()
    {
        const int branches = 20_000;
        GrainBlob root = _source.Add(Make.Fact("root"));
        GrainBlob[] heads = [.. Enumerable.Range(0, branches).Select(i => _source.Add(Make.Fact($"{i}", null, root)))];
        _source.Set(root.Address, new() { Rivals = [.. heads.Select(static head => head.Address)] });
        long before = _source.Lookups;
        Assert.That(SupersessionChains.FindHead(root.Address, _source), Is.EqualTo(heads.Max(static head => head.Address)));
        Assert.That(_source.Lookups - before, Is.LessThan(3 * branches));
        SupersessionChain chain = SupersessionChains.Read(heads[7].Address, _source)!;
        Assert.That((chain.Links.Count, chain.Heads.Count(), chain.Head, chain.Faults.Count), Is.EqualTo((branches + 1, branches, (ContentAddress?)heads.Max(static head => head.Address), 0)));
    }

    private GrainBlob[] Chain(int length)
    {
        GrainBlob[] chain = new GrainBlob[length];
        for (int i = 0; i < length; i++) chain[i] = i == 0 ? _source.Add(Make.Fact("0")) : _source.Supersede(chain[i - 1], Make.Fact($"{i}", null, chain[i - 1]));
        return chain;
    }
}
