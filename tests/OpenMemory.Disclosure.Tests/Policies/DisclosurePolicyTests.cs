using System.Text;

namespace OpenMemory.Disclosure.Tests;

/// <summary>What rules decide, one with another, and that what cannot be decided is withheld (R-38, §13).</summary>
[TestFixture]
public sealed class DisclosurePolicyTests
{
    private static readonly Fact s_fact = new()
    {
        Subject = "customer-7", Relation = "prefers_channel", Object = "phone", Confidence = 0.9, CreatedAt = 1768471200000, UserId = "customer-7",
        Namespace = "support:billing", StructuralTags = ["vip"],
    };

    [Test]
    public void Rules_add_up()
    {
        DisclosurePolicy policy = Policy(
            new() { Name = "a", Hide = ["user_id"] },
            new() { Name = "b", Types = [GrainType.Fact], Hide = ["object", "subject"] },
            new() { Name = "c", Types = [GrainType.Goal], Hide = ["namespace"] });
        DisclosureDecision decision = policy.Decide(s_fact.ToBlob());
        Assert.That(decision.Action, Is.EqualTo(DisclosureAction.Disclose));
        Assert.That(decision.Fields, Is.EquivalentTo((string[])["user_id", "object", "subject"]));
    }

    [Test]
    public void A_field_that_is_hidden_is_hidden_under_its_key_in_a_type_that_does_not_know_it()
    {
        GrainBlob grain = (s_fact with { Extra = new OmsMap([new("oid", "nurse-12")]) }).ToBlob();
        DisclosureDecision decision = Policy(new DisclosureRule { Name = "a", Hide = ["observer_id"] }).Decide(grain);
        Assert.That(decision.Fields, Is.EqualTo((string[])["oid"]));
        Assert.That(Policy(new DisclosureRule { Name = "a", Hide = ["user_id"] }).Decide(grain).Fields, Does.Not.Contain("oid"));
    }

    [Test]
    public void Withholding_wins() =>
        Assert.That(Policy(new() { Name = "a", Hide = ["user_id"] }, new() { Name = "b", Tags = ["v*"], Withhold = true }).Apply(s_fact.ToBlob()).Blob, Is.Null);

    [TestCase("types", true)]
    [TestCase("tags", true)]
    [TestCase("unless", false)]
    [TestCase("namespaces", true)]
    [TestCase("relations", true)]
    [TestCase("other type", false)]
    [TestCase("other tag", false)]
    [TestCase("other namespace", false)]
    [TestCase("other relation", false)]
    public void Every_condition_of_a_rule_must_hold(string condition, bool matches)
    {
        DisclosureRule rule = new() { Name = condition, Hide = ["user_id", "subject"] };
        rule = condition switch
        {
            "types" => rule with { Types = [GrainType.Event, GrainType.Fact] },
            "tags" => rule with { Tags = ["other", "vip"] },
            "unless" => rule with { UnlessTags = ["vip"] },
            "namespaces" => rule with { Namespaces = ["support:*"] },
            "relations" => rule with { Relations = ["prefers_*"] },
            "other type" => rule with { Types = [GrainType.Event] },
            "other tag" => rule with { Tags = ["vi"] },
            "other namespace" => rule with { Namespaces = ["support"] },
            _ => rule with { Relations = ["prefers"] },
        };
        DisclosureDecision decision = new DisclosurePolicy { Name = "test", Rules = [rule], ShowUnmatched = true }.Decide(s_fact.ToBlob());
        Assert.That(decision.Fields, Has.Count.EqualTo(matches ? 2 : 0));
        Assert.That(decision.Action, Is.EqualTo(matches ? DisclosureAction.Disclose : DisclosureAction.ShowWhole));
    }

    [TestCase("tags")]
    [TestCase("namespaces")]
    public void A_condition_on_what_the_grain_hides_already_counts_as_holding(string condition)
    {
        GrainBlob grain = Elision.Elide(s_fact, ["structural_tags", "namespace"]);
        DisclosureRule rule = new() { Name = condition, Withhold = true };
        rule = condition == "tags" ? rule with { Tags = ["never"] } : rule with { Namespaces = ["never"] };
        Assert.That(Policy(new() { Name = "all" }, rule).Decide(grain).Action, Is.EqualTo(DisclosureAction.Withhold));
        Assert.That(Policy(new() { Name = "all" }, rule).Decide(s_fact.ToBlob()).Action, Is.EqualTo(DisclosureAction.ShowWhole));
    }

    [Test]
    public void A_grain_that_no_rule_matches_is_withheld() =>
        Assert.That(Policy(new DisclosureRule { Name = "goals", Types = [GrainType.Goal] }).Decide(s_fact.ToBlob()).Action, Is.EqualTo(DisclosureAction.Withhold));

    [TestCase("confidence", "OMS-10.2-1")]
    [TestCase("relation", "OMS-10.2-1")]
    public void What_must_stay_makes_the_grain_withheld_and_the_reason_names_field_and_rule(string field, string rule)
    {
        DisclosureOutcome outcome = Policy(new DisclosureRule { Name = "mine", Hide = ["user_id", field] }).Apply(s_fact.ToBlob());
        Assert.That(outcome.Blob, Is.Null);
        DisclosureReason reason = outcome.Decision.Reasons.Single();
        Assert.That((reason.PolicyRule, reason.Field, reason.Rule), Is.EqualTo(("mine", field, rule)));
    }

    [Test]
    public void What_a_rule_does_not_keep_is_hidden_whatever_it_is_called()
    {
        GrainBlob grain = (s_fact with { Extra = new OmsMap([new("crm_note", "calls often")]) }).ToBlob();
        DisclosureOutcome outcome = Policy(new DisclosureRule { Name = "keep", Keep = ["relation", "confidence"] }).Apply(grain);
        Assert.That(outcome.Decision.Fields, Is.EquivalentTo((string[])["subject", "object", "user_id", "namespace", "structural_tags", "crm_note"]));
        Assert.That(SupportCaseTests.Holds(outcome.Blob!, "calls often"), Is.False);
        Assert.That(outcome.Blob!.Header.NamespaceHash, Is.Zero, "R-38");
    }

    [TestCase("pii:name", false)]
    [TestCase("phi:mrn", false)]
    [TestCase("sec:token", false)]
    [TestCase("legal:hold", false)]
    [TestCase("reg:gdpr", true)]
    [TestCase("billing", true)]
    public void A_sensitive_tag_that_no_rule_names_makes_the_grain_withheld(string tag, bool isShown)
    {
        GrainBlob grain = (s_fact with { StructuralTags = ["vip", tag] }).ToBlob();
        DisclosureRule all = new() { Name = "all", Hide = ["user_id", "subject"] };
        Assert.That(Policy(all).Apply(grain).Blob is not null, Is.EqualTo(isShown));
        Assert.That(Policy(all, new() { Name = "known", Tags = [tag] }).Apply(grain).Blob, Is.Not.Null, "a rule names it");
        Assert.That(Policy(all, new() { Name = "known", Tags = [tag[..4] + "*"] }).Apply(grain).Blob, Is.Not.Null);
    }

    [Test]
    public void A_header_above_what_named_tags_explain_makes_the_grain_withheld()
    {
        DisclosureRule all = new() { Name = "all" }, known = new() { Name = "known", Tags = ["pii:*"] };
        GrainBlob raised = (s_fact with { Sensitivity = Sensitivity.Pii }).ToBlob();
        GrainBlob tagged = (s_fact with { StructuralTags = ["pii:name"] }).ToBlob();
        GrainBlob both = (s_fact with { StructuralTags = ["pii:name"], Sensitivity = Sensitivity.Phi }).ToBlob();
        Assert.Multiple(() =>
        {
            Assert.That(Policy(all, known).Apply(raised).Blob, Is.Null);
            Assert.That(Policy(all, known).Apply(tagged).Blob, Is.Not.Null);
            Assert.That(Policy(all, known).Apply(both).Blob, Is.Null);
            Assert.That(Policy(all, known).Apply(Elision.Elide(tagged, ["structural_tags"])).Blob, Is.Null, "hidden tags explain nothing");
            Assert.That(new DisclosurePolicy { Name = "t", Rules = [all], MaxSensitivity = Sensitivity.Pii }.Apply(raised).Blob, Is.Not.Null);
        });
    }

    [Test]
    public void A_type_without_a_schema_is_withheld_unless_a_rule_names_it_and_its_fields_are_hidden_by_key_and_by_name()
    {
        GrainBlob grain = Grain.Restore(new OmsMap([new("t", "x"), new("user", "anna-77"), new("user_id", "anna-77"), new("z", 1)]), (GrainType)0xf0).ToBlob();
        DisclosureRule hide = new() { Name = "all", Hide = ["user_id"] };
        Assert.That(Policy(hide).Apply(grain).Blob, Is.Null);
        GrainBlob? shown = Policy(hide with { Types = [(GrainType)0xf0] }).Apply(grain).Blob;
        Assert.That(shown, Is.Not.Null);
        Assert.That(SupportCaseTests.Holds(shown!, "anna-77"), Is.False);
    }

    [Test]
    public void A_hidden_identity_that_stands_in_a_text_as_well_is_hidden_there_too()
    {
        DisclosurePolicy policy = Policy(new DisclosureRule { Name = "all", Hide = ["user_id", "subject"] });
        GrainBlob told = (s_fact with { Object = "call Customer-7 back" }).ToBlob(), other = (s_fact with { Object = "call customer-77 back" }).ToBlob();
        Assert.That(policy.Decide(told).Fields, Is.EquivalentTo((string[])["user_id", "subject", "object"]));
        Assert.That(policy.Decide(other).Fields, Is.EquivalentTo((string[])["user_id", "subject"]));
        Event said = new() { Content = "customer-7 called", UserId = "customer-7", CreatedAt = 1768471200000 };
        Assert.That(policy.Decide(said.ToBlob()).Action, Is.EqualTo(DisclosureAction.Withhold), "the content must stay");
    }

    [TestCase("Mariana Duarte", false)]
    [TestCase("customer-7", false)]
    [TestCase("loyalty_points", true)]
    public void The_name_of_a_hidden_field_says_nothing_or_the_grain_is_withheld(string key, bool isShown)
    {
        GrainBlob grain = (s_fact with { Extra = new OmsMap([new(key, 5)]) }).ToBlob();
        GrainBlob? shown = Policy(new DisclosureRule { Name = "keep", Keep = ["relation", "confidence"] }).Apply(grain).Blob;
        Assert.That(shown is not null, Is.EqualTo(isShown), "_elided keeps the names");
    }

    [Test]
    public void A_field_that_stands_under_its_key_and_under_its_name_leaves_under_neither()
    {
        byte[] bytes = s_fact.ToBlob().Span.ToArray();
        bytes[GrainHeader.Size]++;
        GrainBlob both = GrainBlob.Parse([.. bytes, 0xa7, .. "user_id"u8, 0xaa, .. "customer-7"u8], new() { Mode = ReadingMode.Compatible });
        Assert.That(Policy(new DisclosureRule { Name = "all", Hide = ["user_id"] }).Apply(both).Blob, Is.Null);
    }

    [Test]
    public void A_term_is_in_nothing_that_is_shown()
    {
        DisclosurePolicy policy = Policy(new DisclosureRule { Name = "all", Hide = ["user_id", "subject"] });
        GrainBlob grain = (s_fact with { Object = "ask for JOSE\u0301" }).ToBlob();
        Assert.That(policy.Decide(grain, new() { Terms = ["jos"] }).Fields, Has.Member("object"));
        Assert.That(policy.Decide(grain, new() { Terms = ["prefers"] }).Action, Is.EqualTo(DisclosureAction.Withhold), "the relation must stay");
        Assert.That(() => policy.Decide(grain, new() { Terms = ["x"] }), Throws.ArgumentException);
    }

    [Test]
    public void Sealed_and_non_canonical_grains_are_withheld()
    {
        GrainBlob canonical = s_fact.ToBlob();
        byte[] bytes = canonical.Span.ToArray();
        bytes[1] |= (byte)GrainFlags.Encrypted;
        GrainBlob sealedOne = GrainBlob.Parse(bytes);
        Assert.Multiple(() =>
        {
            Assert.That(Policy(new DisclosureRule { Name = "all" }).Decide(sealedOne).Action, Is.EqualTo(DisclosureAction.Withhold));
            Assert.That(DisclosurePolicy.Auditor.Decide(sealedOne).Action, Is.EqualTo(DisclosureAction.ShowWhole));
        });
        GrainBlob loose = Vectors.Blobs.Select(static vector => Loose(vector.Bytes)).First(static blob => blob is not null)!;
        Assert.That(DisclosurePolicy.Auditor.Decide(loose).Reasons.Single().Rule, Is.EqualTo("R-26"));
    }

    [TestCase("usr_id")]
    [TestCase("User_id")]
    public void A_field_that_does_not_exist_is_refused_because_a_misspelt_one_would_be_shown(string field)
    {
        OmsException refused = Assert.Throws<OmsException>(() => Policy(new DisclosureRule { Name = "all", Hide = [field] }).Decide(s_fact.ToBlob()));
        Assert.That(refused.Fault.Field, Is.EqualTo("rules[0].hide"));
        Assert.DoesNotThrow(() => new DisclosurePolicy { Name = "t", Rules = [new() { Name = "all", Hide = [field] }], CustomFields = [field] }.Validate());
    }

    [TestCase("phone", "unknown_relation", false)]
    [TestCase("studio", "subscription_plan", true)]
    [TestCase("Studio Anna", "subscription_plan", false)]
    [TestCase("INV-5306", "invoice", true)]
    [TestCase("+351912345678", "number", false)]
    [TestCase("351912345678", "number", false)]
    [TestCase("1980-03-10", "when", false)]
    [TestCase("a@b.example", "reason", false)]
    [TestCase("anna", "known_as", false)]
    [TestCase("anna-1", "customer_code", false)]
    [TestCase("customer-2184", "reason", false)]
    [TestCase("user:anna", "reason", false)]
    [TestCase("0b8e2b46-90cf-4a10-b4ab-5c02a87a8a8b", "case", true)]
    public void The_screen_lets_codes_and_words_of_a_status_pass_and_nothing_else(string text, string relation, bool passes)
    {
        GrainBlob grain = (s_fact with { Object = text, Relation = relation }).ToBlob();
        Assert.That(Policy(new DisclosureRule { Name = "all", Screen = ["object"] }).Decide(grain).Fields.Contains("object"), Is.EqualTo(!passes));
        Assert.That(Policy(new DisclosureRule { Name = "all", Screen = ["object"] }).Decide((s_fact with { Object = new OmsMap([new(relation, text)]), Relation = "x" }).ToBlob()).Fields.Contains("object"), Is.EqualTo(!passes));
    }

    /// <summary>The law: whatever the grain, what a policy hides is neither among the fields nor, if it is an identity, in the bytes.</summary>
    [Test]
    public void No_policy_lets_a_field_appear_that_it_hides()
    {
        Random random = new(20260309);
        string[] names = [.. FieldRegistry.ForType(1).Concat(FieldRegistry.ForType(7)).Select(static field => field.Name).Distinct().Where(static name => !FieldChoice.IsBasic(name))];
        int disclosed = 0, withheld = 0;
        foreach (VectorBlob vector in Vectors.Blobs.Where(static blob => !blob.Options.SkipSchema && blob.Bytes.Length < 4096))
        {
            GrainBlob grain = GrainBlob.Parse(vector.Bytes, vector.Options);
            string[] hide = [.. names.Where(_ => random.Next(4) == 0)];
            DisclosureOutcome outcome = new DisclosurePolicy
            {
                Name = "random", MaxSensitivity = Sensitivity.Phi, AllowUnknownTags = true,
                Rules = [new() { Name = "r", Types = [.. Enumerable.Range(1, 255).Select(static type => (GrainType)type)], Hide = hide }],
            }.Apply(grain);
            if (outcome.Blob is null) withheld++;
            else
            {
                foreach (FieldEntry entry in outcome.Blob.View()) Assert.That(hide, Does.Not.Contain(FieldNames.Of(entry)), vector.Name);
            }
            if (outcome.Decision.Action != DisclosureAction.Disclose || grain.View().TryGet(DisclosedBytes.OriginalKey, out _)) continue;
            disclosed++;
            Assert.That(DisclosureCheck.AgainstOriginal(outcome.Blob!, grain).IsConsistent, Is.True, vector.Name);
        }
        Assert.That((disclosed > 100, withheld > 10), Is.EqualTo((true, true)), $"{disclosed}, {withheld}");
    }

    private static GrainBlob? Loose(byte[] bytes)
    {
        // A key twice as long as it must be: the first one as str8 instead of fixstr.
        if ((bytes[1] & 0x26) != 0 || (bytes[9] & 0xf0) != 0x80 || (bytes[10] & 0xe0) != 0xa0) return null;
        byte[] loose = [.. bytes[..10], 0xd9, (byte)(bytes[10] & 0x1f), .. bytes[11..]];
        try
        {
            GrainBlob blob = GrainBlob.Parse(loose, new() { Mode = ReadingMode.Compatible });
            return blob.IsCanonical ? null : blob;
        }
        catch (OmsException)
        {
            return null;
        }
    }

    private static DisclosurePolicy Policy(params DisclosureRule[] rules) => new() { Name = "test", Rules = rules };
}
