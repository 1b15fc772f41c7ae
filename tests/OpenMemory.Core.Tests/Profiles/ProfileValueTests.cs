namespace OpenMemory.Tests;

/// <summary>Kinds, listed values and ranges of registered fields bind authors who declare the profile (OMS-A-1, R-27).</summary>
[TestFixture]
public sealed class ProfileValueTests
{
    private static IEnumerable<TestCaseData> Fields =>
        DomainProfile.All.SelectMany(static profile => profile.Fields.Select(row => new TestCaseData(profile, row).SetArgDisplayNames(row.Name)));

    [TestCaseSource(nameof(Fields))]
    public void A_field_takes_its_own_kind_only_and_only_under_the_tag(DomainProfile profile, ProfileField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        OmsMap full = ProfileSamples.Full(profile);
        Assert.DoesNotThrow(() => ProfileSamples.With(profile, full).ToBlob());
        foreach (OmsValue wrong in Wrong(field.Kind))
        {
            Event grain = ProfileSamples.With(profile, new(full) { [field.Name] = wrong });
            Assert.That(ProfileSamples.Refusal(grain), Is.EqualTo((OmsErrorCode.Schema, "R-27", $"context.{field.Name}")));
            ProfileSamples.AssertReadable(grain);
            if (profile != DomainProfile.Mail) Assert.DoesNotThrow(() => (grain with { StructuralTags = ["profile:other"] }).ToBlob());
        }
    }

    [TestCaseSource(nameof(Fields))]
    public void A_field_at_the_top_level_is_judged_as_in_the_context(DomainProfile profile, ProfileField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        OmsMap full = ProfileSamples.Full(profile);
        Event bare = ProfileSamples.With(profile, null);
        Assert.DoesNotThrow(() => (bare with { Extra = full }).ToBlob());
        foreach (OmsValue wrong in Wrong(field.Kind))
        {
            Event grain = bare with { Extra = new(full) { [field.Name] = wrong } };
            Assert.That(ProfileSamples.Refusal(grain), Is.EqualTo((OmsErrorCode.Schema, "R-27", field.Name)));
            Assert.That(ProfileSamples.Refusal(grain with { Context = full }), Is.EqualTo((OmsErrorCode.Schema, "R-27", field.Name)), "each place is looked at");
            ProfileSamples.AssertReadable(grain);
            if (profile != DomainProfile.Mail) Assert.DoesNotThrow(() => (grain with { StructuralTags = ["profile:other"] }).ToBlob());
        }
    }

    [TestCaseSource(nameof(Fields))]
    public void Listed_values_bind_and_an_open_list_does_not(DomainProfile profile, ProfileField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        foreach (string value in field.Values) Assert.DoesNotThrow(() => ProfileSamples.With(profile, new() { [field.Name] = value }).ToBlob(), value);
        if (field.Values.Count == 0) return;
        Event other = ProfileSamples.With(profile, new() { [field.Name] = field.Values[0].ToUpperInvariant() + "x" });
        if (field.IsOpen) Assert.DoesNotThrow(() => other.ToBlob());
        else Assert.That(ProfileSamples.Refusal(other), Is.EqualTo((OmsErrorCode.Schema, "R-27", $"context.{field.Name}")));
    }

    [TestCase("fin:risk_score", 0.0, 1.0)]
    [TestCase("rob:battery_pct", 0.0, 100.0)]
    [TestCase("sci:p_value", 0.0, 1.0)]
    [TestCase("con:sentiment", -1.0, 1.0)]
    public void A_number_stays_in_its_range(string name, double least, double greatest)
    {
        DomainProfile profile = DomainProfile.All.Single(candidate => candidate.Find(name) is not null);
        foreach (OmsValue sound in new OmsValue[] { least, greatest, (long)least, (long)greatest, (least + greatest) / 2 })
            Assert.DoesNotThrow(() => ProfileSamples.With(profile, new() { [name] = sound }).ToBlob());
        foreach (OmsValue far in new OmsValue[] { least - 0.001, greatest + 0.001, (long)greatest + 1, (long)least - 1, ulong.MaxValue })
        {
            Event grain = ProfileSamples.With(profile, new() { [name] = far });
            Assert.That(ProfileSamples.Refusal(grain), Is.EqualTo((OmsErrorCode.Range, "R-27", $"context.{name}")));
            ProfileSamples.AssertReadable(grain);
        }
    }

    [Test]
    public void The_ranges_of_the_test_are_all_there_are() =>
        Assert.That(DomainProfile.All.SelectMany(static profile => profile.Fields).Count(static field => field.Minimum is not null || field.Maximum is not null), Is.EqualTo(4));

    [Test]
    public void Keys_that_are_not_registered_are_never_judged() // OMS-A-2, OMS-A-3
    {
        foreach (DomainProfile profile in DomainProfile.All)
        {
            Event grain = ProfileSamples.With(profile, new() { [profile.Prefix + "future_key"] = 1, ["icd10"] = 1, ["own"] = OmsValue.FromArray() });
            Assert.That(Grain.Read(grain.ToBlob().Span).Context, Is.EqualTo(grain.Context));
        }
    }

    [Test]
    public void A_compacted_field_is_judged_under_its_full_name()
    {
        OmsMap wrong = new() { ["int:rate_limit"] = "many" };
        Tool tool = new() { ToolPhase = "definition", ToolName = "t", InputSchema = OmsMap.Empty, ToolDescription = "d", CreatedAt = 1, StructuralTags = ["profile:integration"], Context = wrong };
        Assert.That(ProfileSamples.Refusal(tool).Field, Is.EqualTo("context.int:rate_limit"));
        State state = new() { CreatedAt = 1, StructuralTags = ["profile:integration"], Context = wrong };
        Assert.That(ProfileSamples.Refusal(state).Field, Is.EqualTo("context.int:rate_limit"));
        Trigger trigger = new() { Kind = "manual", Workflow = FieldGen.Address, CreatedAt = 1, StructuralTags = ["profile:integration"], Config = wrong };
        Assert.That(ProfileSamples.Refusal(trigger).Field, Is.EqualTo("config.int:rate_limit"));
        Assert.DoesNotThrow(() => (trigger with { StructuralTags = null }).ToBlob());
        Assert.That(ProfileSamples.Refusal(trigger with { Config = null, Context = wrong }).Field, Is.EqualTo("context.int:rate_limit"));
    }

    [Test]
    public void The_writer_judges_as_the_objects_do_whatever_comes_first()
    {
        foreach (bool tagsFirst in new[] { true, false })
        {
            OmsException? fault = Assert.Throws<OmsException>(() =>
            {
                using GrainWriter writer = new(GrainType.Reasoning);
                if (tagsFirst) writer.Write(Field.StructuralTags, ["profile:science"]);
                writer.Write(Field.Context, new OmsMap { ["sci:p_value"] = 1.5 });
                if (!tagsFirst) writer.Write(Field.StructuralTags, ["profile:science"]);
                writer.Write(Field.CreatedAt, 1);
                writer.ToBlob();
            });
            Assert.That(fault!.Fault, Is.EqualTo(new OmsFault(OmsErrorCode.Range, "R-27", "A number is out of range", -1, "context.sci:p_value")));
        }
    }

    [Test]
    public void Several_profiles_bind_together()
    {
        Event both = ProfileSamples.With(null, new() { ["sci:p_value"] = 0.5, ["fin:risk_score"] = 2 }) with { StructuralTags = ["profile:science", "profile:finance"] };
        Assert.That(ProfileSamples.Refusal(both).Field, Is.EqualTo("context.fin:risk_score"));
    }

    private static IEnumerable<OmsValue> Wrong(ProfileFieldKind kind)
    {
        (ProfileFieldKind[] Kinds, OmsValue Value)[] values =
        [
            ([ProfileFieldKind.Text], "text"),
            ([ProfileFieldKind.TextArray], new[] { "a" }),
            ([], new OmsValue[] { "a", 1 }),
            ([], new OmsValue[] { OmsValue.Null }),
            ([ProfileFieldKind.Integer, ProfileFieldKind.EpochMs, ProfileFieldKind.Number], 0),
            ([ProfileFieldKind.Number], 0.5),
            ([ProfileFieldKind.Boolean], true),
            ([ProfileFieldKind.Map], new OmsMap()),
            ([], new byte[] { 1 }),
        ];
        return values.Where(value => !value.Kinds.Contains(kind)).Select(static value => value.Value);
    }
}
