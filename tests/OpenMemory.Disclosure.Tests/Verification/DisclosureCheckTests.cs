namespace OpenMemory.Disclosure.Tests;

/// <summary>What a receiver can say of disclosed grains (§10, OMS-10.1-2, OMS-10.4-1).</summary>
[TestFixture]
public sealed class DisclosureCheckTests
{
    private static readonly Fact s_fact = new()
    {
        Subject = "Alice", Relation = "works_at", Object = "ACME Corp", Confidence = 1, CreatedAt = 1737000000000, UserId = "alice-123", Namespace = "hr",
        Context = new() { ["k"] = 1.5, ["a"] = new OmsValue[] { OmsValue.Null, 7 } },
    };

    private static readonly GrainBlob s_original = s_fact.ToBlob();
    private static readonly GrainBlob s_disclosed = Elision.Elide(s_original, ["user_id", "context"]);

    [Test]
    public void Alone_a_disclosed_grain_shows_and_hides()
    {
        DisclosureReport report = DisclosureCheck.Examine(s_disclosed);
        Assert.Multiple(() =>
        {
            Assert.That(report.IsConsistent, Is.True);
            Assert.That(report.Original, Is.EqualTo(s_original.Address));
            Assert.That(report.IsOriginalKnown, Is.False);
            Assert.That(Of(report, FieldDisclosure.Hidden), Is.EqualTo(["context", "user_id"]));
            Assert.That(Of(report, FieldDisclosure.Shown), Is.EqualTo(["confidence", "created_at", "namespace", "object", "relation", "subject", "type"]));
        });
    }

    [Test]
    public void A_revealed_value_is_proven_or_contradicted()
    {
        DisclosureReport report = DisclosureCheck.Examine(s_disclosed, new Dictionary<string, OmsValue>
        {
            ["user_id"] = "alice-124", ["context"] = new OmsMap { ["a"] = new OmsValue[] { OmsValue.Null, 7 }, ["k"] = 1.5 }, ["subject"] = "Alice", ["owner"] = "nobody",
        });
        Assert.Multiple(() =>
        {
            Assert.That(Of(report, FieldDisclosure.Proven), Is.EqualTo(["context", "subject"]));
            Assert.That(Of(report, FieldDisclosure.Contradicted), Is.EqualTo(["owner", "user_id"]));
            Assert.That(report.Find("user_id")!.Value.Fault.Rule, Is.EqualTo("OMS-10.1-2"));
            Assert.That(report.Find("user_id")!.Value.Fault.Field, Is.EqualTo("user_id"));
            Assert.That(report.IsConsistent, Is.False);
        });
    }

    [Test]
    public void A_revealed_number_is_proven_in_the_form_in_which_a_writer_puts_it()
    {
        GrainBlob disclosed = Elision.Elide(s_fact with { Importance = 1 }, ["importance"], new() { AllowUnlisted = true });
        Assert.That(DisclosureCheck.Examine(disclosed, new Dictionary<string, OmsValue> { ["importance"] = 1 }).Find("importance")!.Value.Status, Is.EqualTo(FieldDisclosure.Proven));
    }

    /// <summary>R-28, R-38: the hash is over the value as it stands in the payload, whose nested keys may be short ones.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public void A_revealed_value_has_its_nested_keys_compacted_as_the_grain_had(bool isTagged)
    {
        Fact fact = s_fact with
        {
            StructuralTags = isTagged ? ["profile:integration"] : ["own"],
            Context = new() { ["int:base_url"] = "https://example.com" },
            RelatedTo = [new() { Hash = new string('a', 64), RelationType = "elaborates", Weight = 1 }],
        };
        GrainBlob disclosed = Elision.Elide(fact, ["context", "related_to", "structural_tags"], new() { AllowUnlisted = true });
        DisclosureReport report = DisclosureCheck.Examine(disclosed, fact.ToFields().ToDictionary());
        Assert.That(Of(report, FieldDisclosure.Proven), Is.EqualTo(report.Fields.Select(static known => known.Name)));
    }

    [TestCase(PayloadEncoding.MessagePack)]
    [TestCase(PayloadEncoding.Cbor)]
    public void Against_its_original_every_field_is_proven(PayloadEncoding encoding)
    {
        GrainBlob original = s_original.Transcode(encoding);
        DisclosureReport report = DisclosureCheck.AgainstOriginal(Elision.Elide(original, ["user_id", "context"]), original);
        Assert.That((report.IsConsistent, report.IsOriginalKnown, Of(report, FieldDisclosure.Proven).Length), Is.EqualTo((true, true, report.Fields.Count)));
    }

    /// <summary>R-38: the level is not lowered, and the namespace's hash is the original's or none.</summary>
    [TestCase(1, "R-38")]
    [TestCase(3, "R-38")]
    public void A_header_that_says_less_sensitivity_or_another_namespace_is_told(int offset, string rule)
    {
        GrainBlob original = new Fact { Subject = "a1", Relation = "is", Object = "x", Confidence = 1, CreatedAt = 1768471200000, Namespace = "n", Sensitivity = Sensitivity.Pii }.ToBlob();
        byte[] bytes = Elision.Elide(original, Field.Subject).Span.ToArray();
        if (offset == 1) bytes[1] &= 0x3f;
        else bytes[3] ^= 0x55;
        DisclosureReport report = DisclosureCheck.AgainstOriginal(GrainBlob.Parse(bytes), original);
        Assert.That(report.Faults.Select(static fault => (fault.Offset, fault.Rule)), Is.EqualTo(((long, string)[])[(offset, rule)]));
    }

    [Test]
    public void Another_original_is_told_by_its_address_and_by_its_fields()
    {
        GrainBlob other = (s_fact with { UserId = "bob-7", Object = "Other Corp" }).ToBlob();
        DisclosureReport report = DisclosureCheck.AgainstOriginal(s_disclosed, other);
        Assert.Multiple(() =>
        {
            Assert.That((report.IsConsistent, report.IsOriginalKnown), Is.EqualTo((false, false)));
            Assert.That(report.Faults.Select(static fault => fault.Field), Is.EqualTo(["_disclosure_of"]));
            Assert.That(Of(report, FieldDisclosure.Contradicted), Is.EqualTo(["object", "user_id"]));
            Assert.That(Of(report, FieldDisclosure.Proven), Is.Empty, "another grain that agrees proves nothing");
        });
    }

    [Test]
    public void A_field_that_was_left_out_added_or_changed_is_contradicted()
    {
        OmsMap fields = new([.. Grain.Read(s_disclosed.Span).ToFields().Where(static entry => entry.Key is not "namespace")
            .Select(static entry => entry.Key == "object" ? new("object", "Evil Corp") : entry), new("importance", 0.5)]);
        DisclosureReport report = DisclosureCheck.AgainstOriginal(Grain.FromFields(fields).ToBlob(), s_original);
        Assert.That(Of(report, FieldDisclosure.Contradicted), Is.EqualTo(["importance", "namespace", "object"]));
    }

    [Test]
    public void Two_disclosures_prove_what_either_hides()
    {
        GrainBlob one = Elision.Elide(s_original, ["user_id", "context"]), two = Elision.Elide(s_original, ["context", "subject"]);
        DisclosureReport report = DisclosureCheck.Compare([one, two]);
        Assert.Multiple(() =>
        {
            Assert.That(report.IsConsistent, Is.True);
            Assert.That(Of(report, FieldDisclosure.Proven), Is.EqualTo(["subject", "user_id"]));
            Assert.That(Of(report, FieldDisclosure.Hidden), Is.EqualTo(["context"]));
            Assert.That(Of(report, FieldDisclosure.Shown), Does.Contain("object"));
        });
    }

    [Test]
    public void Two_disclosures_that_tell_different_stories_are_contradicted()
    {
        GrainBlob other = Elision.Elide(s_fact with { Object = "Other Corp", UserId = "bob" }, ["context", "user_id"]);
        DisclosureReport forged = DisclosureCheck.Compare([s_disclosed, Restated(other, s_original.Address)]);
        DisclosureReport foreign = DisclosureCheck.Compare([s_disclosed, other]);
        Assert.Multiple(() =>
        {
            Assert.That(forged.Faults, Is.Empty);
            Assert.That(Of(forged, FieldDisclosure.Contradicted), Is.EqualTo(["object", "user_id"]));
            Assert.That(foreign.Faults, Has.Count.EqualTo(1), "they are of different originals");
        });
    }

    [Test]
    public void A_field_that_only_one_of_two_disclosures_knows_is_contradicted_in_either_order()
    {
        GrainBlob more = Restated(Elision.Elide(s_fact with { Importance = 0.5 }, ["user_id"]), s_original.Address);
        Assert.Multiple(() =>
        {
            Assert.That(Of(DisclosureCheck.Compare([s_disclosed, more]), FieldDisclosure.Contradicted), Is.EqualTo(["importance"]));
            Assert.That(Of(DisclosureCheck.Compare([more, s_disclosed]), FieldDisclosure.Contradicted), Is.EqualTo(["importance"]));
        });
    }

    [Test]
    public void One_disclosure_is_not_compared() => Assert.That(() => DisclosureCheck.Compare([s_disclosed]), Throws.ArgumentException);

    [TestCase("not a hash")]
    [TestCase("sha256:00")]
    [TestCase("sha256:ZZ00000000000000000000000000000000000000000000000000000000000000")]
    public void A_hash_that_is_none_is_a_contradiction_and_nothing_is_thrown(string hash)
    {
        OmsMap fields = new([.. Grain.Read(s_disclosed.Span).ToFields().Where(static entry => entry.Key != "_elided"),
            new("_elided", new OmsMap { ["user_id"] = hash, ["context"] = 7 })]);
        DisclosureReport report = DisclosureCheck.Examine(Grain.FromFields(fields).ToBlob());
        Assert.That(Of(report, FieldDisclosure.Contradicted), Is.EqualTo(["context", "user_id"]));
    }

    [Test]
    public void What_is_both_shown_and_hidden_is_a_contradiction()
    {
        OmsMap fields = new([.. Grain.Read(s_disclosed.Span).ToFields(), new("user_id", "alice-123")]);
        Assert.That(Of(DisclosureCheck.Examine(Grain.FromFields(fields).ToBlob()), FieldDisclosure.Contradicted), Is.EqualTo(["user_id"]));
    }

    /// <summary>OMS-10.4-3: whoever has the original uses it.</summary>
    [Test]
    public void A_disclosed_grain_resolves_to_its_original_where_that_is_at_hand()
    {
        Assert.Multiple(() =>
        {
            Assert.That(s_disclosed.View().IsDisclosed, Is.True);
            Assert.That(s_original.View().IsDisclosed, Is.False);
            Assert.That(DisclosedGrain.TryGetOriginal(s_disclosed, out ContentAddress address) ? address : default, Is.EqualTo(s_original.Address));
            Assert.That(DisclosedGrain.Resolve(s_disclosed, found => found == s_original.Address ? s_original : null), Is.SameAs(s_original));
            Assert.That(DisclosedGrain.Resolve(s_disclosed, static _ => null), Is.SameAs(s_disclosed));
            Assert.That(DisclosedGrain.Resolve(s_original, static _ => throw new InvalidOperationException()), Is.SameAs(s_original));
        });
    }

    [Test]
    public void A_disclosed_grain_that_contradicts_its_original_is_not_taken_for_it()
    {
        GrainBlob forged = Restated(Elision.Elide(s_fact with { Object = "Evil Corp" }, ["user_id"]), s_original.Address);
        OmsException refused = Assert.Throws<OmsException>(() => DisclosedGrain.Resolve(forged, _ => s_original));
        Assert.That((refused.Code, refused.Fault.Field), Is.EqualTo((OmsErrorCode.Integrity, "object")));
    }

    /// <summary>The same fields under another original's name: what a forger writes.</summary>
    private static GrainBlob Restated(GrainBlob disclosed, ContentAddress original) => Grain.FromFields(new([
        .. Grain.Read(disclosed.Span).ToFields().Where(static entry => entry.Key != "_disclosure_of"), new("_disclosure_of", $"sha256:{original}")])).ToBlob();

    private static string[] Of(DisclosureReport report, FieldDisclosure status) => [.. report.Fields.Where(known => known.Status == status).Select(static known => known.Name)];
}
