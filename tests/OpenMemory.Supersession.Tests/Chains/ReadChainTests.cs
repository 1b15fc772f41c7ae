namespace OpenMemory.Supersession.Tests;

/// <summary>A whole chain: both directions, its order, and what is wrong with it, told rather than hidden .</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReadChainTests
{
    private readonly MemorySource _source = new();

    [Test]
    public void A_chain_is_the_same_from_every_grain()
    {
        GrainBlob[] chain = Chain(6);
        foreach (GrainBlob grain in chain)
        {
            SupersessionChain read = Read(grain);
            Assert.That(read.Links.Select(static link => link.Address), Is.EqualTo(chain.Select(static link => link.Address)));
            Assert.That((read.Head, read.IsForked, read.Faults.Count), Is.EqualTo(((ContentAddress?)chain[^1].Address, false, 0)));
        }
        ChainLink middle = Read(chain[0]).Find(chain[3].Address)!;
        Assert.That((middle.Predecessors.Single(), middle.Successors.Single()), Is.EqualTo((chain[2].Address, chain[4].Address)));
        Assert.That(middle.Entry, Is.EqualTo(_source.EntryOf(chain[3].Address)));
        Assert.That(Read(chain[0]).Find(default), Is.Null);
        Assert.That(SupersessionChains.Read(Make.Fact("absent").ToBlob().Address, _source), Is.Null);
        Assert.That(() => SupersessionChains.Read(default, null!), Throws.ArgumentNullException);
    }

    [Test]
    public void What_only_derives_is_no_part_of_the_chain()
    {
        GrainBlob[] chain = Chain(2);
        GrainBlob summary = _source.Add(Make.Fact("summary", null, chain));
        Assert.That(Read(chain[0]).Links, Has.Count.EqualTo(2));
        Assert.That(Read(summary).Links, Has.Count.EqualTo(1));
    }

    [Test]
    public void Forks_and_joins_stand_in_order()
    {
        GrainBlob root = _source.Add(Make.Fact("root"));
        GrainBlob left = _source.Supersede(root, Make.Fact("left", null, root) with { CreatedAt = Make.Now + 9 });
        GrainBlob right = _source.Supersede(root, Make.Fact("right", null, root) with { CreatedAt = Make.Now + 8 });
        GrainBlob join = _source.Add(Make.Fact("join", null, left, right) with { CreatedAt = Make.Now - 5 }); // clocks differ
        _source.Supersede(left.Address, join.Address);
        _source.Supersede(right.Address, join.Address);
        foreach (GrainBlob from in (GrainBlob[])[root, left, right, join])
        {
            SupersessionChain chain = Read(from);
            Assert.That(chain.Links.Select(static link => link.Address), Is.EqualTo((ContentAddress[])[root.Address, right.Address, left.Address, join.Address]));
            Assert.That((chain.IsForked, chain.Heads.Single().Address, chain.Faults.Count), Is.EqualTo((true, join.Address, 0)));
            Assert.That(chain.Find(join.Address)!.Predecessors, Is.EqualTo((ContentAddress[])[.. new[] { left.Address, right.Address }.Order()]));
        }
    }

    [Test]
    public void R_49_Both_heads_of_a_fork_are_kept_and_one_is_provisional()
    {
        GrainBlob root = _source.Add(Make.Fact("root"));
        GrainBlob one = _source.Supersede(root, Make.Fact("one", null, root)), two = _source.Supersede(root, Make.Fact("two", null, root));
        SupersessionChain chain = Read(one);
        Assert.That(chain.Heads.Select(static link => link.Address), Is.EquivalentTo((ContentAddress[])[one.Address, two.Address]));
        Assert.That(chain.Head, Is.EqualTo(one.Address.CompareTo(two.Address) > 0 ? one.Address : two.Address));
        Assert.That(chain.Find(root.Address)!.IsFork, Is.True);
    }

    [Test]
    public void A_missing_successor_is_told()
    {
        GrainBlob[] chain = Chain(3);
        _source.Remove(chain[2].Address);
        SupersessionChain read = Read(chain[0]);
        Assert.That(read.Faults, Is.EqualTo((ChainFault[])[new(ChainFaultKind.MissingSuccessor, chain[1].Address, chain[2].Address)]));
        Assert.That((read.Head, read.Find(chain[1].Address)!.IsHead), Is.EqualTo(((ContentAddress?)chain[1].Address, true)));
    }

    [Test]
    public void R_34_A_successor_that_names_nobody_is_told_as_unproven()
    {
        GrainBlob old = _source.Add(Make.Fact("old")), other = _source.Add(Make.Fact("other"));
        _source.Supersede(old.Address, other.Address);
        Assert.That(Read(old).Faults, Is.EqualTo((ChainFault[])[new(ChainFaultKind.Unproven, old.Address, other.Address)]));
    }

    private static IEnumerable<TestCaseData> Replacements()
    {
        static TestCaseData Case(string name, Func<string, Grain> make) => new TestCaseData(make).SetArgDisplayNames(name);
        yield return Case("justification", static old => Make.Fact("n") with { DerivedFrom = [old], SupersessionJustification = "why" });
        yield return Case("authorization", static old => Make.Fact("n") with { DerivedFrom = [old], SupersessionAuth = [new byte[] { 1 }] });
        yield return Case("invalidation type", static old => Make.Fact("n") with { DerivedFrom = [old], InvalidationType = "erratum" });
        yield return Case("goal transition", static old => Make.Goal("failed") with { DerivedFrom = [old], ProvenanceChain = [new() { SourceHash = old, Method = "goal_state_transition" }] });
        yield return Case("goal revision", static old => Make.Goal("failed") with { DerivedFrom = [old], ProvenanceChain = [new() { Method = "user_input" }, new() { Method = "goal_revision" }] });
        yield return Case("withdrawal", static old => new Consent { SubjectDid = Make.Alice, GranteeDid = Make.Bob, Scope = ["store"], IsWithdrawal = true, PriorConsent = old, CreatedAt = Make.Now });
    }

    [TestCaseSource(nameof(Replacements))]
    public void R_34_A_grain_that_replaces_an_absent_one_begins_elsewhere(Func<string, Grain> make)
    {
        GrainBlob absent = Make.Fact("absent").ToBlob();
        GrainBlob grain = _source.Add(make(absent.Address.ToString()));
        Assert.That(Read(grain).Faults, Is.EqualTo((ChainFault[])[new(ChainFaultKind.MissingPredecessor, grain.Address, absent.Address)]));
        _source.Add(absent);
        Assert.That(Read(grain).Faults, Is.Empty, "it is here, and the index knows of no supersession");
    }

    [Test]
    public void Provenance_alone_is_missed_by_nobody()
    {
        GrainBlob absent = Make.Fact("absent").ToBlob();
        GrainBlob derived = _source.Add(Make.Fact("derived", null, absent));
        Assert.That(Read(derived).Faults, Is.Empty);
        _source.Supersede(absent.Address, derived.Address);
        Assert.That(Read(derived).Faults, Is.EqualTo((ChainFault[])[new(ChainFaultKind.MissingPredecessor, derived.Address, absent.Address)]), "the index knows");
    }

    [Test]
    public void A_cycle_is_told_and_all_its_grains_are_there()
    {
        GrainBlob[] chain = Chain(4);
        _source.Supersede(chain[3].Address, chain[1].Address);
        SupersessionChain read = Read(chain[0]);
        Assert.That(read.Links, Has.Count.EqualTo(4));
        Assert.That(read.Head, Is.Null);
        Assert.That(read.Faults.Count(static fault => fault.Kind == ChainFaultKind.Cycle), Is.EqualTo(1));
        Assert.That(read.Faults, Does.Contain(new ChainFault(ChainFaultKind.Unproven, chain[3].Address, chain[1].Address)));
        Assert.That(Read(chain[2]).Faults, Is.EqualTo(read.Faults), "the same from everywhere that reaches it");
        _source.Supersede(chain[0].Address, chain[0].Address);
        Assert.That(Read(chain[0]).Faults, Does.Contain(new ChainFault(ChainFaultKind.Cycle, chain[0].Address, chain[0].Address)));
    }

    [Test]
    public void A_sealed_grain_stands_under_the_address_where_it_is_kept()
    {
        ContentAddress kept = Make.Fact("the seal").ToBlob().Address;
        _source.AddUnder(kept, Make.Fact("inside").ToBlob());
        GrainBlob next = _source.Add(Make.Fact("next") with { DerivedFrom = [kept.ToString()] });
        _source.Supersede(kept, next.Address);
        SupersessionChain chain = Read(next);
        Assert.That(chain.Links.Select(static link => link.Address), Is.EqualTo((ContentAddress[])[kept, next.Address]));
        Assert.That((chain.Find(kept)!.Successors.Single(), chain.Faults.Count), Is.EqualTo((next.Address, 0)));
    }

    [Test]
    public void A_chain_of_a_hundred_thousand_is_read_in_linear_time()
    {
        GrainBlob[] chain = Chain(100_000);
        long before = _source.Lookups;
        SupersessionChain read = Read(chain[50_000]);
        Assert.That((read.Links.Count, read.Head, read.Faults.Count), Is.EqualTo((chain.Length, (ContentAddress?)chain[^1].Address, 0)));
        Assert.That(_source.Lookups - before, Is.LessThan(3 * chain.Length));
        Assert.That(read.Links.Select(static link => link.Address), Is.EqualTo(chain.Select(static grain => grain.Address)));
        _source.Supersede(chain[^1].Address, chain[0].Address);
        Assert.That(Read(chain[0]).Faults.Count(static fault => fault.Kind == ChainFaultKind.Cycle), Is.EqualTo(1), "nothing recurses");
    }

    /// <summary>Twenty thousand grains that one grain replaced, each named by it: their names are looked up, not compared one by one.</summary>
    [Test]
    public void A_join_of_many_is_read_in_linear_time()
    {
        const int count = 10_000;
        GrainBlob[] old = [.. Enumerable.Range(0, count).Select(i => _source.Add(Make.Fact($"{i}")))];
        GrainBlob join = _source.Add(Make.Fact("join", null, old));
        foreach (GrainBlob grain in old) _source.Supersede(grain.Address, join.Address);
        SupersessionChain chain = Read(old[0]);
        Assert.That((chain.Links.Count, chain.Faults.Count, chain.Links[^1].Address), Is.EqualTo((count + 1, 0, join.Address)));
    }

    private SupersessionChain Read(GrainBlob grain) => SupersessionChains.Read(grain.Address, _source)!;

    private GrainBlob[] Chain(int length)
    {
        GrainBlob[] chain = new GrainBlob[length];
        for (int i = 0; i < length; i++) chain[i] = i == 0 ? _source.Add(Make.Fact("0")) : _source.Supersede(chain[i - 1], Make.Fact($"{i}", null, chain[i - 1]));
        return chain;
    }
}
