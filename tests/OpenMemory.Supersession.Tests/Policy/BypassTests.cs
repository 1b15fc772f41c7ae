namespace OpenMemory.Supersession.Tests;

/// <summary>The three bypasses that OMS-23.7-1 closes, each tried as an attacker would.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BypassTests
{
    private readonly MemorySource _source = new();

    [TestCase("locked")]
    [TestCase("quorum")]
    [TestCase("delegated")]
    [TestCase("hold")]
    [TestCase("soft_locked")]
    public void OMS_23_7_1_First_bypass_Contradicting_what_must_not_be_superseded_is_refused(string mode)
    {
        GrainBlob grain = _source.Add(Make.Fact("safe", Make.Policy(mode)));
        InvalidationDecision decision = InvalidationRules.DecideContradiction(grain.Address, _source, Make.By(Make.Mallory));
        Assert.That((decision.IsAllowed, decision.Fault.Code, decision.Protector), Is.EqualTo((false, OmsErrorCode.InvalidationDenied, grain.Address)));
    }

    [Test]
    public void OMS_23_7_1_Second_bypass_A_link_that_says_replaces_moves_no_chain_and_no_head()
    {
        GrainBlob grain = _source.Add(Make.Fact("safe", Make.Policy("locked")));
        GrainBlob intruder = _source.Add(Make.Fact("intruder") with
        {
            RelatedTo = [new RelatedGrain(new OmsMap { ["hash"] = grain.Address.ToString(), ["relation_type"] = "replaces" })],
        });
        Assert.That(SupersessionChains.FindHead(grain.Address, _source), Is.EqualTo(grain.Address), "OMS-14.3-2");
        Assert.That(SupersessionChains.Read(grain.Address, _source)!.Links, Has.Count.EqualTo(1));
        Assert.That(SupersessionChains.Read(intruder.Address, _source)!.Links, Has.Count.EqualTo(1));
        Assert.That(new AsOf().Matches(grain.View(), _source.EntryOf(grain.Address)), Is.True);
        InvalidationDecision decision = InvalidationRules.DecideSupersession(grain.Address, intruder, _source, Make.By(Make.Mallory));
        Assert.That(decision.IsAllowed, Is.False);
    }

    /// <summary>A harmless grain is put between the protected one and the one that replaces its content.</summary>
    [Test]
    public void OMS_23_7_1_Third_bypass_Deriving_a_grain_first_and_superseding_that_is_refused()
    {
        GrainBlob root = _source.Add(Make.Fact("safe", Make.Policy("locked", "subtree", Make.Alice)));
        GrainBlob copy = _source.Add(Make.Fact("copy", null, root)), second = _source.Add(Make.Fact("second copy", null, copy));
        GrainBlob next = Make.Fact("next", null, second).ToBlob();
        InvalidationDecision decision = InvalidationRules.DecideSupersession(second.Address, next, _source, Make.By(Make.Mallory));
        Assert.That((decision.IsAllowed, decision.Protector), Is.EqualTo((false, root.Address)));
        GrainBlob silent = Make.Fact("names nobody").ToBlob();
        Assert.That(InvalidationRules.DecideSupersession(second.Address, silent, _source, Make.By(Make.Mallory)).Protector, Is.EqualTo(root.Address), "the old grain's ancestry counts also where the new one names nothing");
        Assert.That(InvalidationRules.DecideSupersession(second.Address, next, _source, Make.By(Make.Alice)).IsAllowed, Is.True);
    }

    /// <summary>Neither a tag, nor a type, nor where a grain says to come from changes protection (OMS-23.9-1).</summary>
    [Test]
    public void OMS_23_9_1_Tags_and_sources_neither_protect_nor_unlock()
    {
        GrainBlob tagged = _source.Add(Make.Fact("tagged") with { StructuralTags = ["mg:protected"] });
        Assert.That(InvalidationRules.DecideContradiction(tagged.Address, _source, Make.Anonymous).IsAllowed, Is.True);
        GrainBlob locked = _source.Add(Make.Fact("locked", Make.Policy("locked")) with { SourceType = "user_explicit" });
        GrainBlob next = (Make.Fact("next", null, locked) with { SourceType = "user_explicit", AuthorDid = Make.Alice }).ToBlob();
        Assert.That(InvalidationRules.DecideSupersession(locked.Address, next, _source, Make.Anonymous).IsAllowed, Is.False);
    }

    /// <summary>R-35: a name in the new grain proves nothing; only a verified signature does.</summary>
    [Test]
    public void R_35_Naming_an_authorized_author_is_no_signature()
    {
        GrainBlob old = _source.Add(Make.Fact("safe", Make.Policy("delegated", null, Make.Alice)));
        GrainBlob next = (Make.Fact("next", null, old) with { AuthorDid = Make.Alice, InvalidationInitiator = Make.Alice, SupersessionAuth = [(OmsValue)Make.Alice] }).ToBlob();
        Assert.That(InvalidationRules.DecideSupersession(old.Address, next, _source, Make.Anonymous).IsAllowed, Is.False);
    }
}
