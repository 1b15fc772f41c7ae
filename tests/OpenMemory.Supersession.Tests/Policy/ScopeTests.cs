namespace OpenMemory.Supersession.Tests;

/// <summary>Subtree and lineage: 16 hops of ancestry, chains of any length, diamonds, and sources that lie (§23.6).</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ScopeTests
{
    private readonly MemorySource _source = new();

    /// <summary>A parent that is named directly is hop 1: the sixteenth counts, the seventeenth does not.</summary>
    [TestCase(1, false)]
    [TestCase(2, false)]
    [TestCase(16, false)]
    [TestCase(17, true)]
    public void OMS_23_6_1_Sixteen_hops_of_ancestry_are_walked(int hops, bool isAllowed)
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("locked", "subtree"))), last = root;
        for (int hop = 1; hop < hops; hop++) last = _source.Add(Make.Fact($"step {hop}", null, last));
        GrainBlob old = _source.Add(Make.Fact("old"));
        InvalidationDecision decision = Decide(old, Make.Fact("next", null, old, last));
        Assert.That((decision.IsAllowed, decision.Protector), Is.EqualTo((isAllowed, isAllowed ? (ContentAddress?)null : root.Address)));

        InvalidationDecision contradiction = InvalidationRules.DecideContradiction(_source.Add(Make.Fact("target", null, last)).Address, _source, Make.Anonymous);
        Assert.That(contradiction.IsAllowed, Is.EqualTo(isAllowed), "OMS-23.7-1");
    }

    [Test]
    public void The_shortest_way_to_an_ancestor_counts()
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("locked", "subtree"))), last = root;
        for (int hop = 1; hop < 17; hop++) last = _source.Add(Make.Fact($"step {hop}", null, last));
        GrainBlob side = _source.Add(Make.Fact("side", null, root)), old = _source.Add(Make.Fact("old", null, last, side));
        Assert.That(Decide(old, Make.Fact("next", null, old)).Protector, Is.EqualTo(root.Address));
    }

    [TestCase(null, true)]
    [TestCase("grain", true)]
    [TestCase("subtree", false)]
    [TestCase("lineage", false)]
    public void An_ancestor_protects_by_its_scope(string? scope, bool isAllowed)
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("locked", scope)));
        GrainBlob old = _source.Add(Make.Fact("old", null, root));
        Assert.That(Decide(old, Make.Fact("next", null, old)).IsAllowed, Is.EqualTo(isAllowed));
        Assert.That(InvalidationRules.DecideContradiction(old.Address, _source, Make.Anonymous).IsAllowed, Is.EqualTo(isAllowed));
    }

    [Test]
    public void An_ancestor_lets_those_pass_whom_it_authorizes()
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("delegated", "subtree", Make.Alice)));
        GrainBlob old = _source.Add(Make.Fact("old", null, root));
        Assert.That(Decide(old, Make.Fact("next", null, old), Make.By(Make.Bob)).IsAllowed, Is.False);
        Assert.That(Decide(old, Make.Fact("next", null, old), Make.By(Make.Alice)).IsAllowed, Is.True);
    }

    [Test]
    public void Absent_ancestors_end_the_walk_there()
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("locked", "subtree")));
        GrainBlob middle = Make.Fact("middle", null, root).ToBlob();
        GrainBlob old = _source.Add(Make.Fact("old", null, middle));
        Assert.That(Decide(old, Make.Fact("next", null, old)).IsAllowed, Is.True);
        _source.Add(middle);
        Assert.That(Decide(old, Make.Fact("next", null, old)).IsAllowed, Is.False);
    }

    /// <summary>R-34: an array, a bare text as an array of one, citations in between; R-25: the three prefixes.</summary>
    [TestCase("")]
    [TestCase("sha256:")]
    [TestCase("grain:sha256:")]
    [TestCase("MG:SHA256:")]
    public void R_34_Parents_are_read_in_every_form(string prefix)
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("locked", "subtree"))), old = _source.Add(Make.Fact("old"));
        string reference = prefix + root.Address;
        foreach (object parents in (object[])[reference, new object?[] { new PeerMap(("type", "doi"), ("id", "10.1/1")), reference }])
        {
            foreach (GrainBlob next in (GrainBlob[])[Make.PeerFact("df", parents), Make.PeerFact("derived_from", parents), Custom("df"), Custom("derived_from")])
                Assert.That(InvalidationRules.DecideSupersession(old.Address, next, _source, Make.Anonymous).Protector, Is.EqualTo(root.Address));
            GrainBlob Custom(string key) => Make.Peer((GrainType)0xf1, ("t", "mine"), (key, parents));
        }
    }

    [Test]
    public void A_citation_of_a_protected_grain_is_no_ancestor()
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("locked", "subtree"))), old = _source.Add(Make.Fact("old"));
        GrainBlob next = Make.PeerFact("df", new object?[] { new PeerMap(("hash", root.Address.ToString())), old.Address.ToString() });
        Assert.That(InvalidationRules.DecideSupersession(old.Address, next, _source, Make.Anonymous).IsAllowed, Is.True);
    }

    /// <summary>Lineage reaches over a chain of any length; its members are found by what they name and what the index says of those.</summary>
    [TestCase("lineage", 1, false)]
    [TestCase("lineage", 100, false)]
    [TestCase("subtree", 100, true)]
    [TestCase("grain", 1, true)]
    public void OMS_23_6_1_Lineage_reaches_over_the_whole_chain(string scope, int length, bool isAllowed)
    {
        GrainBlob first = _source.Add(Make.Fact("first", Make.Policy("locked", scope, Make.Alice))), last = first;
        for (int i = 0; i < length; i++) last = _source.Supersede(last, Make.Fact($"{i}", null, last));
        InvalidationDecision decision = Decide(last, Make.Fact("next", null, last));
        Assert.That((decision.IsAllowed, decision.Protector), Is.EqualTo((isAllowed, isAllowed ? (ContentAddress?)null : first.Address)));
        Assert.That(InvalidationRules.DecideContradiction(last.Address, _source, Make.Anonymous).IsAllowed, Is.EqualTo(isAllowed));
        Assert.That(Decide(last, Make.Fact("next", null, last), Make.By(Make.Alice)).IsAllowed, Is.True);
    }

    [Test]
    public void The_walks_may_be_left_out_where_nothing_is_to_be_found()
    {
        GrainBlob first = _source.Add(Make.Fact("first", Make.Policy("locked", "lineage"))), last = first;
        for (int i = 0; i < 20; i++) last = _source.Supersede(last, Make.Fact($"{i}", null, last));
        GrainBlob next = Make.Fact("next", null, last).ToBlob();
        foreach ((bool ancestry, bool chain, bool isAllowed) in ((bool, bool, bool)[])[(false, false, true), (true, false, true), (false, true, false), (true, true, false)])
        {
            Assert.That(InvalidationRules.DecideSupersession(last.Address, next, _source, Make.Anonymous, ancestry, chain).IsAllowed, Is.EqualTo(isAllowed));
            Assert.That(InvalidationRules.DecideContradiction(last.Address, _source, Make.Anonymous, ancestry, chain).IsAllowed, Is.EqualTo(isAllowed));
        }
        long before = _source.Lookups;
        InvalidationRules.DecideSupersession(last.Address, next, _source, Make.Anonymous, false, false);
        Assert.That(_source.Lookups - before, Is.EqualTo(1), "only the old grain");
    }

    /// <summary>Sixteen layers of diamonds have 2¹⁶ ways through them, and every grain is asked for once.</summary>
    [Test]
    public void A_diamond_is_walked_in_linear_time()
    {
        GrainBlob[] layer = [_source.Add(Make.Fact("root"))];
        const int layers = 14, width = 20;
        for (int i = 0; i < layers; i++) layer = [.. Enumerable.Range(0, width).Select(place => _source.Add(Make.Fact($"{i} {place}", null, layer)))];
        GrainBlob old = _source.Add(Make.Fact("old", null, layer));
        long before = _source.Lookups;
        Assert.That(Decide(old, Make.Fact("next", null, old)).IsAllowed, Is.True);
        Assert.That(_source.Lookups - before, Is.LessThan(3 * ((layers * width) + 2)));
    }

    /// <summary>Hashes make it impossible; a source that lies about them must still end the walk.</summary>
    [Test]
    public void Cycles_in_derivation_and_supersession_end()
    {
        ContentAddress a = Make.Fact("a").ToBlob().Address, b = Make.Fact("b").ToBlob().Address;
        _source.AddUnder(a, (Make.Fact("says a") with { DerivedFrom = [b.ToString(), a.ToString()] }).ToBlob());
        _source.AddUnder(b, (Make.Fact("says b") with { DerivedFrom = [a.ToString()] }).ToBlob());
        _source.Supersede(a, b);
        _source.Supersede(b, a);
        _source.Supersede(a, a);
        GrainBlob next = (Make.Fact("next") with { DerivedFrom = [a.ToString()] }).ToBlob();
        Assert.That(InvalidationRules.DecideSupersession(a, next, _source, Make.Anonymous).IsAllowed, Is.True);
        Assert.That(InvalidationRules.DecideContradiction(b, _source, Make.Anonymous).IsAllowed, Is.True);
        _source.AddUnder(b, (Make.Fact("says b", Make.Policy("locked", "lineage")) with { DerivedFrom = [a.ToString()] }).ToBlob());
        Assert.That(InvalidationRules.DecideSupersession(a, next, _source, Make.Anonymous).Protector, Is.EqualTo(b));
    }

    private InvalidationDecision Decide(GrainBlob old, Grain successor, InvalidationRequest? request = null) =>
        InvalidationRules.DecideSupersession(old.Address, successor.ToBlob(), _source, request ?? Make.Anonymous);
}
