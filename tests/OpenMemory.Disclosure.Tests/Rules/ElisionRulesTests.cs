using System.Text.Json;

namespace OpenMemory.Disclosure.Tests;

/// <summary>What may be hidden (§10.2, R-38, OMS-8.12.1-3).</summary>
[TestFixture]
public sealed class ElisionRulesTests
{
    private static readonly Fact s_fact = new()
    {
        Subject = "user", Relation = "prefers", Object = "dark mode", Confidence = 0.9, CreatedAt = 1768471200000, UserId = "u-1",
        AuthorDid = "did:key:z6Mk", Namespace = "support",
    };

    private static IEnumerable<TestCaseData> Registry()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", "registry", "fields.json")));
        JsonElement root = document.RootElement.Clone();
        foreach (JsonElement field in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : root.GetProperty("fields").EnumerateArray())
        {
            if (field.GetProperty("elidable").ValueKind is JsonValueKind.True or JsonValueKind.False)
                yield return new TestCaseData(field).SetArgDisplayNames(field.GetProperty("scope").GetString()!, field.GetProperty("name").GetString()!);
        }
    }

    [TestCaseSource(nameof(Registry))]
    public void The_table_of_10_2_decides_where_it_names_a_field(JsonElement field)
    {
        string scope = field.GetProperty("scope").GetString()!;
        byte type = scope == "core" ? (byte)1 : (byte)Enum.Parse<GrainType>(scope, ignoreCase: true);
        GrainView grain = GrainBlob.Parse(Vectors.Blobs.First(blob => blob.Bytes[2] == type && (blob.Bytes[1] & 1) == 0).Bytes).View();
        Elidability expected = field.GetProperty("elidable").GetBoolean() ? Elidability.Elidable : Elidability.Forbidden;
        Assert.That(ElisionRules.Of(grain, field.GetProperty("name").GetString()!, out string rule), Is.EqualTo(expected), rule);
    }

    [TestCase("confidence", "OMS-10.2-1")]
    [TestCase("type", "OMS-10.2-1")]
    [TestCase("_elided", "R-38")]
    [TestCase("_disclosure_of", "R-38")]
    [TestCase("_own", "R-38")]
    [TestCase("invalidation_policy", "R-38")]
    [TestCase("superseded_by", "R-38")]
    public void What_must_stay_is_refused_with_its_rule_whatever_the_options_say(string field, string rule)
    {
        OmsException refused = Assert.Throws<OmsException>(() => Elision.Elide(s_fact, ["user_id", field], new() { AllowUnlisted = true }));
        Assert.Multiple(() =>
        {
            Assert.That(refused.Code, Is.EqualTo(OmsErrorCode.Schema));
            Assert.That(refused.Fault.Rule, Is.EqualTo(rule));
            Assert.That(refused.Fault.Field, Is.EqualTo(field));
        });
    }

    [Test]
    public void A_field_that_10_2_does_not_list_is_hidden_only_where_the_caller_says_so()
    {
        Assert.That(() => Elision.Elide(s_fact, ["author_did"]), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.Schema));
        GrainBlob disclosed = Elision.Elide(s_fact, ["author_did"], new() { AllowUnlisted = true });
        Assert.That(disclosed.View().TryGet(Field.AuthorDid, out _), Is.False);
    }

    [Test]
    public void A_misspelt_name_is_refused_because_it_would_disclose_what_it_meant_to_hide() =>
        Assert.That(() => Elision.Elide(s_fact, ["user_id", "usr_id"], new() { AllowUnlisted = true }),
            Throws.TypeOf<OmsException>().With.Property("Fault").Property("Field").EqualTo("usr_id"));

    [Test]
    public void A_field_that_the_grain_does_not_have_is_nothing_to_hide()
    {
        Assert.That(Elision.Elide(s_fact, ["user_id", "context"]), Is.EqualTo(Elision.Elide(s_fact, ["user_id"])));
        Assert.That(() => Elision.Elide(s_fact, ["context"]), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.Schema), "nothing would be hidden");
    }

    [TestCase("rec:agent", false, false)]
    [TestCase("rec:policy", false, false)]
    [TestCase("human", true, false)]
    [TestCase("human", false, true)]
    [TestCase("camera", true, true)]
    public void The_observer_of_an_audit_Observation_stays(string observerType, bool isDerived, bool mayBeHidden)
    {
        Observation observation = new()
        {
            ObserverId = "anna", ObserverType = observerType, CreatedAt = 1768471200000,
            DerivedFrom = isDerived ? [new string('a', 64)] : null,
        };
        Elidability found = ElisionRules.Of(observation.ToBlob().View(), "observer_id", out string rule);
        Assert.That((found, rule), Is.EqualTo(mayBeHidden ? (Elidability.Elidable, "OMS-10.2-1") : (Elidability.Forbidden, "OMS-8.12.1-3")));
    }

    [Test]
    public void The_content_of_an_Event_stays_unless_its_triple_says_what_happened()
    {
        Event said = new() { Content = "hello", CreatedAt = 1768471200000 };
        Event triple = said with { Subject = "user", Relation = "said", Object = "hello" };
        Assert.Multiple(() =>
        {
            Assert.That(ElisionRules.Of(said.ToBlob().View(), "content", out _), Is.EqualTo(Elidability.Forbidden));
            Assert.That(ElisionRules.Of(triple.ToBlob().View(), "content", out _), Is.EqualTo(Elidability.Unlisted));
            Assert.That(ElisionRules.Of(Elision.Elide(triple, ["subject", "object"]).View(), "content", out _), Is.EqualTo(Elidability.Unlisted), "hidden counts as present");
        });
    }

    /// <summary>OMS-10.4-4: whatever the rules let be hidden, readers accept the disclosed grain.</summary>
    [Test]
    public void Every_field_that_may_be_hidden_leaves_a_grain_that_readers_accept()
    {
        int hidden = 0;
        HashSet<GrainType> types = [];
        foreach (VectorBlob vector in Vectors.Blobs.Where(static blob => !blob.Options.SkipSchema && (blob.Bytes[1] & 6) == 0 && blob.Bytes.Length < 4096))
        {
            GrainBlob original = GrainBlob.Parse(vector.Bytes, vector.Options);
            List<string> may = [];
            foreach (FieldEntry entry in original.View())
            {
                string name = FieldNames.Of(entry);
                if (ElisionRules.Of(original.View(), name, out _) != Elidability.Forbidden) may.Add(name);
            }
            foreach (string name in may) Check(vector.Name, original, name);
            if (may.Count > 1) Check(vector.Name, original, [.. may]);
            if (may.Count > 0 && !original.IsSigned) Check(vector.Name, original.Transcode(PayloadEncoding.Cbor), [.. may]);
            hidden += may.Count;
            types.Add(original.Header.Type);
        }
        Assert.That((hidden, types.Count), Is.GreaterThan((1000, 12)));
    }

    private static void Check(string vector, GrainBlob original, params string[] fields)
    {
        GrainBlob disclosed = Elision.Elide(original, fields, new() { AllowUnlisted = true });
        Assert.That(GrainView.TryParse(disclosed.Span, out _, out OmsFault fault), Is.True, $"{vector} without {string.Join(", ", fields)}: {fault}");
        DisclosureReport report = original.View().IsDisclosed ? DisclosureCheck.Compare([disclosed, original]) : DisclosureCheck.AgainstOriginal(disclosed, original);
        Assert.That(report.IsConsistent, Is.True, vector);
    }
}
