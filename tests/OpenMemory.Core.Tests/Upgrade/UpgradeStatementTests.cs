using static OpenMemory.Tests.Upgrading;

namespace OpenMemory.Tests;

/// <summary>What a grain said of the one that it superseded, its successor does not say of it .</summary>
[TestFixture]
public sealed class UpgradeStatementTests
{
    [TestCase("sj", "supersession_justification", "because")]
    [TestCase("itype", "invalidation_type", "erratum")]
    [TestCase("itype", "invalidation_type", "expression_of_concern")]
    [TestCase("itype", "invalidation_type", "retraction_with_replacement")]
    [TestCase("ireason", "invalidation_reason", "wrong")]
    [TestCase("iinit", "invalidation_initiator", "did:key:z1")]
    public void A_statement_about_another_grain_is_left_behind(string key, string name, string value)
    {
        (string Key, object? Value)[] entries = [("content", "x"), (key, value), ("df", new[] { A })];
        Assert.That(Of(GrainType.Event, entries).Outcome, Is.EqualTo(UpgradeOutcome.Current), "which is no reason for a successor");
        GrainUpgrade upgrade = Of(GrainType.Event, [.. entries, ("ac", 1)]);
        Assert.That(upgrade.Successor().GetValue(name).IsNull, Is.True);
        Assert.That(upgrade.Changes, Does.Contain($"without {name}, which is about another grain"));
    }

    [Test]
    public void Signatures_of_a_quorum_are_left_behind()
    {
        GrainUpgrade upgrade = Of(GrainType.Event, ("content", "x"), ("sa", new object?[] { new byte[] { 1 } }), ("ac", 1));
        Assert.That(upgrade.Successor().SupersessionAuth, Is.Null);
        Assert.That(upgrade.Changes, Does.Contain("without supersession_auth, which is about another grain"));
    }

    [Test]
    public void A_retraction_has_no_successor_without_a_decision() => // kept it retracts the wrong grain, dropped it asserts
        Of(GrainType.Fact, ("s", "agent"), ("r", "mg:permitted_to"), ("o", "revoked"), ("c", 1.0), ("itype", "retraction"), ("ac", 1)).AssertUndecided("R-40", "invalidation_type");

    [Test]
    public void Policy_and_provenance_stay() // OMS-L-9
    {
        PeerMap step = new(("method", "goal_state_transition"), ("source_hash", A), ("weight", 1.0));
        Grain successor = Of(
            GrainType.Goal, ("desc", "d"), ("gs", "active"), ("pri", "high"), ("ip", new PeerMap(("mode", "open"))), ("pc", new object?[] { step })).Successor();
        Assert.That(successor.InvalidationPolicy!.Mode, Is.EqualTo("open"));
        Assert.That(successor.ProvenanceChain, Has.Count.EqualTo(1));
    }
}
