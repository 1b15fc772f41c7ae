using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary>The vector files and <c>schema.json</c> beside them say the same.</summary>
[TestFixture]
internal sealed class SchemaTests
{
    private static readonly JsonElement s_schema = Read("schema.json");

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(Samples.VectorFolder, "*.json").Select(static path => Path.GetFileName(path)).Where(static name => name != "schema.json").Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    [Parallelizable(ParallelScope.All)]
    public void EveryRow_FitsTheSchema(string file)
    {
        JsonElement rows = Read(file);
        Assert.That(rows.GetArrayLength(), Is.Positive);
        Assert.That(rows.EnumerateArray().Select(row => Error(file, row)).OfType<string>(), Is.Empty);
    }

    [TestCaseSource(nameof(Files))]
    [Parallelizable(ParallelScope.All)]
    public void ASpoiledRow_DoesNotFit(string file)
    {
        JsonObject row = JsonNode.Parse(Read(file)[0].GetRawText())!.AsObject();
        row["something_else"] = 1;
        Assert.That(Error(file, row), Is.Not.Null, "a member that no kind of row has");
        row.Remove("something_else");
        foreach (string member in (string[])["name", "section", "address", "error", "notes", "id", "accepts"])
        {
            if (!row.TryGetPropertyValue(member, out JsonNode? value)) continue;
            row.Remove(member);
            Assert.That(Error(file, row), Is.Not.Null, $"no {member}");
            row[member] = 1;
            Assert.That(Error(file, row), Is.Not.Null, $"{member} is a number");
            row[member] = value;
        }
        Assert.That(Error(file, row), Is.Null, "the row as it was");
    }

    [TestCase("""{"$hex":"00"}""", true)]
    [TestCase("""{"$hex":"0"}""", false)]
    [TestCase("""{"$hex":"00","x":1}""", false)]
    [TestCase("""{"$nest":{"kind":"map","key":"k","depth":3,"leaf":{"$float":"nan"}}}""", true)]
    [TestCase("""{"$float":"NaN"}""", false)]
    [TestCase("""{"a":[{"$what":1}]}""", false)]
    public void Notation_IsPartOfTheSchema(string value, bool fits)
    {
        using JsonDocument document = JsonDocument.Parse(value);
        JsonSchemaCheck check = new(s_schema);
        Assert.That(check.FirstError(check.Definition("value"), document.RootElement, "value"), fits ? Is.Null : Is.Not.Null);
    }

    private static string? Error(string file, JsonNode row)
    {
        using JsonDocument document = JsonDocument.Parse(row.ToJsonString());
        return Error(file, document.RootElement);
    }

    private static string? Error(string file, JsonElement row)
    {
        JsonSchemaCheck check = new(s_schema);
        JsonElement items = check.Definition(file == "requirements.json" ? "requirements" : "rows").GetProperty("items");
        return check.FirstError(items, row, row.TryGetProperty("name", out JsonElement name) ? name.ToString() : "row");
    }

    private static JsonElement Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, file)), new JsonDocumentOptions { MaxDepth = 512 });
        return document.RootElement.Clone();
    }
}
