using static OpenMemory.Tests.Upgrading;

namespace OpenMemory.Tests;

/// <summary>Only what an author may write today is current; what another author wrote by the rules is.</summary>
[TestFixture]
public sealed class UpgradeCurrentTests
{
    private static readonly (string, object?)[] s_fact = [("s", "user"), ("o", "tea"), ("c", 0.5)];

    [Test]
    public void A_vector_needs_its_model() =>
        Of(GrainType.Event, 16, ("content", "x"), ("er", new object?[] { new PeerMap(("vi", "v")) })).AssertUndecided("R-27", "embedding_refs[0]");

    [Test]
    public void A_reserved_relation_is_a_known_one() => // OMS-8-7
        Of(GrainType.Fact, [.. s_fact, ("r", "mg:unheard_of")]).AssertUndecided("OMS-8-7", "relation");

    [Test]
    public void A_weight_is_no_more_than_one() =>
        Of(GrainType.Event, ("content", "x"), ("rt", new object?[] { new PeerMap(("h", A), ("rl", "similar"), ("w", 2.0)) })).AssertUndecided("R-27", "related_to[0]");

    [Test]
    public void Index_state_is_left_behind() => // OMS-5.6-1
        Assert.That(Of(GrainType.Event, ("content", "x"), ("vstatus", "verified")).Successor().GetValue("verification_status").IsNull, Is.True);

    [Test]
    public void A_policy_protects_what_breaks_a_rule_as_well() => // OMS-L-10
        Assert.That(Of(GrainType.Fact, [.. s_fact, ("r", "mg:unheard_of"), ("ip", new PeerMap(("mode", "locked")))]).Outcome, Is.EqualTo(UpgradeOutcome.Protected));

    [Test]
    public void A_Trigger_that_does_not_say_whether_it_is_enabled_is_current([Values] bool says) => // OMS-6.14-1
        Assert.That(Of(GrainType.Trigger, [("aknd", "manual"), ("twf", A), .. says ? [("tena", (object?)false)] : Array.Empty<(string, object?)>()]).Outcome, Is.EqualTo(UpgradeOutcome.Current));

    [Test]
    public void A_higher_sensitivity_and_custom_fields_are_an_author_s_right() => // OMS-13.4-1, OMS-6-3
        Assert.That(Of(GrainType.Event, 0xc0, ("content", "x"), ("mine", new PeerMap(("deep", new object?[] { null, 1 })))).Outcome, Is.EqualTo(UpgradeOutcome.Current));

    [Test]
    public void Numbers_of_the_other_kind_are_an_author_s_right() =>
        Assert.That(Of(GrainType.Fact, ("s", "user"), ("r", "likes"), ("o", "tea"), ("c", 1)).Outcome, Is.EqualTo(UpgradeOutcome.Current));

    [Test]
    public void A_disclosed_grain_is_not_judged_as_an_author_s() => // R-38, OMS-10.4-4
        Assert.That(
            Of(GrainType.Trigger, ("aknd", "interval"), ("twf", A), ("tena", true), ("_do", "sha256:" + A), ("_e", new PeerMap(("interval_secs", "sha256:" + A)))).Outcome,
            Is.EqualTo(UpgradeOutcome.Current));
}
