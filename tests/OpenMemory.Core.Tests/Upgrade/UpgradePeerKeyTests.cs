using static OpenMemory.Tests.Upgrading;

namespace OpenMemory.Tests;

/// <summary>Keys of peers in successors: one table says what they are, by type (OMS-L-4, OMS-L-20, legacy §9).</summary>
[TestFixture]
public sealed class UpgradePeerKeyTests
{
    [TestCase("tcq")]
    [TestCase("tct")]
    public void A_Trigger_that_we_must_not_fire_becomes_none_that_we_would(string key)
    {
        GrainUpgrade upgrade = Of(GrainType.Trigger, ("aknd", "memory"), ("twf", A), ("tpred", new PeerMap(("k", 1))), ("tena", true), (key, "qry:x"));
        upgrade.AssertUndecided("R-46", key);
        Assert.That(upgrade.Proposal!.GetValue(key), Is.EqualTo((OmsValue)"qry:x"), "whoever completes it sees what it depends on");
        Assert.That(() => upgrade.Proposal.ToBlob(), Throws.TypeOf<OmsException>());
    }

    [TestCase("tcq")]
    [TestCase("tct")]
    public void Nor_does_an_Observation_with_such_a_key(string key) // R-46, legacy §6
    {
        ReceivedGrain old = ReceivedGrain.Read(PeerBlob.Of(6, 0, ("t", "observation"), ("ca", PeerBlob.CreatedAt), ("oid", "github"), ("otype", "trigger:webhook"), (key, "q")));
        GrainUpgrade.Of(old, ContentAddress.Parse(A)).AssertUndecided("R-46", key);
    }

    [Test]
    public void A_key_without_a_value_is_none() =>
        Of(GrainType.Trigger, ("aknd", "manual"), ("twf", A), ("tena", true), ("tcq", null)).Successor();

    [Test]
    public void Every_key_that_a_Tool_loses_is_named() // legacy §9
    {
        string[] keys = ["lprm", "anno", "axr", "axl", "exk", "axcp", "scp"];
        GrainUpgrade upgrade = Of(GrainType.Tool, [("tn", "t"), ("inp", new PeerMap()), ("cnt", 1), ("iserr", false), .. keys.Select(static key => (key, (object?)"x"))]);
        Assert.That(upgrade.Successor().GetValue("lprm").IsNull, Is.True);
        Assert.That(upgrade.Changes, Is.EquivalentTo(keys.Select(static key => $"without the key {key}")));
    }

    [Test]
    public void Under_another_type_byte_the_same_keys_are_the_author_s_own() // OMS-L-4, OMS-6-3
    {
        (string Key, object? Value)[] own = [("anno", "my note"), ("ast", "x"), ("exk", 1), ("tcq", "q"), ("axcp", 1), ("tct", 1), ("cctx", 1), ("steps", 1)];
        (string Key, object? Value)[] fact = [("s", "user"), ("r", "likes"), ("o", "tea"), ("c", 0.5), .. own];
        Assert.That(Of(GrainType.Fact, fact).Outcome, Is.EqualTo(UpgradeOutcome.Current));

        Grain successor = Of(GrainType.Fact, [.. fact, ("sb", "00")]).Successor();
        foreach ((string key, _) in own) Assert.That(successor.GetValue(key).IsNull, Is.False, key);
    }

    [Test]
    public void An_older_key_that_lost_is_named_and_gone() // OMS-L-5, OMS-L-8
    {
        GrainUpgrade upgrade = Of(GrainType.Tool, ("tn", "t"), ("inp", new PeerMap()), ("cnt", 1), ("iserr", false), ("args", 1), ("res", 2), ("ok", "yes"));
        Assert.That(upgrade.Successor().Extra, Is.Empty);
        Assert.That(upgrade.Changes, Does.Contain("without the key args").And.Contain("without the key res").And.Contain("without the key ok"));
    }

    [Test]
    public void Names_of_1_0_that_an_author_may_use_stay() // OMS-6-3; the vector tool_call-old-names-as-tool
    {
        (string Key, object? Value)[] own = [("arguments", 1), ("result", 2), ("success", true)];
        (string Key, object? Value)[] tool = [("tn", "t"), ("inp", new PeerMap()), ("cnt", 1), ("iserr", false), .. own];
        Assert.That(Of(GrainType.Tool, tool).Outcome, Is.EqualTo(UpgradeOutcome.Current));
        Assert.That(Of(GrainType.Tool, [.. tool, ("ac", 1)]).Successor().Extra, Has.Count.EqualTo(3));
    }

    [Test]
    public void An_older_key_that_lost_does_not_survive_in_another_type() // legacy §4, §6
    {
        byte[] old = PeerBlob.Of(6, 0, ("t", "observation"), ("ca", PeerBlob.CreatedAt), ("oid", "github"), ("sid", "x"), ("otype", "trigger:webhook"));
        GrainUpgrade upgrade = GrainUpgrade.Of(ReceivedGrain.Read(old), ContentAddress.Parse(A));
        Assert.That(upgrade.Successor().Extra, Is.Empty);
        Assert.That(upgrade.Changes, Does.Contain("without the key sid"));
    }
}
