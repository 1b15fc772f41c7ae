using System.Text.Json;

namespace OpenMemory.Documents.Tests;

/// <summary>What docs/grain-kinds.md says of fields is what the registry says.</summary>
[TestFixture]
internal sealed class KindsDocumentTests
{
    private static readonly JsonElement s_registry = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("spec-vectors", "registry", "grain-types.json"))).RootElement;

    private static IEnumerable<TestCaseData<JsonElement>> Types =>
        s_registry.GetProperty("types").EnumerateArray().Select(static type => new TestCaseData<JsonElement>(type).SetArgDisplayNames(Title(type)));

    private static string[] Shared => Texts(s_registry.GetProperty("always_required"));

    [TestCaseSource(nameof(Types))]
    public void Required_fields_are_those_of_the_registry(JsonElement type) =>
        Assert.That(Marked(Title(type), "yes"), Is.EquivalentTo(Texts(type.GetProperty("required")).Except(Shared)));

    [TestCaseSource(nameof(Types))]
    public void Where_one_of_several_is_required_all_are_named(JsonElement type) =>
        Assert.That(Marked(Title(type), "one of"), Is.EquivalentTo(type.TryGetProperty("one_of", out JsonElement groups) ? groups.EnumerateArray().SelectMany(Texts) : []));

    [TestCaseSource(nameof(Types))]
    public void What_is_required_on_a_condition_says_so(JsonElement type)
    {
        string[] required = type.TryGetProperty("conditional_required", out JsonElement rules)
            ? [.. rules.EnumerateArray().SelectMany(static rule => Texts(rule.GetProperty("required"))).Select(static text => text.Split(' ')[0]).Distinct()]
            : [];
        Assert.That(KindsDocument.Rows(Title(type)).Where(static row => row[1].StartsWith("if ", StringComparison.Ordinal)).SelectMany(static row => KindsDocument.Names(row[0])), Is.EquivalentTo(required));
    }

    [TestCaseSource(nameof(Types))]
    public void Every_field_that_is_named_is_one_and_has_a_property_of_its_name(JsonElement type)
    {
        byte number = type.GetProperty("byte").GetByte();
        HashSet<string> known = [.. FieldRegistry.ForType(number).Select(static field => field.Name)];
        Type grain = Kinds.All[(GrainType)number][0].GetType();
        foreach (string name in KindsDocument.Rows(Title(type)).Where(static row => row.Length == 3).SelectMany(static row => KindsDocument.Names(row[0])))
        {
            Assert.That(known, Does.Contain(name));
            string property = string.Concat(name.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
            Assert.That(grain.GetProperty(property), Is.Not.Null, property);
        }
    }

    [Test]
    public void The_kinds_stand_in_the_order_of_their_bytes() =>
        Assert.That(KindsDocument.Rows("The kinds").Select(static row => row[0]), Is.EqualTo(s_registry.GetProperty("types").EnumerateArray().Select(static type => $"`{Title(type)}`")));

    [Test]
    public void Every_kind_needs_what_the_document_says_of_all() =>
        Assert.That(Marked("What all kinds share", "yes"), Is.EquivalentTo(Shared));

    /// <summary>The Tool table of §27.1, by phase.</summary>
    [Test]
    public void The_phases_of_a_Tool_require_what_the_registry_says()
    {
        JsonElement phases = s_registry.GetProperty("types").EnumerateArray().Single(static type => Title(type) == "Tool").GetProperty("phases");
        string[][] rows = [.. KindsDocument.Rows("Tool").Where(static row => row.Length == 4)];
        Assert.That(rows.Select(static row => row[0]), Is.EqualTo(new[] { "`definition`", "`call`", "`result`", "`complete`" }));
        foreach (string[] row in rows)
        {
            string phase = KindsDocument.Names(row[0])[0];
            Assert.That(KindsDocument.Names(row[1]), Is.EquivalentTo(Texts(phases.GetProperty(phase).GetProperty("required"))), phase);
            bool runsCode = phases.GetProperty("code_exec_override").TryGetProperty(phase + "_required", out JsonElement code);
            Assert.That(KindsDocument.Names(row[2]), Is.EquivalentTo(runsCode ? Texts(code) : []), phase);
        }
    }

    private static string[] Marked(string heading, string word) =>
        [.. KindsDocument.Rows(heading).Where(row => row[1] == word).SelectMany(static row => KindsDocument.Names(row[0]))];

    private static string Title(JsonElement type) => type.GetProperty("title").GetString()!;

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(static text => text.GetString()!)];
}
