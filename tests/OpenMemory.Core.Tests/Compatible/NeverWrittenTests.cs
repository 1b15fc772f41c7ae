namespace OpenMemory.Tests;

/// <summary>What authors never write (OMS-L-8, OMS-L-18, OMS-L-20): by object, by JSON and by the writer.</summary>
[TestFixture]
public sealed class NeverWrittenTests
{
    private const string Address = FieldGen.Address, Rule = "OMS-L-20";

    private static readonly Grain[] s_grains =
    [
        new Fact { Subject = "s", Relation = "r", Object = "o", Confidence = 1, CreatedAt = 1 },
        new Event { Content = "x", CreatedAt = 1 },
        new State { Context = new() { ["k"] = 1 }, CreatedAt = 1 },
        new Workflow { Nodes = ["a"], CreatedAt = 1 },
        new Tool { ToolName = "t", Input = new(), Content = 1, IsError = false, CreatedAt = 1 },
        new Observation { ObserverId = "o", ObserverType = "sensor", CreatedAt = 1 },
        new Goal { Description = "d", GoalState = "active", CreatedAt = 1 },
        new Reasoning { CreatedAt = 1 },
        new Consensus { ParticipatingObservers = ["a"], Threshold = 1, AgreementCount = 1, DissentCount = 0, CreatedAt = 1 },
        new Consent { SubjectDid = "did:a", GranteeDid = "did:b", Scope = ["x"], IsWithdrawal = false, CreatedAt = 1 },
        new Skill { Name = "n", Description = "d", CreatedAt = 1 },
        new Trigger { Kind = "manual", Workflow = Address, CreatedAt = 1 },
    ];

    [TestCase(GrainType.Tool, "args res ok action_phase xcode ischema aknd amode axu lprm exmp anno shsh exk ast acid axp tdh afc afd aex axr axl axcp")]
    [TestCase(GrainType.Observation, "sid stype sensor_id sensor_type")]
    [TestCase(GrainType.Workflow, "steps trigger")]
    [TestCase(GrainType.Consensus, "thr agrc disc dgrains acnt")]
    [TestCase(GrainType.Trigger, "ddk tcq tct")]
    [TestCase(GrainType.State, "cctx")]
    [TestCase(GrainType.Fact, "scp scd")]
    [TestCase(GrainType.Reasoning, "scp scd")]
    public void An_older_key_or_a_peer_s_is_no_custom_field(GrainType type, string names)
    {
        Grain grain = s_grains.First(candidate => candidate.Type == type);
        foreach (string name in names.Split(' '))
        {
            OmsMap fields = new(grain.ToFields()) { [name] = true };
            AssertRefused(() => Grain.FromFields(fields).ToBlob(), name);
            AssertRefused(() => (grain with { Extra = new() { [name] = "x" } }).ToBlob(), name);
            AssertRefused(() => GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(Grain.FromFields(fields)))), "$." + name);
            AssertRefused(() =>
            {
                using GrainWriter writer = new(type);
                writer.WriteExtra(name, 1);
            }, name);
            // A null is no field, and what exists already is written as it is (OMS-L-2).
            Assert.That(Grain.Restore(fields).ToBlob().ToGrain().GetValue(name), Is.EqualTo((OmsValue)true));
        }
    }

    [Test]
    public void Under_another_type_byte_the_same_keys_are_somebody_s_own() // OMS-L-4
    {
        Grain reasoning = s_grains.First(static grain => grain.Type == GrainType.Reasoning);
        string[] names = ["args", "res", "ok", "sid", "stype", "steps", "trigger", "thr", "ddk", "tcq", "cctx", "aknd"];
        GrainBlob blob = (reasoning with { Extra = new(names.Select(static name => KeyValuePair.Create(name, (OmsValue)1))) }).ToBlob();
        Assert.That(Grain.Read(blob.Span).Extra.Keys, Is.EquivalentTo(names));
        Assert.That(new CustomGrain(0xf0) { Map = new() { ["t"] = "app", ["args"] = 1, ["scp"] = "x" } }.ToBlob().Length, Is.GreaterThan(10));
    }

    [TestCase("owned_by")]
    [TestCase("mg:requires_steps")]
    public void An_older_relation_is_refused_on_every_road(string relation)
    {
        Fact fact = (Fact)s_grains[0];
        AssertRefused(() => (fact with { Relation = relation }).ToBlob(), "relation");
        AssertRefused(() => Write(GrainType.Fact, relation, utf8: false), "relation");
        AssertRefused(() => Write(GrainType.Fact, relation, utf8: true), "relation");
        Assert.That((fact with { Relation = "owned_by_many" }).ToBlob().Length, Is.GreaterThan(10));
        Assert.That((fact with { Relation = "mg:owned_by" }).ToBlob().Length, Is.GreaterThan(10));
    }

    [TestCase("trigger:polling", true)]
    [TestCase("trigger:webhook", true)]
    [TestCase("trigger:schedule", true)]
    [TestCase("trigger:listener", true)]
    [TestCase("trigger:firing", false)]
    [TestCase("trigger:", false)]
    [TestCase("triggers", false)]
    public void A_trigger_is_no_Observation(string type, bool isRefused)
    {
        Observation observation = (Observation)s_grains[5] with { ObserverType = type };
        if (isRefused) AssertRefused(() => observation.ToBlob(), "observer_type");
        else Assert.That(observation.ToBlob().Length, Is.GreaterThan(10));
        if (isRefused) AssertRefused(() => Write(GrainType.Observation, type, utf8: true), "observer_type");
    }

    [TestCase("ict2", "x", true)]
    [TestCase("icfgs", 1, true)]
    [TestCase("ievs", true, true)]
    [TestCase("im", "POST", true)]
    [TestCase("ip", "/x", true)]
    [TestCase("im", 1, false)]
    public void An_older_integration_key_is_refused_where_the_profile_is_declared(string key, object value, bool isRefused)
    {
        OmsValue of = value switch { string text => text, int number => number, _ => true };
        Reasoning tagged = new() { CreatedAt = 1, StructuralTags = ["profile:integration"], Context = new() { [key] = of } };
        if (isRefused) AssertRefused(() => tagged.ToBlob(), "context." + key);
        else Assert.That(tagged.ToBlob().Length, Is.GreaterThan(10));
        Assert.That((tagged with { StructuralTags = ["other"] }).ToBlob().Length, Is.GreaterThan(10), "an ordinary context is the author's own");
    }

    [TestCase("sha256:")]
    [TestCase("SHA256:")]
    [TestCase("mg:sha256:")]
    [TestCase("grain:sha256:")]
    public void An_address_is_written_bare(string prefix)
    {
        string text = prefix + Address;
        Fact fact = (Fact)s_grains[0];
        (Grain Grain, string Field)[] grains =
        [
            (fact with { DerivedFrom = [Address, text] }, "derived_from"), (fact with { ProcessingBasis = text }, "processing_basis"),
            (fact with { RelatedTo = [new() { Hash = text, RelationType = "supports" }] }, "related_to"),
            (fact with { ContextGrains = [text] }, "context_grains"),
            ((Event)s_grains[1] with { ParentMessageId = text }, "parent_message_id"), ((Tool)s_grains[4] with { ParentTaskId = text }, "parent_task_id"),
            ((Goal)s_grains[6] with { ParentGoals = [text] }, "parent_goals"), ((Goal)s_grains[6] with { DependsOn = [text] }, "depends_on"),
            ((Goal)s_grains[6] with { SatisfactionEvidence = [text] }, "satisfaction_evidence"), ((Goal)s_grains[6] with { OutputGrain = text }, "output_grain"),
            ((Goal)s_grains[6] with { RollbackOnFailure = [text] }, "rollback_on_failure"), ((Goal)s_grains[6] with { DelegateFrom = text }, "delegate_from"),
            ((Reasoning)s_grains[7] with { Premises = [text] }, "premises"), ((Consensus)s_grains[8] with { DissentGrains = [text] }, "dissent_grains"),
            ((Consent)s_grains[9] with { PriorConsent = text }, "prior_consent"), ((Trigger)s_grains[11] with { Workflow = text }, "workflow"),
            ((Trigger)s_grains[11] with { Members = new() { ["a"] = text } }, "members"),
        ];
        foreach ((Grain grain, string field) in grains)
        {
            AssertRefused(() => grain.ToBlob(), field);
            Assert.That(Grain.Restore(grain.ToFields()).ToBlob().Length, Is.GreaterThan(10), field);
        }
        Assert.That((fact with { DerivedFrom = [prefix + "abc"], Object = text, Extra = new() { ["x"] = text } }).ToBlob().Length, Is.GreaterThan(10), "elsewhere it is a text");
    }

    [TestCase("belief")]
    [TestCase("episode")]
    [TestCase("checkpoint")]
    [TestCase("tool_call")]
    [TestCase("action")]
    public void An_older_type_string_is_refused(string type)
    {
        AssertRefused(() => Grain.FromFields(new() { ["type"] = type, ["created_at"] = 1 }), "type");
        OmsException exception = Assert.Throws<OmsException>(() => new CustomGrain(0xf0) { Map = new() { ["t"] = type } }.ToBlob())!;
        Assert.That(exception.Code, Is.EqualTo(OmsErrorCode.Schema));
    }

    [Test]
    public void Flags_that_are_never_written_are_never_set()
    {
        foreach (Grain grain in s_grains)
        {
            foreach (PayloadEncoding encoding in Enum.GetValues<PayloadEncoding>())
            {
                GrainFlags flags = (grain with { Encoding = encoding, SourceType = "llm_generated" }).ToBlob().Header.Flags;
                Assert.That(flags & (GrainFlags.Encrypted | GrainFlags.Compressed), Is.EqualTo(GrainFlags.None));
                Assert.That((flags & GrainFlags.Cbor) != 0, Is.EqualTo(encoding == PayloadEncoding.Cbor));
            }
        }
    }

    [Test]
    public void Contradicted_may_be_written() // R-21 is newer than OMS-L-20
    {
        GrainBlob blob = ((Fact)s_grains[0] with { Contradicted = true }).ToBlob();
        Assert.That(Grain.Read(blob.Span).Contradicted, Is.True);
    }

    private static void Write(GrainType type, string value, bool utf8)
    {
        using GrainWriter writer = new(type);
        Field field = type == GrainType.Fact ? Field.Relation : Field.ObserverType;
        if (utf8) writer.Write(field, System.Text.Encoding.UTF8.GetBytes(value));
        else writer.Write(field, value);
        if (type == GrainType.Fact)
        {
            writer.Write(Field.Subject, "s");
            writer.Write(Field.Object, "o");
            writer.Write(Field.Confidence, 1.0);
        }
        else writer.Write(Field.ObserverId, "o");
        writer.Write(Field.CreatedAt, 1);
        writer.ToBlob();
    }

    private static void AssertRefused(Action write, string field)
    {
        OmsException exception = Assert.Throws<OmsException>(() => write(), field)!;
        Assert.That(exception.Code, Is.EqualTo(OmsErrorCode.Schema), exception.Message);
        Assert.That(exception.Fault.Rule, Is.EqualTo(Rule), exception.Message);
        Assert.That(exception.Fault.Field, Is.EqualTo(field));
    }
}
