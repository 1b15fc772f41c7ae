using static OpenMemory.Tests.Upgrading;

namespace OpenMemory.Tests;

/// <summary>Values whose shape 1.6 changed, and types that changed with them (legacy §4, §9, §10); the report names each.</summary>
[TestFixture]
public sealed class UpgradeShapeTests
{
    [TestCase(true, 1L)]
    [TestCase(false, 0L)]
    public void A_flag_that_became_a_count_is_one(bool flag, long count) // legacy §9
    {
        GrainUpgrade upgrade = Of(GrainType.Goal, ("desc", "d"), ("gs", "active"), ("evreq", flag));
        Assert.That(((Goal)upgrade.Successor()).EvidenceRequired, Is.EqualTo(count));
        Assert.That(upgrade.Changes, Has.Some.Contains("evidence_required"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_flag_that_became_a_list_of_grains_is_left_behind(bool flag) // legacy §9
    {
        GrainUpgrade upgrade = Of(GrainType.Goal, ("desc", "d"), ("gs", "active"), ("rof", flag));
        Assert.That(upgrade.Successor().GetValue("rollback_on_failure").IsNull, Is.True);
        Assert.That(upgrade.Changes, Does.Contain("without rollback_on_failure, which lists grains"));
    }

    [TestCase(null, "for people", "tool_description for content")]
    [TestCase("for models", "for models", "without content, which no definition has")]
    public void A_definition_s_content_is_its_description(string? described, string description, string change) // OMS-27.1-1
    {
        GrainUpgrade upgrade = Of(GrainType.Tool, ("tn", "t"), ("aknd", "definition"), ("tdesc", described), ("cnt", "for people"), ("ischema", new PeerMap()));
        Tool tool = (Tool)upgrade.Successor();
        Assert.That((tool.ToolPhase, tool.ToolDescription, tool.GetValue("content").IsNull), Is.EqualTo(("definition", description, true)));
        Assert.That(upgrade.Changes, Does.Contain(change));
    }

    [Test]
    public void Content_that_is_no_text_is_for_somebody_to_decide() => // OMS-27.1-1
        Of(GrainType.Tool, ("tn", "t"), ("aknd", "definition"), ("tdesc", "d"), ("cnt", 5), ("ischema", new PeerMap())).AssertUndecided("OMS-27.1-1", "content");

    [Test]
    public void A_phase_that_only_the_fields_tell_is_named()
    {
        GrainUpgrade upgrade = Of(GrainType.Tool, ("tn", "t"), ("inp", new PeerMap()));
        Assert.That(((Tool)upgrade.Successor()).ToolPhase, Is.EqualTo("call"));
        Assert.That(upgrade.Changes, Does.Contain("tool_phase, which the fields tell"));
    }

    [Test]
    public void Steps_beside_nodes_are_said_to_be_left_behind() // legacy §4
    {
        GrainUpgrade upgrade = Of(GrainType.Workflow, ("nodes", new[] { "a" }), ("steps", new[] { "b" }));
        Assert.That(((Workflow)upgrade.Successor()).Nodes, Is.EqualTo(new[] { "a" }));
        Assert.That(upgrade.Changes, Is.EqualTo(new[] { "without steps, beside which nodes stand" }));
        Assert.That(Of(GrainType.Workflow, ("steps", new[] { "b" })).Changes, Does.Contain("nodes and edges for steps"));
    }

    [Test]
    public void A_legacy_skill_may_hold_short_keys_and_what_nobody_writes() // legacy §3, §9, OMS-5.6-1
    {
        PeerMap skill = new(("skname", "triage"), ("desc", "sorts tickets"), ("scp", "a/b"), ("superseded_by", "00"), ("ac", 3), ("my_note", "n"));
        GrainUpgrade upgrade = Of(GrainType.Fact, ("s", "agent-7"), ("r", "mg:capable_of"), ("o", skill), ("c", 0.5));
        Skill successor = (Skill)upgrade.Successor();
        Assert.That((successor.Name, successor.Description, successor.Subject, successor.HolderDid), Is.EqualTo(("triage", "sorts tickets", "agent-7", (string?)null)));
        Assert.That(successor.Extra, Is.EqualTo(new OmsMap { ["my_note"] = "n" }));
        Assert.That(upgrade.Changes, Does.Contain("a Skill for a Fact about one").And.Contain("without the key scp").And.Contain("without access_count, which belongs to the index"));
    }

    [TestCase(null)]
    [TestCase("did:key:z1")]
    public void A_legacy_skill_s_subject_with_a_DID_is_its_holder(string? holder)
    {
        GrainUpgrade upgrade = Of(GrainType.Fact, ("s", "did:key:z1"), ("r", "mg:capable_of"), ("o", new PeerMap(("name", "n"), ("description", "d"), ("holder_did", holder))), ("c", 0.5));
        Skill skill = (Skill)upgrade.Successor();
        Assert.That((skill.HolderDid, skill.Subject), Is.EqualTo(("did:key:z1", (string?)null)));
        Assert.That(upgrade.Changes, Does.Contain("holder_did for subject"));
    }

    [Test]
    public void A_subject_that_is_not_the_holder_stays_beside_it()
    {
        PeerMap skill = new(("name", "n"), ("description", "d"), ("hdid", "did:key:z2"), ("ns", "team"));
        GrainUpgrade upgrade = Of(GrainType.Fact, ("s", "did:key:z1"), ("r", "mg:capable_of"), ("o", skill), ("c", 0.5), ("ns", "crew"));
        Skill successor = (Skill)upgrade.Successor();
        Assert.That((successor.HolderDid, successor.Subject, successor.Namespace), Is.EqualTo(("did:key:z2", "did:key:z1", "agent:skills")));
        Assert.That(upgrade.Changes, Does.Contain("one of two values of namespace"));
    }

    [Test]
    public void A_legacy_trigger_loses_what_a_Trigger_may_not_have() // legacy §6, OMS-L-4
    {
        ReceivedGrain old = ReceivedGrain.Read(PeerBlob.Of(6, 0, ("t", "observation"), ("ca", PeerBlob.CreatedAt), ("oid", "github"), ("otype", "trigger:webhook"), ("ddk", "/id")));
        GrainUpgrade upgrade = GrainUpgrade.Of(old, ContentAddress.Parse(A));
        Assert.That(upgrade.Successor().GetValue("ddk").IsNull, Is.True);
        Assert.That(upgrade.Changes, Does.Contain("without the key ddk"));
    }

    [TestCase("omode", "realtime", "observation_mode")]
    [TestCase("oscope", "private", "observation_scope")]
    [TestCase("tt", "event", "temporal_type")]
    public void Values_outside_closed_sets_wait_for_a_decision(string key, string value, string field) =>
        Of(GrainType.Observation, ("oid", "o"), ("otype", "sensor"), (key, value)).AssertUndecided("R-27", field);

    [Test]
    public void A_threshold_that_is_a_fraction_waits_for_a_decision() =>
        Of(GrainType.Consensus, ("pobs", new[] { "a", "b" }), ("thr", 0.67), ("agrc", 2), ("disc", 0)).AssertUndecided("R-27", "threshold");
}
