using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Tests;

/// <summary>The profiles in code are those of the registry (Appendix A), and so is the vocabulary of relations (§8).</summary>
[TestFixture]
public sealed partial class ProfileRegistryTests
{
    private static readonly JsonElement s_registry =
        JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", "registry", "grain-types.json"))).RootElement;

    [Test]
    public void Every_profile_has_its_tag_prefix_and_fields()
    {
        JsonElement[] rows = [.. s_registry.GetProperty("profiles").EnumerateArray()];
        Assert.That(DomainProfile.All.Select(static profile => (profile.Tag, profile.Prefix)),
            Is.EqualTo(rows.Select(static row => (row.GetProperty("tag").GetString()!, row.GetProperty("prefix").GetString()!))));
        foreach ((DomainProfile profile, JsonElement row) in DomainProfile.All.Zip(rows))
        {
            JsonElement[] fields = [.. row.GetProperty("fields").EnumerateArray()];
            Assert.That(profile.Fields.Select(static field => field.Name), Is.EqualTo(fields.Select(static field => field.GetProperty("name").GetString())), profile.Name);
            foreach ((ProfileField field, JsonElement registered) in profile.Fields.Zip(fields)) AssertSame(field, registered);
        }
    }

    [Test]
    public void Every_field_has_a_property_of_its_name_and_kind()
    {
        foreach (DomainProfile profile in DomainProfile.All)
        {
            Type record = ProfileSamples.Empty(profile).GetType();
            Assert.That(record.Name, Is.EqualTo(char.ToUpperInvariant(profile.Name[0]) + profile.Name[1..] + "Profile"));
            foreach (ProfileField field in profile.Fields)
            {
                string name = string.Concat(field.Name[profile.Prefix.Length..].Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
                Assert.That(record.GetProperty(name)?.PropertyType, Is.EqualTo(TypeOf(field.Kind)), field.Name);
            }
        }
    }

    [Test]
    public void The_integration_names_are_those_that_are_compacted() =>
        Assert.That(DomainProfile.Integration.Fields.Select(static field => field.Name), Is.EquivalentTo(NestedMap.Integration.Fields.Select(static field => field.Name)));

    [Test]
    public void Profiles_are_found_by_their_tag_alone()
    {
        Assert.That(DomainProfile.TryFromTag("profile:mail", out DomainProfile? mail) && mail == DomainProfile.Mail, Is.True);
        foreach (string? tag in new[] { null, "", "mail", "profile:Mail", "profile:mail ", "profile:other" })
            Assert.That(DomainProfile.TryFromTag(tag, out _), Is.False, tag);
        Assert.That(DomainProfile.Mail.Find("mail:bcc")?.Kind, Is.EqualTo(ProfileFieldKind.TextArray));
        Assert.That(DomainProfile.Mail.Find("bcc"), Is.Null);
    }

    [Test]
    public void The_reserved_relations_are_those_of_the_registry() // OMS-8-6
    {
        JsonElement[] rows = [.. s_registry.GetProperty("mg_relations").EnumerateArray()];
        Assert.That(RelationVocabulary.Exact, Is.EqualTo(Names(rows, parameterized: false)));
        Assert.That(RelationVocabulary.Parameterized, Is.EqualTo(Names(rows, parameterized: true)));
    }

    private static IEnumerable<string?> Names(JsonElement[] rows, bool parameterized) =>
        rows.Where(row => row.GetProperty("parameterized").GetBoolean() == parameterized).Select(static row => row.GetProperty("relation").GetString());

    private static void AssertSame(ProfileField field, JsonElement row)
    {
        string type = row.GetProperty("type").GetString()!, notes = row.TryGetProperty("notes", out JsonElement given) ? given.GetString()! : "";
        Match range = Range().Match(type);
        Assert.That(field.Kind, Is.EqualTo(range.Success ? ProfileFieldKind.Number : KindOf(type)), field.Name);
        Assert.That(field.Minimum, Is.EqualTo(Number(range.Groups["least"])), field.Name);
        Assert.That(field.Maximum, Is.EqualTo(Number(range.Groups["greatest"])), field.Name);
        IEnumerable<string?> values = row.TryGetProperty("values", out JsonElement listed) ? listed.EnumerateArray().Select(static value => value.GetString()) : [];
        Assert.That(field.Values, Is.EqualTo(values), field.Name);
        Assert.That(field.IsOpen, Is.EqualTo(notes.Contains("open enum", StringComparison.Ordinal)), field.Name);
    }

    private static double? Number(Group group) => group.Success ? double.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    private static ProfileFieldKind KindOf(string type) => type switch
    {
        "string" => ProfileFieldKind.Text, "array[string]" => ProfileFieldKind.TextArray, "int" => ProfileFieldKind.Integer, "int epoch ms" => ProfileFieldKind.EpochMs,
        "bool" => ProfileFieldKind.Boolean, "map" => ProfileFieldKind.Map, _ => throw new InvalidOperationException(type),
    };

    private static Type TypeOf(ProfileFieldKind kind) => kind switch
    {
        ProfileFieldKind.Text => typeof(string), ProfileFieldKind.TextArray => typeof(IReadOnlyList<string>), ProfileFieldKind.Integer => typeof(long?),
        ProfileFieldKind.EpochMs => typeof(EpochMilliseconds?), ProfileFieldKind.Number => typeof(double?), ProfileFieldKind.Boolean => typeof(bool?), _ => typeof(OmsMap),
    };

    [GeneratedRegex(@"^number(?: \[(?<least>-?\d+),(?<greatest>\d+)\])?$")]
    private static partial Regex Range();
}
