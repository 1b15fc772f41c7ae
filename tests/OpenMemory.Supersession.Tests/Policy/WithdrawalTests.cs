namespace OpenMemory.Supersession.Tests;

/// <summary>A Consent is withdrawn by its own subject, whatever any policy says (R-36, OMS-8.10-2).</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WithdrawalTests
{
    private readonly MemorySource _source = new();

    [TestCase(null)]
    [TestCase("locked")]
    [TestCase("hold")]
    [TestCase("quorum")]
    [TestCase("frozen")]
    public void R_36_Nothing_stops_a_withdrawal(string? mode)
    {
        GrainBlob root = _source.Add(Make.Fact("root", Make.Policy("hold", "lineage")));
        GrainBlob given = _source.Add(Given(mode) with { DerivedFrom = [root.Address.ToString()] });
        InvalidationDecision decision = Decide(given, Withdrawal(given));
        Assert.That((decision.IsAllowed, decision.NeedsReview), Is.EqualTo((true, true)), "it is flagged, because nobody said why");
        InvalidationDecision justified = Decide(given, Withdrawal(given) with { SupersessionJustification = "I changed my mind" });
        Assert.That((justified.IsAllowed, justified.NeedsReview), Is.EqualTo((true, false)));
    }

    [Test]
    public void What_is_no_withdrawal_by_the_subject_is_judged_by_the_policy()
    {
        GrainBlob given = _source.Add(Given("locked")), other = _source.Add(Given(null) with { GranteeDid = Make.Mallory });
        Consent taken = Withdrawal(given);
        Assert.That(Decide(given, taken with { SubjectDid = Make.Mallory }).IsAllowed, Is.False, "another subject");
        Assert.That(Decide(given, taken with { IsWithdrawal = false }).IsAllowed, Is.False, "no withdrawal");
        Assert.That(Decide(given, taken with { PriorConsent = other.Address.ToString(), DerivedFrom = [given.Address.ToString()] }).IsAllowed, Is.False, "another consent");
        Assert.That(Decide(given, Make.Fact("fact", null, given)).IsAllowed, Is.False, "another type");
        GrainBlob peer = Make.Peer(
            GrainType.Consent, ("t", "consent"), ("sdid", Make.Alice), ("gdid", Make.Bob), ("scope", new[] { "store" }), ("isw", true), ("pcon", "grain:sha256:" + given.Address), ("ca", Make.Now));
        Assert.That(InvalidationRules.DecideSupersession(given.Address, peer, _source, Make.Anonymous).IsAllowed, Is.True, "R-25");
        Assert.That(Decide(_source.Add(Make.Fact("f", Make.Policy("locked"))), taken).IsAllowed, Is.False, "no consent");
    }

    [Test]
    public void OMS_8_10_5_A_consent_without_policy_asks_for_a_justification_otherwise()
    {
        GrainBlob given = _source.Add(Given(null));
        Consent changed = Given(null) with { DerivedFrom = [given.Address.ToString()], Scope = ["store", "share"] };
        Assert.That(Decide(given, changed).IsAllowed, Is.False);
        InvalidationDecision decision = Decide(given, changed with { SupersessionJustification = "asked again" });
        Assert.That((decision.IsAllowed, decision.NeedsReview), Is.EqualTo((true, true)));
    }

    private static Consent Given(string? mode) => new()
    {
        SubjectDid = Make.Alice, GranteeDid = Make.Bob, Scope = ["store"], IsWithdrawal = false, CreatedAt = Make.Now,
        InvalidationPolicy = mode is null ? null : Make.Policy(mode),
    };

    private static Consent Withdrawal(GrainBlob given) => new()
    {
        SubjectDid = Make.Alice, GranteeDid = Make.Bob, Scope = ["store"], IsWithdrawal = true, PriorConsent = given.Address.ToString(), CreatedAt = Make.Now + 1,
    };

    private InvalidationDecision Decide(GrainBlob old, Grain successor) =>
        InvalidationRules.DecideSupersession(old.Address, successor.ToBlob(), _source, Make.Anonymous);
}
