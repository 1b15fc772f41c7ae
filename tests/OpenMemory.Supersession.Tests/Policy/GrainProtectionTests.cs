namespace OpenMemory.Supersession.Tests;

/// <summary>Policies are read as the evaluation table of §23 has it, and protect wherever they are not understood (OMS-23.3-1).</summary>
[TestFixture]
public sealed class GrainProtectionTests
{
    private const ProtectionScope Widest = ProtectionScope.Subtree | ProtectionScope.Lineage;

    [Test]
    public void A_grain_without_policy_is_open_and_a_Consent_is_soft_locked()
    {
        Assert.That(Read(Make.Fact("a")).Mode, Is.EqualTo(InvalidationMode.Open));
        Assert.That(Read(Consent()).Mode, Is.EqualTo(InvalidationMode.SoftLocked), "OMS-8.10-5");
        Assert.That(Read(Consent() with { InvalidationPolicy = Make.Policy("open") }).Mode, Is.EqualTo(InvalidationMode.Open));
    }

    [TestCase("open", InvalidationMode.Open)]
    [TestCase("soft_locked", InvalidationMode.SoftLocked)]
    [TestCase("locked", InvalidationMode.Locked)]
    [TestCase("quorum", InvalidationMode.Quorum)]
    [TestCase("delegated", InvalidationMode.Delegated)]
    [TestCase("timed", InvalidationMode.Timed)]
    [TestCase("hold", InvalidationMode.Hold)]
    [TestCase("consent_cascade", InvalidationMode.ConsentCascade)]
    public void The_eight_modes_are_known(string text, InvalidationMode mode) => Assert.That(Read(Make.Fact("a", Make.Policy(text))).Mode, Is.EqualTo(mode));

    [TestCase("frozen")]
    [TestCase("Open")]
    [TestCase("OPEN")]
    [TestCase("open ")]
    [TestCase("")]
    public void OMS_23_3_1_An_unknown_mode_is_locked(string mode)
    {
        GrainProtection protection = GrainProtection.Read(Make.PeerFact("ip", new PeerMap(("mode", mode))).View());
        Assert.That(protection.Mode, Is.EqualTo(InvalidationMode.Locked));
        InvalidationDecision decision = InvalidationRules.Decide(protection, InvalidationAct.Supersession, Make.By(Make.Alice));
        Assert.That((decision.IsAllowed, decision.Fault.Rule), Is.EqualTo((false, "OMS-23.3-1")));
    }

    private static IEnumerable<TestCaseData> Unreadable()
    {
        yield return new TestCaseData(new PeerMap(), ProtectionScope.Grain).SetArgDisplayNames("an empty map");
        yield return new TestCaseData(new PeerMap(("scope", "subtree")), ProtectionScope.Subtree).SetArgDisplayNames("no mode");
        yield return new TestCaseData(new PeerMap(("mode", 1)), ProtectionScope.Grain).SetArgDisplayNames("a number for a mode");
        yield return new TestCaseData(new PeerMap(("mode", null)), ProtectionScope.Grain).SetArgDisplayNames("null for a mode");
        yield return new TestCaseData(new PeerMap(("mode", new object?[] { "open" })), ProtectionScope.Grain).SetArgDisplayNames("a list of modes");
        yield return new TestCaseData("open", Widest).SetArgDisplayNames("a text for a policy");
        yield return new TestCaseData(new object?[] { new PeerMap(("mode", "open")) }, Widest).SetArgDisplayNames("a list of policies");
        yield return new TestCaseData(false, Widest).SetArgDisplayNames("false for a policy");
        yield return new TestCaseData(new PeerMap(("mode", "open"), ("scope", "everything")), Widest).SetArgDisplayNames("an unknown scope");
        yield return new TestCaseData(new PeerMap(("mode", "open"), ("scope", 7)), Widest).SetArgDisplayNames("a number for a scope");
    }

    /// <summary>A type without a schema holds anything; there a policy stands under its key or its full name.</summary>
    [TestCaseSource(nameof(Unreadable))]
    public void What_cannot_be_read_is_locked_and_reaches_as_far_as_can_be(object? policy, ProtectionScope scope)
    {
        bool isOpen = policy is PeerMap map && map.Entries.Any(static entry => entry is { Key: "mode", Value: "open" });
        foreach (string key in (string[])["ip", "invalidation_policy"])
        {
            GrainProtection protection = GrainProtection.Read(Make.Peer((GrainType)0xf3, ("t", "mine"), (key, policy)).View());
            Assert.That(protection.Mode, Is.EqualTo(isOpen ? InvalidationMode.Open : InvalidationMode.Locked));
            Assert.That(protection.Scope, Is.EqualTo(scope));
        }
    }

    [Test]
    public void A_typed_grain_by_a_peer_keeps_its_policy_under_the_full_name() =>
        Assert.That(GrainProtection.Read(Make.PeerFact("invalidation_policy", new PeerMap(("mode", "hold"))).View()).Mode, Is.EqualTo(InvalidationMode.Hold), "OMS-6-6");

    [Test]
    public void A_sealed_or_compressed_grain_is_locked_over_subtree_and_lineage()
    {
        byte[] bytes = Make.Sealed[0].Span.ToArray();
        bytes[1] |= (byte)GrainFlags.Compressed;
        foreach (GrainBlob grain in (GrainBlob[])[.. Make.Sealed, GrainBlob.Parse(bytes)])
        {
            GrainProtection protection = GrainProtection.Read(grain.View());
            Assert.That((protection.Mode, protection.Scope, protection.Authorized.Count), Is.EqualTo((InvalidationMode.Locked, Widest, 0)));
        }
        Assert.That(Make.Sealed, Has.Length.GreaterThan(1));
    }

    /// <summary>Disclosing may hide a policy, which then protects as one that cannot be read (§10.2).</summary>
    [Test]
    public void A_policy_that_is_hidden_is_locked_over_subtree_and_lineage()
    {
        GrainBlob grain = Make.Fact("a", Make.Policy("open")).ToBlob();
        OmsMap hidden = new() { ["invalidation_policy"] = "sha256:" + new string('0', 64) }, other = new() { ["subject"] = "sha256:" + new string('0', 64) };
        GrainProtection protection = Read(Make.Fact("a") with { Elided = hidden, DisclosureOf = grain.Address.ToString() });
        Assert.That((protection.Mode, protection.Scope), Is.EqualTo((InvalidationMode.Locked, Widest)));
        Assert.That(Read(Make.Fact("a") with { Elided = other, DisclosureOf = grain.Address.ToString() }).Mode, Is.EqualTo(InvalidationMode.Open));
        GrainBlob custom = Make.Peer((GrainType)0xf3, ("t", "mine"), ("_e", new PeerMap(("ip", "sha256:0"))));
        Assert.That(GrainProtection.Read(custom.View()).Mode, Is.EqualTo(InvalidationMode.Locked));
    }

    [Test]
    public void What_is_no_grain_at_all_is_locked() => Assert.That(GrainProtection.Read(default).Mode, Is.EqualTo(InvalidationMode.Locked));

    [Test]
    public void Every_key_of_a_policy_is_read()
    {
        GrainProtection protection = Read(Make.Fact("a", new InvalidationPolicy
        {
            Mode = "timed", Authorized = [Make.Alice, Make.Bob], Threshold = 2, LockedUntil = 1_800_000_000, FallbackMode = "quorum", Scope = "lineage",
        }) with { AuthorDid = Make.Carol });
        Assert.That(protection, Is.EqualTo(new GrainProtection
        {
            Mode = InvalidationMode.Timed, Authorized = [Make.Alice, Make.Bob], Threshold = 2, LockedUntil = 1_800_000_000,
            FallbackMode = InvalidationMode.Quorum, Scope = ProtectionScope.Lineage, AuthorDid = Make.Carol,
        }));
        Assert.That(protection.GetHashCode(), Is.EqualTo((protection with { Authorized = [Make.Alice, Make.Bob] }).GetHashCode()));
        Assert.That(protection, Is.Not.EqualTo(protection with { Authorized = [Make.Alice] }));
        Assert.That(() => protection with { Authorized = null! }, Throws.ArgumentNullException);
    }

    [Test]
    public void Numbers_are_read_as_far_as_they_are_whole_and_not_negative()
    {
        Assert.That(Number("threshold", 2.0).Threshold, Is.EqualTo(2), "R-14");
        Assert.That(Number("threshold", 1.5).Threshold, Is.Null);
        Assert.That(Number("threshold", 0).Threshold, Is.Null);
        Assert.That(Number("threshold", -1).Threshold, Is.Null);
        Assert.That(Number("threshold", "2").Threshold, Is.Null);
        Assert.That(Number("threshold", 1e300).Threshold, Is.EqualTo(long.MaxValue));
        Assert.That(Number("locked_until", 1e300).LockedUntil, Is.EqualTo(ulong.MaxValue));
        Assert.That(Number("locked_until", 5.0).LockedUntil, Is.EqualTo(5));
        Assert.That(Number("locked_until", -5).LockedUntil, Is.Null);
        Assert.That(Number("locked_until", true).LockedUntil, Is.Null);
        static GrainProtection Number(string key, object value) =>
            GrainProtection.Read(Make.Peer((GrainType)0xf3, ("t", "mine"), ("ip", new PeerMap(("mode", "quorum"), (key, value)))).View());
    }

    [Test]
    public void Names_that_are_no_texts_are_nobodys()
    {
        GrainProtection protection = GrainProtection.Read(Make.Peer(
            (GrainType)0xf3, ("t", "mine"), ("ip", new PeerMap(("mode", "delegated"), ("authorized", new object?[] { 1, Make.Alice, null, new PeerMap() })))).View());
        Assert.That(protection.Authorized, Is.EqualTo((string[])[Make.Alice]));
        GrainProtection text = GrainProtection.Read(Make.Peer((GrainType)0xf3, ("t", "mine"), ("ip", new PeerMap(("mode", "delegated"), ("authorized", Make.Alice)))).View());
        Assert.That(text.Authorized, Is.Empty);
    }

    /// <summary>What an index of ancestries must know of a grain (OMS-23.6-2).</summary>
    [TestCase("locked", null, false, false)]
    [TestCase("locked", "subtree", true, false)]
    [TestCase("locked", "lineage", true, true)]
    [TestCase("timed", "lineage", true, true)]
    [TestCase("open", "lineage", false, false)]
    [TestCase("consent_cascade", "subtree", false, false)]
    public void A_protection_says_what_it_hands_on(string mode, string? scope, bool ancestry, bool chain) =>
        Assert.That(Read(Make.Fact("a", Make.Policy(mode, scope))).Seeds, Is.EqualTo((ancestry, chain)));

    private static Consent Consent() => new()
    {
        SubjectDid = Make.Alice, GranteeDid = Make.Bob, Scope = ["store"], IsWithdrawal = false, CreatedAt = Make.Now,
    };

    private static GrainProtection Read(Grain grain) => GrainProtection.Read(grain.ToBlob().View());
}
