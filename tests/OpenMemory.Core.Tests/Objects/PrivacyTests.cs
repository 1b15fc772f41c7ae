using System.Text;

namespace OpenMemory.Tests;

/// <summary>What ends in logs never shows what a grain says about a person.</summary>
[TestFixture]
public sealed class PrivacyTests
{
    private const string Secret = "4111-1111";

    [Test]
    public void A_grain_as_text_names_its_kind_and_the_number_of_fields() =>
        Law.Holds(GrainGen.Fields, 100, static fields =>
        {
            Grain grain = Grain.FromFields(fields);
            Assert.That(grain.ToString(), Is.EqualTo($"{grain.Type} ({grain.ToFields().Count - 1} fields)"));
        });

    [Test]
    public void No_text_of_a_grain_or_a_map_shows_a_value()
    {
        Fact fact = new()
        {
            Subject = Secret, Relation = Secret, Object = Secret, Confidence = 1, CreatedAt = 1, Extra = new() { [Secret] = Secret },
            Owner = new() { Name = Secret }, RelatedTo = [new() { Hash = Secret, RelationType = "similar" }], InvalidationPolicy = new() { Mode = "open", ProtectionReason = Secret },
        };
        object[] shown = [fact, $"{fact}", fact.Owner, fact.RelatedTo[0], fact.InvalidationPolicy, fact.ToFields(), fact.Extra, GrainBlob.Parse(fact.ToBlob().Span)];
        foreach (object item in shown) Assert.That(item.ToString(), Does.Not.Contain(Secret), item.GetType().Name);
    }

    [TestCase("confidence")]
    [TestCase("created_at")]
    [TestCase("temporal_type")]
    [TestCase("related_to")]
    [TestCase("content_refs")]
    [TestCase("invalidation_policy")]
    [TestCase("owner")]
    [TestCase("recall_priority")]
    [TestCase("type")]
    [TestCase("structural_tags")]
    public void A_fault_about_a_value_does_not_show_it(string field)
    {
        OmsValue[] wrong = [Secret, new OmsMap { ["type"] = Secret, ["scope"] = Secret, ["mode"] = 1 }, new OmsValue[] { new OmsMap { ["relation_type"] = Secret, ["hash"] = Secret, ["uri"] = "cas:" + Secret, ["modality"] = "image" } }];
        int faults = 0;
        foreach (OmsValue value in wrong)
        {
            OmsMap fields = new([new("type", "reasoning"), new("created_at", 1), new(field, value)]);
            try
            {
                Grain.FromFields(fields).ToBlob();
            }
            catch (OmsException exception)
            {
                faults++;
                Assert.That(exception.ToString(), Does.Not.Contain(Secret));
            }
        }
        Assert.That(faults, Is.GreaterThan(0));
    }

    [TestCase("""{"type":"reasoning","created_at":"4111-1111"}""")]
    [TestCase("""{"type":"4111-1111"}""")]
    [TestCase("""{"type":"reasoning","x":4111-1111}""")]
    [TestCase("""{"type":"reasoning","x":{"$bytes":"4111-1111"}}""")]
    [TestCase("""{"type":"reasoning","x":"4111-1111\q"}""")]
    public void A_fault_of_JSON_does_not_show_the_value(string json)
    {
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Encode(Encoding.UTF8.GetBytes(json)));
        Assert.That(fault!.Message, Does.Not.Contain(Secret).And.StartWith("ERR_"));
    }
}
