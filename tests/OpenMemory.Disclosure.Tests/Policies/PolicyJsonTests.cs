using System.Text;

namespace OpenMemory.Disclosure.Tests;

/// <summary>Policies as JSON: strict, with the place of what is wrong.</summary>
[TestFixture]
public sealed class PolicyJsonTests
{
    private const string Sample = """{"name":"mine","max_sensitivity":"pii","rules":[{"name":"all","types":["fact",240],"tags":["pii:*"],"hide":["user_id"],"withhold":false}]}""";

    [Test]
    public void What_is_written_is_read_again()
    {
        foreach (DisclosurePolicy policy in DisclosurePolicy.BuiltIn.Append(DisclosurePolicy.Parse(Encoding.UTF8.GetBytes(Sample))))
        {
            string json = policy.ToJson();
            DisclosurePolicy again = DisclosurePolicy.Parse(Encoding.UTF8.GetBytes(json));
            Assert.That(again.ToJson(), Is.EqualTo(json));
            foreach (GrainBlob grain in SupportCaseTests.Build().Values)
                Assert.That(again.Apply(grain).Blob?.Address, Is.EqualTo(policy.Apply(grain).Blob?.Address));
        }
        DisclosurePolicy mine = DisclosurePolicy.Parse(Encoding.UTF8.GetBytes(Sample));
        Assert.Multiple(() =>
        {
            Assert.That(mine.Rules.Single().Types, Is.EqualTo((GrainType[])[GrainType.Fact, (GrainType)240]));
            Assert.That(mine.MaxSensitivity, Is.EqualTo(Sensitivity.Pii));
            Assert.That(mine.Identities, Has.Member("user_id"), "what is not written has its default");
        });
    }

    [TestCase("", 0)]
    [TestCase("[]", 0)]
    [TestCase("""{"name":"a"}""", 0)]
    [TestCase("""{"rules":[]}""", 0)]
    [TestCase("""{"name":"a","rules":[],"x":1}""", 26)]
    [TestCase("""{"name":"a","name":"b","rules":[]}""", 12)]
    [TestCase("""{"name":"a","rules":[{}]}""", 21)]
    [TestCase("""{"name":"a","rules":[{"name":"r","hides":["user_id"]}]}""", 41)]
    [TestCase("""{"name":"a","rules":[{"name":"r","types":["belief"]}]}""", 42)]
    [TestCase("""{"name":"a","rules":[{"name":"r","types":[0]}]}""", 42)]
    [TestCase("""{"name":"a","rules":[{"name":"r","types":[256]}]}""", 42)]
    [TestCase("""{"name":"a","rules":[{"name":"r","hide":"user_id"}]}""", 40)]
    [TestCase("""{"name":"a","rules":[{"name":"r","withhold":1}]}""", 44)]
    [TestCase("""{"name":"a","max_sensitivity":"all","rules":[]}""", 30)]
    public void Anything_else_is_refused_with_its_offset(string json, int offset)
    {
        OmsException refused = Assert.Throws<OmsException>(() => DisclosurePolicy.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.That(refused.Fault.Offset, Is.EqualTo(offset), refused.Message);
    }

    [TestCase("""{"name":"a","rules":[{"name":"r","hide":["usr_id"]}]}""")]
    [TestCase("""{"name":"a","rules":[{"name":"r","types":[]}]}""")]
    [TestCase("""{"name":"a","rules":[{"name":"r","tags":[""]}]}""")]
    [TestCase("""{"name":"a","rules":[{"name":" "}]}""")]
    public void A_policy_that_is_not_valid_is_refused_with_the_path(string json) =>
        Assert.That(Assert.Throws<OmsException>(() => DisclosurePolicy.Parse(Encoding.UTF8.GetBytes(json))).Fault.Field, Does.StartWith("rules[0]"));

    [TestCase("""{"name":"\ud800","rules":[]}""")]
    [TestCase("""{"\udc00":1}""")]
    [TestCase("""{"name":"a","rules":[]} {}""")]
    [TestCase("""{"name":"a","rules":[""")]
    [TestCase("""{"name":"a","rules":[[[[[[]]]]]]}""")]
    [TestCase("""{"name":null,"rules":[]}""")]
    public void Nothing_but_a_fault_comes_of_bad_JSON(string json) =>
        Assert.That(() => DisclosurePolicy.Parse(Encoding.UTF8.GetBytes(json)), Throws.TypeOf<OmsException>());

    [Test]
    public void Every_cut_and_every_changed_byte_gives_a_policy_or_a_fault()
    {
        byte[] json = Encoding.UTF8.GetBytes(Sample);
        int refused = 0;
        for (int at = 0; at < json.Length; at++)
        {
            Assert.That(() => DisclosurePolicy.Parse(json.AsSpan(0, at)), Throws.TypeOf<OmsException>());
            foreach (byte other in (byte[])[0, (byte)'"', (byte)'{', (byte)']', 0xff])
            {
                byte[] changed = [.. json];
                changed[at] = other;
                try
                {
                    DisclosurePolicy.Parse(changed);
                }
                catch (OmsException)
                {
                    refused++;
                }
            }
        }
        Assert.That(refused, Is.GreaterThan(json.Length));
    }
}
