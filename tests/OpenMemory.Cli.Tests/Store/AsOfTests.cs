using System.Globalization;
using System.Text.Json;

namespace OpenMemory.Cli.Tests.Store;

/// <summary>The four questions of §15.2, on files.</summary>
[TestFixture]
internal sealed class AsOfTests
{
    private TestFolder _folder = null!;
    private string _file = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        GrainBlob monthly = Memories.Fact(1, "monthly", Valid(1, 20)), yearly = Memories.Fact(10, "yearly", Valid(5, 20), monthly.Address), mail = Memories.Fact(12, "mail", ",\"namespace\":\"n\"");
        _file = Memories.Write(_folder, "a.mg", [monthly, yearly, mail], Memories.Superseded(monthly, yearly, 10));
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(null, null, "mail", "yearly")]
    [TestCase(null, "2026-03-09T23:59:59.999Z", "monthly")]
    [TestCase(null, "2026-03-10T00:00:00Z", "yearly", TestName = "System time is half-open (R-40)")]
    [TestCase(null, "2026-02-28T23:59:59.999Z")]
    [TestCase("2026-03-04T00:00:00Z", null, "mail")]
    [TestCase("2026-03-05T00:00:00Z", null, "mail", "yearly")]
    [TestCase("2026-03-20T00:00:00Z", null, "mail", "yearly", TestName = "Event time is closed (R-40)")]
    [TestCase("2026-03-20T00:00:00.001Z", null, "mail")]
    [TestCase("2026-03-04T00:00:00Z", "2026-03-09T00:00:00Z", "monthly")]
    [TestCase("2026-03-04T00:00:00Z", "2026-03-11T00:00:00Z")]
    [TestCase("1772582400000", "1773014400000", "monthly", TestName = "Times may be milliseconds")]
    public void The_four_questions_have_their_boundaries(string? trueOn, string? knownAt, params string[] expected) // OMS-15.2-1
    {
        string[] args = ["as-of", _file, .. Option("--true-on", trueOn), .. Option("--known-at", knownAt)];
        using JsonDocument json = JsonDocument.Parse(CliRun.Of([.. args, "--json"]).Output);
        Assert.That(Objects(json), Is.EqualTo(expected));
        Assert.That(json.RootElement.GetProperty("total").GetInt32(), Is.EqualTo(expected.Length));
        CliRun table = CliRun.Of(args);
        Assert.That((table.ExitCode, table.Error), Is.EqualTo((0, "")));
        Assert.That(table.Lines[0], Does.StartWith(string.Create(CultureInfo.InvariantCulture, $"{expected.Length} grain")));
        Assert.That(table.Lines, Has.All.Length.LessThanOrEqualTo(80));
        foreach (string value in (string[])["mail", "monthly", "yearly"]) Assert.That(table.Output.Contains($"prefers {value}", StringComparison.Ordinal), Is.EqualTo(expected.Contains(value)), value);
    }

    [TestCase("--namespace", "n", "mail")]
    [TestCase("--namespace", "", "yearly")]
    [TestCase("--subject", "s", "mail", "yearly")]
    [TestCase("--subject", "t")]
    [TestCase("--relation", "prefers", "mail", "yearly")]
    [TestCase("--type", "fact", "mail", "yearly")]
    [TestCase("--type", "goal")]
    [TestCase("--user", "u")]
    public void Filters_narrow_the_question(string option, string value, params string[] expected)
    {
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("as-of", _file, option, value, "--json").Output);
        Assert.That(Objects(json), Is.EqualTo(expected));
    }

    [Test]
    public void Json_is_the_envelope_page_by_page() // OMS-28.1-1
    {
        using JsonDocument first = JsonDocument.Parse(CliRun.Of("as-of", _file, "--json", "--limit", "1").Output);
        JsonElement result = first.RootElement.GetProperty("results")[0];
        Assert.That(first.RootElement.EnumerateObject().Select(static member => member.Name).Take(3), Is.EqualTo((string[])["results", "total", "next_cursor"]));
        Assert.That(result.EnumerateObject().Select(static member => member.Name), Is.SupersetOf((string[])["grain", "score", "matched_fields", "content_address"]));
        string cursor = first.RootElement.GetProperty("next_cursor").GetString()!;
        using JsonDocument second = JsonDocument.Parse(CliRun.Of("as-of", _file, "--json", "--limit", "1", "--cursor", cursor).Output);
        Assert.That((string[])[.. Objects(first), .. Objects(second)], Is.EqualTo((string[])["mail", "yearly"]));
        Assert.That(second.RootElement.GetProperty("next_cursor").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(CliRun.Of("as-of", _file, "--limit", "1").ErrorLines, Has.One.Contains(cursor));
    }

    [TestCase("--true-on", "yesterday")]
    [TestCase("--known-at", "2026-03-10T00:00:00")]
    [TestCase("--cursor", "nonsense")]
    [TestCase("--limit", "0")]
    [TestCase("--limit", "1001")]
    [TestCase("--type", "nothing")]
    public void A_question_that_cannot_be_is_a_usage_error(string option, string value)
    {
        CliRun run = CliRun.Of("as-of", _file, option, value);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.ErrorLines, Is.Not.Empty);
    }

    [Test]
    public void What_of_the_manifest_was_not_applied_stands_in_the_json_too()
    {
        GrainBlob one = Memories.Fact(1, "tea"), other = Memories.Fact(2, "coffee");
        string file = Memories.Write(_folder, "b.mg", [one, other], Memories.Superseded(one, other, 2), (other.Address, new() { RecStatus = "applied" }));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("as-of", file, "--json").Output);
        Assert.That(json.RootElement.GetProperty("notices").EnumerateArray().Select(static notice => notice.GetProperty("kind").GetString()),
            Is.EquivalentTo((string[])["superseding_grain_does_not_name_it", "rec_status_not_trusted"]));
        Assert.That(json.RootElement.GetProperty("notices_not_listed").GetInt32(), Is.Zero);
    }

    private static string Valid(int from, int to) =>
        string.Create(CultureInfo.InvariantCulture, $",\"valid_from\":{Memories.Start + ((from - 1) * Memories.Day)},\"valid_to\":{Memories.Start + ((to - 1) * Memories.Day)}");

    private static string[] Option(string name, string? value) => value is null ? [] : [name, value];

    private static IEnumerable<string> Objects(JsonDocument json) =>
        json.RootElement.GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("grain").GetProperty("object").GetString()!).Order(StringComparer.Ordinal);
}
