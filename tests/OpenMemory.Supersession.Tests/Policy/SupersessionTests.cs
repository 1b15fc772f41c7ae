namespace OpenMemory.Supersession.Tests;

/// <summary>A supersession as a whole: the old grain, ancestry, chain, justification, absent grains (§23, §28.4).</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SupersessionTests
{
    private readonly MemorySource _source = new();


    [Test]
    public void An_open_grain_is_superseded_by_anybody_and_the_successor_need_not_be_in_the_source()
    {
        GrainBlob old = _source.Add(Make.Fact("open"));
        InvalidationDecision decision = Decide(old, Make.Fact("open 2", null, old));
        Assert.That(decision, Is.EqualTo(new InvalidationDecision { IsAllowed = true }));
    }

    [Test]
    public void A_grain_that_is_absent_is_not_superseded_or_contradicted_and_may_be_erased()
    {
        GrainBlob absent = Make.Fact("absent").ToBlob();
        InvalidationDecision decision = Decide(absent, Make.Fact("absent 2", null, absent));
        Assert.That((decision.IsAllowed, decision.Fault.Code, decision.Protector), Is.EqualTo((false, OmsErrorCode.InvalidationDenied, absent.Address)));
        Assert.That(InvalidationRules.DecideContradiction(absent.Address, _source, Make.Anonymous).IsAllowed, Is.False);
        Assert.That(InvalidationRules.DecideErasure(absent.Address, _source, Make.Now).IsAllowed, Is.True);
    }

    [TestCase("because it is wrong", true)]
    [TestCase(" ", false)]
    [TestCase(null, false)]
    public void OMS_23_2_1_Soft_locked_asks_for_a_justification_in_the_new_grain_or_beside_it(string? justification, bool isAllowed)
    {
        GrainBlob old = _source.Add(Make.Fact("soft", Make.Policy("soft_locked")));
        Fact next = Make.Fact("soft 2", null, old) with { SupersessionJustification = justification };
        InvalidationDecision decision = Decide(old, next);
        Assert.That((decision.IsAllowed, decision.NeedsReview), Is.EqualTo((isAllowed, isAllowed)));
        InvalidationDecision beside = Decide(old, next, Make.Anonymous with { IsJustified = true });
        Assert.That((beside.IsAllowed, beside.NeedsReview), Is.EqualTo((true, true)));
        if (!isAllowed) Assert.That(decision.Protector, Is.EqualTo(old.Address));
    }

    [Test]
    public void A_contradiction_is_justified_beside_it_only()
    {
        GrainBlob soft = _source.Add(Make.Fact("soft", Make.Policy("soft_locked")) with { SupersessionJustification = "of its own" });
        Assert.That(InvalidationRules.DecideContradiction(soft.Address, _source, Make.Anonymous).IsAllowed, Is.False);
        InvalidationDecision decision = InvalidationRules.DecideContradiction(soft.Address, _source, Make.Anonymous with { IsJustified = true });
        Assert.That((decision.IsAllowed, decision.NeedsReview), Is.EqualTo((true, true)));
    }

    [Test]
    public void The_most_restrictive_answer_wins_in_whatever_order_parents_are_named()
    {
        GrainBlob soft = _source.Add(Make.Fact("soft", Make.Policy("soft_locked", "subtree")));
        GrainBlob locked = _source.Add(Make.Fact("locked", Make.Policy("locked", "subtree")));
        GrainBlob open = _source.Add(Make.Fact("open"));
        foreach (GrainBlob[] parents in (GrainBlob[][])[[open, soft, locked], [locked, open, soft], [soft, locked, open]])
        {
            InvalidationDecision decision = Decide(open, Make.Fact("next", null, parents), Make.Anonymous with { IsJustified = true });
            Assert.That((decision.IsAllowed, decision.Protector, decision.NeedsReview), Is.EqualTo((false, locked.Address, false)));
            Assert.That(decision.Fault.Rule, Is.EqualTo("OMS-23.6-1"));
        }
        InvalidationDecision reviewed = Decide(open, Make.Fact("next", null, open, soft), Make.Anonymous with { IsJustified = true });
        Assert.That((reviewed.IsAllowed, reviewed.NeedsReview), Is.EqualTo((true, true)));
    }

    [Test]
    public void OMS_23_2_3_Erasure_is_refused_by_an_effective_hold_only_and_never_by_a_seal()
    {
        GrainBlob held = _source.Add(Make.Fact("held", Make.Policy("hold")));
        InvalidationDecision decision = InvalidationRules.DecideErasure(held.Address, _source, Make.Now);
        Assert.That((decision.IsAllowed, decision.Fault.Rule, decision.Protector), Is.EqualTo((false, "OMS-23.2-3", held.Address)));
        _source.LiftHold(held.Address);
        Assert.That(InvalidationRules.DecideErasure(held.Address, _source, Make.Now).IsAllowed, Is.True, "R-36");

        GrainBlob derived = _source.Add(Make.Fact("derived", null, _source.Add(Make.Fact("root", Make.Policy("hold", "subtree")))));
        Assert.That(InvalidationRules.DecideErasure(derived.Address, _source, Make.Now).IsAllowed, Is.True, "a hold keeps the grain itself");
        GrainBlob unreadable = _source.Add(Make.Sealed[0]);
        Assert.That(InvalidationRules.DecideErasure(unreadable.Address, _source, Make.Now).IsAllowed, Is.True);
        Assert.That(Decide(unreadable, Make.Fact("n", null, unreadable), Make.By(Make.Alice)).Fault.Rule, Is.EqualTo("OMS-23.3-1"));
    }

    [Test]
    public void Each_protector_has_its_own_lifted_hold()
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("hold", "subtree")));
        GrainBlob old = _source.Add(Make.Fact("old", Make.Policy("hold"), root));
        Fact next = Make.Fact("next", null, old);
        Assert.That(Decide(old, next).Protector, Is.EqualTo(old.Address));
        _source.LiftHold(old.Address);
        Assert.That(Decide(old, next).Protector, Is.EqualTo(root.Address));
        _source.LiftHold(root.Address);
        Assert.That(Decide(old, next).IsAllowed, Is.True);
    }

    /// <summary>A sealed grain is found by the address under which it is kept, and what was sealed has another .</summary>
    [Test]
    public void A_sealed_grain_that_can_be_opened_is_judged_by_what_was_sealed()
    {
        ContentAddress kept = Make.Fact("the seal").ToBlob().Address;
        _source.AddUnder(kept, Make.Fact("inside", Make.Policy("locked", null, Make.Alice)).ToBlob());
        GrainBlob next = (Make.Fact("next") with { DerivedFrom = [kept.ToString()] }).ToBlob();
        InvalidationDecision decision = InvalidationRules.DecideSupersession(kept, next, _source, Make.By(Make.Bob));
        Assert.That((decision.IsAllowed, decision.Protector), Is.EqualTo((false, kept)));
        Assert.That(InvalidationRules.DecideSupersession(kept, next, _source, Make.By(Make.Alice)).IsAllowed, Is.True);
    }

    [Test]
    public void Nobody_passes_null()
    {
        GrainBlob grain = Make.Fact("a").ToBlob();
        Assert.That(() => InvalidationRules.DecideSupersession(grain.Address, null!, _source, default), Throws.ArgumentNullException);
        Assert.That(() => InvalidationRules.DecideSupersession(grain.Address, grain, null!, default), Throws.ArgumentNullException);
        Assert.That(() => InvalidationRules.DecideContradiction(grain.Address, null!, default), Throws.ArgumentNullException);
        Assert.That(() => InvalidationRules.DecideErasure(grain.Address, null!, default), Throws.ArgumentNullException);
    }

    private InvalidationDecision Decide(GrainBlob old, Grain successor, InvalidationRequest? request = null) =>
        InvalidationRules.DecideSupersession(old.Address, successor.ToBlob(), _source, request ?? Make.Anonymous);
}
