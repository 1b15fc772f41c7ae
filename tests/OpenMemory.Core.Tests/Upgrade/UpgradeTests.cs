namespace OpenMemory.Tests;

/// <summary>Successors of older grains: complete 1.6 grains that point back (OMS-L-9), the table of legacy §10.</summary>
[TestFixture]
public sealed class UpgradeTests
{
    private static readonly ContentAddress s_workflow = ContentAddress.Parse("a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90");

    [TestCase("episode", """{"type":"episode","content":"hello","created_at":1700000000000}""", """{"type":"event","content":"hello","created_at":1700000000000}""")]
    [TestCase("checkpoint", """{"type":"checkpoint","context":{"step":1},"created_at":5,"plan":["a"]}""", """{"type":"state","context":{"step":1},"created_at":5,"plan":["a"]}""")]
    [TestCase("belief", """{"type":"belief","subject":"s","relation":"r","object":"o","confidence":0.5,"created_at":5}""", """{"type":"fact","subject":"s","relation":"r","object":"o","confidence":0.5,"created_at":5}""")]
    [TestCase("action", """{"type":"action","tool_phase":"call","tool_name":"t","input":{},"created_at":5}""", """{"type":"tool","tool_phase":"call","tool_name":"t","input":{},"created_at":5}""")]
    [TestCase("ToolCall", """{"type":"tool_call","tool_name":"t","args":{"x":1},"res":2,"ok":true,"duration_ms":7,"created_at":5}""", """{"type":"tool","tool_name":"t","input":{"x":1},"content":2,"is_error":false,"duration_ms":7,"created_at":5}""")]
    [TestCase("both names", """{"type":"tool_call","tool_name":"t","args":{"x":1},"input":{"y":2},"content":2,"ok":false,"created_at":5}""", """{"type":"tool","tool_name":"t","input":{"y":2},"content":2,"is_error":true,"created_at":5}""")]
    [TestCase("sensor", """{"type":"observation","sid":"s1","stype":"imu","created_at":5}""", """{"type":"observation","observer_id":"s1","observer_type":"imu","created_at":5}""")]
    [TestCase("steps", """{"type":"workflow","steps":["a","b","a"],"trigger":"on push","created_at":5}""", """{"type":"workflow","nodes":["a","b","a#2"],"edges":[{"src":"a","dst":"b"},{"src":"b","dst":"a#2"}],"created_at":5}""")]
    [TestCase("ownership", """{"type":"fact","subject":"s","relation":"owned_by","object":"o","confidence":1.0,"created_at":5}""", """{"type":"fact","subject":"s","relation":"mg:owned_by","object":"o","confidence":1.0,"created_at":5}""")]
    [TestCase("steps relation", """{"type":"fact","subject":"s","relation":"mg:requires_steps","object":"o","confidence":1.0,"created_at":5}""", """{"type":"fact","subject":"s","relation":"mg:has_graph","object":"o","confidence":1.0,"created_at":5}""")]
    [TestCase("index fields", """{"type":"event","content":"x","superseded_by":"00","access_count":3,"created_at":5}""", """{"type":"event","content":"x","created_at":5}""")]
    [TestCase("peer keys", """{"type":"consensus","participating_observers":["a"],"threshold":1,"agrc":1,"disc":0,"scp":"x","created_at":5}""", """{"type":"consensus","participating_observers":["a"],"threshold":1,"agreement_count":1,"dissent_count":0,"created_at":5}""")]
    [TestCase("priority", """{"type":"goal","description":"d","goal_state":"active","priority":"critical","criteria":"c","created_at":5}""", """{"type":"goal","description":"d","goal_state":"active","priority":1,"criteria":["c"],"created_at":5}""")]
    [TestCase("policy kept", """{"type":"episode","content":"x","invalidation_policy":{"mode":"open"},"created_at":5}""", """{"type":"event","content":"x","invalidation_policy":{"mode":"open"},"created_at":5}""")]
    public void An_old_grain_has_a_complete_successor(string name, string old, string successor)
    {
        GrainUpgrade upgrade = GrainUpgrade.Of(Received(old));
        Assert.That(upgrade.Outcome, Is.EqualTo(UpgradeOutcome.Upgraded), upgrade.Fault.ToString());
        Assert.That(upgrade.Changes, Is.Not.Empty);
        Grain expected = GrainJson.Parse(successor) with { DerivedFrom = [upgrade.Original.Blob.Address.ToString()] };
        Assert.That(upgrade.Successor!.Address, Is.EqualTo(expected.ToBlob().Address), $"{name}: {GrainJson.ToJson(upgrade.Successor.ToGrain())}");
        Assert.That(GrainUpgrade.Of(ReceivedGrain.Read(upgrade.Successor.Span)).Outcome, Is.EqualTo(UpgradeOutcome.Current), "a successor needs none");
    }

    [TestCase("""{"type":"event","content":"x","created_at":5}""")]
    [TestCase("""{"type":"observation","observer_id":"e","observer_type":"trigger:firing","created_at":5}""")]
    public void What_a_current_writer_would_write_has_none(string json) =>
        Assert.That(GrainUpgrade.Of(Received(json)), Has.Property(nameof(GrainUpgrade.Outcome)).EqualTo(UpgradeOutcome.Current).And.Property(nameof(GrainUpgrade.Successor)).Null);

    [TestCase("""{"type":"episode","content":"x","invalidation_policy":{"mode":"locked"},"created_at":5}""")]
    [TestCase("""{"type":"episode","content":"x","invalidation_policy":{"mode":"soft_locked"},"created_at":5}""")]
    [TestCase("""{"type":"episode","content":"x","invalidation_policy":{"mode":"of a later version"},"created_at":5}""")]
    [TestCase("""{"type":"episode","content":"x","invalidation_policy":{},"created_at":5}""")]
    [TestCase("""{"type":"consent","subject_did":"did:a","grantee_did":"did:b","scope":"store","is_withdrawal":false,"created_at":5}""")]
    public void A_protected_grain_is_left_to_those_who_may(string json) // OMS-L-10, OMS-23.3-1, OMS-8.10-5
    {
        GrainUpgrade upgrade = GrainUpgrade.Of(Received(json));
        Assert.That((upgrade.Outcome, upgrade.Fault.Code, upgrade.Fault.Rule), Is.EqualTo((UpgradeOutcome.Protected, OmsErrorCode.InvalidationDenied, "OMS-L-10")));
        Assert.That(upgrade.Successor, Is.Null);
    }

    [Test]
    public void A_skill_that_was_a_Fact_becomes_a_Skill() // legacy §3, OMS-28.8-2
    {
        GrainUpgrade upgrade = GrainUpgrade.Of(Received(
            """{"type":"fact","subject":"did:key:z1","relation":"mg:capable_of","object":{"name":"triage","description":"sorts tickets","proficiency":0.5},"confidence":0.5,"created_at":5,"namespace":"team"}"""));
        Skill skill = (Skill)upgrade.Successor!.ToGrain();
        Assert.That((skill.Name, skill.Description, skill.Proficiency, skill.HolderDid, skill.Namespace, skill.Confidence),
            Is.EqualTo(("triage", "sorts tickets", 0.5, "did:key:z1", "agent:skills", 0.5)));
        Assert.That(skill.GetValue("relation").IsNull && skill.GetValue("object").IsNull, Is.True);
    }

    [TestCase("polling", "polling")]
    [TestCase("webhook", "webhook")]
    [TestCase("listener", "webhook")]
    public void A_trigger_that_was_an_Observation_waits_for_its_Workflow(string suffix, string kind) // OMS-L-15, OMS-L-17
    {
        ReceivedGrain old = Received($$$"""{"type":"observation","observer_id":"github","observer_type":"trigger:{{{suffix}}}","observation_mode":"periodic","observation_scope":"repos/o/r","context":{"int:poll_interval_secs":300,"icf":"since","note":1},"created_at":5}""");
        GrainUpgrade waiting = GrainUpgrade.Of(old);
        Assert.That((waiting.Outcome, waiting.Fault.Rule, waiting.Successor), Is.EqualTo((UpgradeOutcome.Undecided, "OMS-L-17", (GrainBlob?)null)));
        Assert.That(waiting.Proposal, Is.TypeOf<Trigger>());

        Trigger trigger = (Trigger)GrainUpgrade.Of(old, s_workflow).Successor!.ToGrain();
        Assert.That((trigger.Kind, trigger.Connector, trigger.Scope, trigger.IntervalSecs, trigger.Workflow, trigger.Enabled),
            Is.EqualTo((kind, "github", "repos/o/r", 300L, s_workflow.ToString(), true)));
        Assert.That(trigger.Config, Is.EqualTo(new OmsMap { ["int:cursor_field"] = "since" }));
        Assert.That(trigger.Context, Is.EqualTo(new OmsMap { ["note"] = 1 }));
        Assert.That(trigger.GetValue("observation_mode").IsNull, Is.True);
    }

    [Test]
    public void What_a_successor_would_lack_is_named_and_nothing_is_written() // OMS-L-7: the old grain stays readable
    {
        GrainUpgrade upgrade = GrainUpgrade.Of(Received("""{"type":"tool_call","tool_name":"t","args":{},"created_at":5}"""));
        Assert.That((upgrade.Outcome, upgrade.Fault.Code, upgrade.Fault.Field), Is.EqualTo((UpgradeOutcome.Undecided, OmsErrorCode.Schema, "content")));
    }

    [Test]
    public void A_disclosed_grain_has_no_successor_of_its_own() // its hashes are over the original
    {
        GrainUpgrade upgrade = GrainUpgrade.Of(Received("""{"type":"episode","content":"x","_elided":{"namespace":"sha256:00"},"_disclosure_of":"sha256:00","created_at":5}"""));
        Assert.That((upgrade.Outcome, upgrade.Fault.Rule), Is.EqualTo((UpgradeOutcome.Undecided, "R-38")));
    }

    [Test]
    public void Bytes_that_are_not_canonical_get_a_canonical_successor_in_the_same_encoding([Values] PayloadEncoding encoding)
    {
        Event grain = new() { Content = "x", CreatedAt = 5, Sensitivity = Sensitivity.Pii, Encoding = encoding };
        byte[] bytes = grain.ToBlob().Span.ToArray();
        int at = bytes.AsSpan().LastIndexOf("x"u8); // one character: its header can be made longer
        byte[] header = encoding == PayloadEncoding.Cbor ? [0x78, 1] : [0xd9, 1];
        GrainUpgrade upgrade = GrainUpgrade.Of(ReceivedGrain.Read([.. bytes[..(at - 1)], .. header, .. bytes[at..]]));
        Assert.That(upgrade.Original.Blob.IsCanonical, Is.False);
        Assert.That(upgrade.Successor!.Address, Is.EqualTo((grain with { DerivedFrom = [upgrade.Original.Blob.Address.ToString()] }).ToBlob().Address));
    }

    [Test]
    public void Grains_of_unknown_types_are_left_alone()
    {
        CustomGrain custom = new(0xf0) { Map = new OmsMap { ["t"] = "acme", ["ca"] = 5 } };
        Assert.That(GrainUpgrade.Of(ReceivedGrain.Read(custom.ToBlob().Span)).Outcome, Is.EqualTo(UpgradeOutcome.Current));
    }

    private static ReceivedGrain Received(string json) => ReceivedGrain.Read(GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(json), restore: true).Span);
}
