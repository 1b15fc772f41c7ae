using System.Text;

namespace OpenMemory.Disclosure.Tests;

/// <summary>What once got past a policy that hides persons (R-38, §10, §13).</summary>
[TestFixture]
public sealed class PolicyLeakTests
{
    private const string Hash = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly Fact s_fact = new() { Subject = "c1", Relation = "has_invoice", Object = "INV-5306", Confidence = 1, CreatedAt = 1768471200000 };

    /// <summary>Hashes and an address stand there, and nothing else (R-25, OMS-10.3-1).</summary>
    [TestCase("user_id", "Dana Whitfield", Hash)]
    [TestCase("Dana Whitfield", Hash, Hash)]
    [TestCase("user_id", Hash, "Dana Whitfield")]
    public void Nothing_hides_in_what_an_earlier_disclosure_left(string name, string hash, string original)
    {
        OmsMap fields = new([new("_elided", new OmsMap([new(name, hash)])), new("_disclosure_of", original)]);
        GrainBlob grain = Received(fields);
        Assert.That(SupportCaseTests.Holds(grain, "Dana"), Is.True, "the test hides it there");
        foreach (DisclosurePolicy policy in DisclosurePolicy.BuiltIn) Assert.That(policy.Apply(grain).Blob, Is.Null, policy.Name);
        if (name == "user_id") Assert.That(() => Elision.Elide(grain, ["object"]), Throws.TypeOf<OmsException>(), "and nobody passes it on");
        Assert.That(DisclosurePolicy.ProductTeam.Apply(Received(new OmsMap([new("_elided", new OmsMap([new("user_id", Hash)])), new("_disclosure_of", Hash)]))).Blob, Is.Not.Null);
    }

    /// <summary>Fields of the specification hold an author's texts as well.</summary>
    [TestCase("source_type", "Dana Whitfield")]
    [TestCase("source_type", "dana@example.com")]
    [TestCase("epistemic_status", "said by Dana")]
    [TestCase("relation", "is married to Dana")]
    [TestCase("license", "granted by Dana Whitfield")]
    public void The_product_team_sees_no_sentence_in_a_field_for_a_word(string field, string text)
    {
        GrainBlob grain = Received(new OmsMap([new(field, text)]));
        Assert.That(DisclosurePolicy.ProductTeam.Apply(grain).Blob is { } shown && SupportCaseTests.Holds(shown, text), Is.False);
        GrainBlob word = Received(new OmsMap([new(field, "llm_Generated")]));
        Assert.That(DisclosurePolicy.ProductTeam.Apply(word).Blob is { } kept && SupportCaseTests.Holds(kept, "llm_Generated"), Is.True);
    }

    [Test]
    public void An_error_type_that_tells_of_somebody_makes_the_grain_withheld_or_hides_it()
    {
        Tool tool = new() { ToolPhase = "result", ToolName = "lookUp", IsError = true, ErrorType = "no such user dana@example.com", ToolCallId = "call-1", Content = 1, DerivedFrom = [ContentAddress.Compute("x"u8)], CreatedAt = 1768471200000 };
        Assert.That(DisclosurePolicy.ProductTeam.Apply(tool.ToBlob()).Blob is { } shown && SupportCaseTests.Holds(shown, "dana"), Is.False);
        Assert.That(SupportCaseTests.Holds(DisclosurePolicy.ProductTeam.Apply((tool with { ErrorType = "TimeoutException" }).ToBlob()).Blob!, "TimeoutException"), Is.True);
    }

    [TestCase("jdoe42")]
    [TestCase("ANNA-1990")]
    [TestCase("dana-w7")]
    [TestCase("DE89370400440532013000")]
    [TestCase("T491512345678")]
    [TestCase("1990-05-17T00:00:00Z")]
    [TestCase("2001:db8::8a2e:370:7334")]
    [TestCase("00:1b:44:11:3a:b7")]
    [TestCase("u/4711")]
    public void What_looks_like_a_code_and_is_somebodys_does_not_pass_the_screen(string text) =>
        Assert.That(DisclosurePolicy.ProductTeam.Decide((s_fact with { Object = text }).ToBlob()).Fields, Has.Member("object"));

    [TestCase("support:billing", false)]
    [TestCase("acme:support:agent", false)]
    [TestCase("acme:support:agent:dana", true)]
    public void The_custom_part_of_a_namespace_is_not_shown(string name, bool isHidden) => // §28.2
        Assert.That(DisclosurePolicy.ProductTeam.Decide((s_fact with { Namespace = name }).ToBlob()).Fields.Contains("namespace"), Is.EqualTo(isHidden));

    [TestCase("PII:name")]
    [TestCase("Sec:token")]
    public void A_sensitive_tag_in_other_letters_is_one_that_no_rule_names(string tag) => // it raises no level either
        Assert.That(DisclosurePolicy.ProductTeam.Apply((s_fact with { StructuralTags = [tag] }).ToBlob()).Blob, Is.Null);

    [Test]
    public void A_term_is_found_in_integers_and_in_other_cases_of_letters()
    {
        DisclosurePolicy policy = new() { Name = "test", Rules = [new() { Name = "all" }] };
        DisclosureApplyOptions terms = new() { Terms = ["+49 151 2345678", "özgür Ünal"] };
        foreach (OmsValue value in (OmsValue[])[491512345678, 491512345678.0, (OmsValue)new OmsMap([new("a", (OmsValue)(OmsValue[])[491512345678])]), "call ÖZGÜR ÜNAL", "Özgür Ünal", "özgür ünal"])
            Assert.That(policy.Decide((s_fact with { Context = new([new("value", value)]) }).ToBlob(), terms).Fields, Is.EqualTo((string[])["context"]), value.ToString());
        Assert.That(policy.Decide((s_fact with { Context = new([new("value", 49151234567)]) }).ToBlob(), terms).Fields, Is.Empty);
    }

    [TestCase("type", "Dana Whitfield")]
    [TestCase("ca", "Dana Whitfield")]
    [TestCase("created_at", "Dana Whitfield")]
    [TestCase("_elided", "Dana Whitfield")]
    [TestCase("_disclosure_of", "Dana Whitfield")]
    public void A_type_without_a_schema_hides_no_text_in_what_every_grain_has(string key, string text)
    {
        DisclosurePolicy policy = new() { Name = "test", Rules = [new() { Name = "nothing", Types = [(GrainType)0xf0], Keep = [] }] };
        Assert.That(policy.Apply(Grain.Restore(new OmsMap(key == "type" ? [new("t", text), new("z", 1)] : [new("t", "mine"), new(key, text), new("z", 1)]), (GrainType)0xf0).ToBlob()).Blob, Is.Null);
        Assert.That(policy.Apply(Grain.Restore(new OmsMap([new("t", "mine"), new("ca", 1768471200000), new("z", 1)]), (GrainType)0xf0).ToBlob()).Decision.Fields, Is.EqualTo((string[])["z"]));
    }

    [Test]
    public void A_namespace_in_a_type_without_a_schema_leaves_no_hash_in_the_header()
    {
        byte[] bytes = Grain.Restore(new OmsMap([new("t", "mine"), new("namespace", "dana"), new("z", 1)]), (GrainType)0xf0).ToBlob().Span.ToArray();
        bytes[3] = 0x12;
        Assert.That(Elision.Elide(GrainBlob.Parse(bytes), ["namespace"], new() { AllowUnlisted = true }).Header.NamespaceHash, Is.Zero);
    }

    [Test]
    public void Identities_without_end_make_the_grain_withheld()
    {
        GrainBlob grain = (s_fact with { OriginDid = "did:key:z1", Extra = new OmsMap([new("people", (OmsValue)(string[])[.. Enumerable.Range(0, 300).Select(static i => $"person-{i}")])]) }).ToBlob();
        DisclosurePolicy policy = new() { Name = "test", CustomFields = ["people"], Identities = ["people"], Rules = [new() { Name = "all", Hide = ["people"] }] };
        Assert.That(policy.Decide(grain).Action, Is.EqualTo(DisclosureAction.Withhold));
    }

    /// <summary>A field that is not written by an author but received: restored without the author's rules.</summary>
    private static GrainBlob Received(OmsMap more)
    {
        Dictionary<string, OmsValue> fields = new() { ["type"] = "fact", ["subject"] = "c1", ["relation"] = "has_invoice", ["object"] = "INV-5306", ["confidence"] = 1.0, ["created_at"] = 1768471200000 };
        foreach (KeyValuePair<string, OmsValue> field in more) fields[field.Key] = field.Value;
        return Grain.Restore(new OmsMap(fields), GrainType.Fact).ToBlob();
    }
}
