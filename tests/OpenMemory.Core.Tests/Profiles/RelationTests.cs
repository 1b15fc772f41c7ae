namespace OpenMemory.Tests;

/// <summary>The relations under <c>mg:</c> are the specification's (OMS-8-6, OMS-8-7).</summary>
[TestFixture]
public sealed class RelationTests
{
    private static IEnumerable<string> Known => RelationVocabulary.Exact.Where(static relation => relation != "mg:revokes").Append("mg:step_action:build").Append("mg:step_action: :");

    [TestCaseSource(nameof(Known))]
    public void A_reserved_relation_is_written_on_any_type(string relation)
    {
        foreach (Grain grain in Grains(relation)) Assert.That(Grain.Read(grain.ToBlob().Span).Relation, Is.EqualTo(relation));
        Assert.DoesNotThrow(() => Write(relation));
    }

    [Test]
    public void Revoking_is_of_consent_only() // §8, OMS-12.6.3-2
    {
        foreach (Grain grain in Grains("mg:revokes"))
        {
            Assert.That(ProfileSamples.Refusal(grain), Is.EqualTo((OmsErrorCode.Schema, "OMS-12.6.3-2", "relation")));
            ProfileSamples.AssertReadable(grain);
        }
        Assert.That(Assert.Throws<OmsException>(() => Write("mg:revokes"))!.Fault.Rule, Is.EqualTo("OMS-12.6.3-2"));
        Consent consent = new()
        {
            SubjectDid = "did:key:s", GranteeDid = "did:key:g", Scope = ["all"], IsWithdrawal = true, PriorConsent = FieldGen.Address,
            Relation = "mg:revokes", CreatedAt = 1,
        };
        Assert.That(Grain.Read(consent.ToBlob().Span).Relation, Is.EqualTo("mg:revokes"));
    }

    [TestCase("mg:likes")]
    [TestCase("mg:")]
    [TestCase("mg:Knows")]
    [TestCase("mg:knows ")]
    [TestCase("mg:knows:x")]
    [TestCase("mg:step_action")]
    [TestCase("mg:step_action:")]
    public void An_invented_one_is_refused_from_authors_and_read_from_others(string relation)
    {
        foreach (Grain grain in Grains(relation))
        {
            Assert.That(ProfileSamples.Refusal(grain), Is.EqualTo((OmsErrorCode.Schema, "OMS-8-7", "relation")));
            ProfileSamples.AssertReadable(grain);
        }
        Assert.That(Assert.Throws<OmsException>(() => Write(relation))!.Fault.Rule, Is.EqualTo("OMS-8-7"));
        Assert.That(Assert.Throws<OmsException>(() => WriteUtf8(relation))!.Fault.Rule, Is.EqualTo("OMS-8-7"));
    }

    [TestCase("likes")]
    [TestCase("Mg:likes")]
    [TestCase("mgx:likes")]
    [TestCase(" mg:likes")]
    [TestCase("my:mg:likes")]
    [TestCase("mg")]
    public void Relations_outside_are_the_author_s_own(string relation)
    {
        foreach (Grain grain in Grains(relation)) Assert.DoesNotThrow(() => grain.ToBlob());
        Assert.DoesNotThrow(() => Write(relation));
    }

    private static Grain[] Grains(string relation) =>
    [
        new Fact { Subject = "s", Relation = relation, Object = "o", Confidence = 1, CreatedAt = 1 },
        new Reasoning { Relation = relation, CreatedAt = 1 },
        new Goal { Relation = relation, Description = "d", GoalState = "active", CreatedAt = 1 },
    ];

    private static void Write(string relation)
    {
        using GrainWriter writer = new(GrainType.Fact);
        WriteRest(writer);
        writer.Write(Field.Relation, relation);
        writer.ToBlob();
    }

    private static void WriteUtf8(string relation)
    {
        using GrainWriter writer = new(GrainType.Fact);
        WriteRest(writer);
        writer.Write(Field.Relation, System.Text.Encoding.UTF8.GetBytes(relation).AsSpan());
        writer.ToBlob();
    }

    private static void WriteRest(GrainWriter writer)
    {
        writer.Write(Field.Subject, "s");
        writer.Write(Field.Object, "o");
        writer.Write(Field.Confidence, 0.5);
        writer.Write(Field.CreatedAt, 1);
    }
}
