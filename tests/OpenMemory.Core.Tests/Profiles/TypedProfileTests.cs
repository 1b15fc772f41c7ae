namespace OpenMemory.Tests;

/// <summary>Profiles as records: read from a grain, put into a grain, without loss (R-42, OMS-4.5-3).</summary>
[TestFixture]
public sealed class TypedProfileTests
{
    private static IReadOnlyList<DomainProfile> All => DomainProfile.All;

    [TestCaseSource(nameof(All))]
    public void A_profile_read_and_put_back_gives_the_same_bytes(DomainProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        OmsMap context = new(ProfileSamples.Full(profile)) { [profile.Prefix + "future_key"] = new OmsValue[] { 1, OmsValue.Null }, ["mine"] = 1 };
        GrainBlob blob = ProfileSamples.With(profile, context).ToBlob();
        Event read = (Event)Grain.Read(blob.Span);
        ProfileFields fields = ProfileSamples.Of(profile, read)!;
        Assert.That(fields.Profile, Is.SameAs(profile));
        Assert.That(fields.ToMap(), Is.EqualTo(new OmsMap(context.Where(static entry => entry.Key != "mine"))));
        Assert.That(read.With(fields), Is.SameAs(read), "nothing changed");
        Assert.That((read with { Context = null }).With(fields).With(fields).ToBlob(), Is.Not.EqualTo(blob), "the author's own key is gone");
        Assert.That((read with { Context = new() { ["mine"] = 1 }, StructuralTags = null }).With(fields).ToBlob(), Is.EqualTo(blob));
    }

    [TestCaseSource(nameof(All))]
    public void Every_property_reads_and_writes_its_field(DomainProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ProfileFields full = ProfileSamples.Read(profile, ProfileSamples.Full(profile));
        foreach (ProfileField field in profile.Fields)
        {
            string name = string.Concat(field.Name[profile.Prefix.Length..].Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
            System.Reflection.PropertyInfo property = full.GetType().GetProperty(name)!;
            object? value = property.GetValue(full);
            Assert.That(value, Is.Not.Null, field.Name);
            ProfileFields empty = ProfileSamples.Empty(profile);
            Assert.That(property.GetValue(empty), Is.Null, field.Name);
            property.SetValue(empty, value);
            Assert.That(empty.ToMap(), Is.EqualTo(new OmsMap { [field.Name] = full.GetValue(field.Name) }), field.Name);
            property.SetValue(empty, null);
            Assert.That(empty.ToMap(), Is.Empty, field.Name);
        }
    }

    [Test]
    public void A_profile_stands_in_the_context_and_brings_its_tag()
    {
        Event mail = new Event { Content = "c", CreatedAt = 1, StructuralTags = ["mine"], Context = new() { ["mine"] = 1, ["mail:folder"] = "INBOX" } }
            .With(new MailProfile { From = "anna@example.com", Direction = "inbound" });
        Assert.That(mail.StructuralTags, Is.EqualTo(new[] { "mine", "profile:mail" }));
        Assert.That(mail.Context, Is.EqualTo(new OmsMap { ["mine"] = 1, ["mail:from"] = "anna@example.com", ["mail:direction"] = "inbound" }), "other fields of the profile are replaced");
        MailProfile read = MailProfile.Of(Grain.Read(mail.ToBlob().Span))!;
        Assert.That(read, Is.EqualTo(new MailProfile { Direction = "inbound", From = "anna@example.com" }));
        Assert.That(mail.With(read with { From = null }).Context!.ContainsKey("mail:from"), Is.False);
        Assert.That(mail.With(new RoboticsProfile { RobotId = "r" }).StructuralTags, Is.EqualTo(new[] { "mine", "profile:mail", "profile:robotics" }));
    }

    [Test]
    public void A_Trigger_keeps_its_connector_in_the_configuration()
    {
        Trigger trigger = new Trigger { Kind = "manual", Workflow = FieldGen.Address, CreatedAt = 1, Config = new() { ["mine"] = 1 } }
            .With(new IntegrationProfile { Connector = "github", AuthType = "oauth2" });
        Assert.That(trigger.Config, Is.EqualTo(new OmsMap { ["mine"] = 1, ["int:connector"] = "github", ["int:auth_type"] = "oauth2" }));
        Assert.That((trigger.Context, trigger.Declares(DomainProfile.Integration)), Is.EqualTo(((OmsMap?)null, true)));
        Assert.That(IntegrationProfile.Of(Grain.Read(trigger.ToBlob().Span))?.Connector, Is.EqualTo("github"));
        Trigger robot = trigger.With(new RoboticsProfile { RobotId = "r" });
        Assert.That((robot.Config, robot.Context), Is.EqualTo((trigger.Config, new OmsMap { ["rob:robot_id"] = "r" })));
    }

    [Test]
    public void A_State_keeps_a_profile_beside_its_snapshot()
    {
        State state = new State { Context = new() { ["model"] = "m" }, CreatedAt = 1 }.With(new IntegrationProfile { Connector = "github" });
        GrainBlob blob = state.ToBlob();
        Assert.That(blob.View().TryGet(Field.Context, out FieldValue context), Is.True);
        Assert.That(context.ToValue().AsMap().Keys, Is.EquivalentTo(new[] { "int:connector", "model" }), "never compacted in a snapshot");
        Assert.That(IntegrationProfile.Of(Grain.Read(blob.Span))?.Connector, Is.EqualTo("github"));
    }

    [Test]
    public void Fields_at_the_top_level_are_read_where_the_context_lacks_them()
    {
        Event foreign = ProfileSamples.With(DomainProfile.Healthcare, new() { ["hc:loinc"] = "1" }) with { Extra = new() { ["hc:loinc"] = "2", ["hc:snomed"] = "3", ["x:own"] = 4 } };
        HealthcareProfile profile = HealthcareProfile.Of(Grain.Read(foreign.ToBlob().Span))!;
        Assert.That((profile.Loinc, profile.Snomed), Is.EqualTo(("1", "3")));
        Event moved = foreign.With(profile);
        Assert.That(moved.Extra, Is.EqualTo(new OmsMap { ["x:own"] = 4 }));
        Assert.That(moved.Context, Is.EqualTo(new OmsMap { ["hc:loinc"] = "1", ["hc:snomed"] = "3" }));
    }

    [Test]
    public void Reading_asks_for_no_tag_and_finds_nothing_where_there_is_nothing()
    {
        Assert.That(LegalProfile.Of(ProfileSamples.With(null, new() { ["legal:citation"] = "c" }))?.Citation, Is.EqualTo("c"));
        Assert.That(LegalProfile.Of(ProfileSamples.With(DomainProfile.Legal, null)), Is.EqualTo(new LegalProfile()));
        Assert.That(LegalProfile.Of(ProfileSamples.With(DomainProfile.Finance, new() { ["legal"] = 1, ["legal:"] = 1 })), Is.Null);
        Assert.That(LegalProfile.Of(new CustomGrain(0xf0)), Is.Null);
        Assert.Throws<ArgumentException>(() => new CustomGrain(0xf0).With(new LegalProfile()));
    }

    [Test]
    public void An_empty_context_stays_the_author_s_and_no_empty_one_is_left_behind() // OMS-4.5-4
    {
        Event tagged = ProfileSamples.With(DomainProfile.Science, null);
        Assert.That(tagged.With(new ScienceProfile()).Context, Is.Null);
        Assert.That((tagged with { Context = OmsMap.Empty }).With(new ScienceProfile()).Context, Is.Empty);
        Assert.That(tagged.With(new ScienceProfile { Doi = "d" }).With(new ScienceProfile()).Context, Is.Null);
    }

    [Test]
    public void Values_of_another_kind_are_kept_and_not_shown()
    {
        ConsumerProfile profile = new(new OmsMap { ["con:sentiment"] = "good", ["con:recommendation_rank"] = 1, ["other"] = 1 });
        Assert.That((profile.Sentiment, profile.RecommendationRank), Is.EqualTo(((double?)null, (long?)1)));
        Assert.That((profile with { AppId = "a" }).ToMap(), Is.EqualTo(new OmsMap { ["con:sentiment"] = "good", ["con:recommendation_rank"] = 1, ["con:app_id"] = "a" }));
        Assert.That(profile.ToString(), Is.EqualTo("ConsumerProfile (2 fields)"), "never the values");
    }
}
