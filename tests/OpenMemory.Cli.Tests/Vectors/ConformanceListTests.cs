using System.Text.Json;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary><c>conformance --list</c>: requirements and the vectors that show them.</summary>
[TestFixture]
internal sealed class ConformanceListTests
{
    private const string Requirement =
        """{"id":"OMS-4.2-1","section":"4.2","keyword":"MUST","level":"L2","capability":"mg","text":"Shortest form.","accepts":["a.json#one"],"rejects":["a.json#two"]}""";

    private const string Rows = """[{"name":"one"},{"name":"two"}]""";

    [Test]
    public void List_OfTheRepository_IsOneLineEachAndASummary()
    {
        CliRun run = CliRun.Of("conformance", "--list", Samples.VectorFolder);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines, Has.Length.EqualTo(411));
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(120));
        Assert.That(run.Lines[^1], Does.Match("^410 requirements: [0-9]+ with vectors both ways, [0-9]+ one way, [0-9]+ explained only, 0 open$"));
        Assert.That(run.Lines.Single(static line => line.StartsWith("OMS-5-4 ", StringComparison.Ordinal)), Does.Match(@"^OMS-5-4 +MUST +0\+ +0-  The time .+\.$"));
        Assert.That(run.Lines.Where(static line => line.EndsWith('…') && (line.Contains(" 0+") || line.Contains(" 0-"))), Is.Empty, "no reason is cut");
    }

    [Test]
    public void List_OfAFolder_NamesTheFirstVectorsAndWithAllEveryOne()
    {
        using TestFolder folder = Folder(Requirement.Replace("\"a.json#two\"", "\"a.json#two\",\"a.json#one\"", StringComparison.Ordinal));
        Assert.That(CliRun.Of("conformance", "--list", folder.Path).Lines, Is.EqualTo((string[])
        [
            "OMS-4.2-1     MUST        1+  2-  a.json#one, a.json#two",
            "1 requirements: 1 with vectors both ways, 0 one way, 0 explained only, 0 open",
        ]));
        Assert.That(CliRun.Of("conformance", "--list", "--all", folder.Path).Lines[1..^1], Is.EqualTo((string[])["    Shortest form.", "    + a.json#one", "    - a.json#two", "    - a.json#one"]));
    }

    [Test]
    public void List_AsJson_HoldsTheWholeTable()
    {
        using TestFolder folder = Folder(Requirement);
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("conformance", "--list", "--json", folder.Path).Output);
        using JsonDocument expected = JsonDocument.Parse(Requirement);
        Assert.That(JsonElement.DeepEquals(json.RootElement.GetProperty("requirements")[0], expected.RootElement));
        Assert.That(json.RootElement.GetProperty("covered").GetInt32(), Is.EqualTo(1));
        Assert.That(json.RootElement.GetProperty("problems").GetArrayLength(), Is.Zero);
    }

    [TestCase("a.json#two", "a.json#three", "OMS-4.2-1: there is no row a.json#three")]
    [TestCase("a.json#two", "b.json#two", "OMS-4.2-1: there is no file b.json")]
    [TestCase("a.json#two", "../a.json#two", "OMS-4.2-1: there is no file ../a.json")]
    [TestCase("\"a.json#two\"", "", "OMS-4.2-1 has neither vectors both ways nor a reason")]
    [TestCase("\"a.json#one\"", "", "OMS-4.2-1 has neither vectors both ways nor a reason")]
    public void List_WithAProblem_IsExitCode1(string part, string other, string problem)
    {
        using TestFolder folder = Folder(Requirement.Replace(part, other, StringComparison.Ordinal));
        CliRun run = CliRun.Of("conformance", "--list", folder.Path);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[1], Is.EqualTo("FAILED " + problem));
        Assert.That(CliRun.Of("conformance", "--list", "--json", folder.Path).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void List_WithTheSameNumberTwice_IsExitCode1()
    {
        using TestFolder folder = Folder($"{Requirement},{Requirement}");
        Assert.That(CliRun.Of("conformance", "--list", folder.Path).Output, Does.Contain("FAILED OMS-4.2-1 occurs twice\n"));
    }

    [TestCase("\"MUST\"", "\"SHOULD\"")]
    [TestCase("\"4.2\"", "\"28.4\"")]
    [TestCase("\"text\"", "\"reason\":\"Because.\",\"text\"")]
    public void List_OfARequirementThatMayStayOpen_IsExitCode0(string part, string other)
    {
        using TestFolder folder = Folder(Requirement.Replace("\"a.json#two\"", "", StringComparison.Ordinal).Replace(part, other, StringComparison.Ordinal));
        CliRun run = CliRun.Of("conformance", "--list", folder.Path);
        Assert.That(run.ExitCode, Is.Zero);
        bool isExplained = other.Contains("reason", StringComparison.Ordinal);
        Assert.That(run.Lines[0], Does.EndWith(isExplained ? "  Because." : "  NO VECTORS"));
        Assert.That(run.Lines[1], Does.EndWith(isExplained ? "0 with vectors both ways, 1 one way, 0 explained only, 0 open" : "0 one way, 0 explained only, 1 open"));
    }

    [Test]
    public void Summary_CountsWhatIsExplainedWithoutAnyVectorOnItsOwn()
    {
        string bare = Requirement.Replace("\"a.json#one\"", "", StringComparison.Ordinal).Replace("\"a.json#two\"", "", StringComparison.Ordinal);
        string explained = bare.Replace("4.2-1", "4.2-2", StringComparison.Ordinal).Replace("\"text\"", "\"reason\":\"Because.\",\"text\"", StringComparison.Ordinal);
        string open = bare.Replace("4.2-1", "4.2-3", StringComparison.Ordinal).Replace("\"MUST\"", "\"MAY\"", StringComparison.Ordinal);
        using TestFolder folder = Folder($"{Requirement},{explained},{open}");
        Assert.That(CliRun.Of("conformance", "--list", folder.Path).Lines[^1], Is.EqualTo("3 requirements: 1 with vectors both ways, 0 one way, 1 explained only, 1 open"));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("conformance", "--list", "--json", folder.Path).Output);
        Assert.That(
            ((string[])["covered", "one_way", "explained_only", "open"]).Select(name => json.RootElement.GetProperty(name).GetInt32()),
            Is.EqualTo((int[])[1, 0, 1, 1]));
    }

    [TestCase("{}")]
    [TestCase("[{}]")]
    [TestCase("[7]")]
    [TestCase("[{\"id\":1}]")]
    [TestCase("""[{"id":"OMS-1-1","section":"1","keyword":"MAY","level":"L1","text":"x","accepts":["a.json"],"rejects":[]}]""")]
    [TestCase("""[{"id":"OMS-1-1","section":"1","keyword":"MAY","level":"L1","text":"x","accepts":"a.json#one","rejects":[]}]""")]
    public void List_OfATableInAnotherSchema_IsOneLine(string table)
    {
        using TestFolder folder = new();
        folder.Write("requirements.json", table);
        CliRun run = CliRun.Of("conformance", "--list", folder.Path);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
    }

    [Test]
    public void List_OfNoFolderOrTwo_IsExitCode2()
    {
        using TestFolder folder = new();
        string[][] commands = [[folder.Path], [folder["missing"]], [folder.Write("a.json", "[]")], [folder.Path, folder.Path]];
        foreach (string[] paths in commands)
        {
            CliRun run = CliRun.Of(["conformance", "--list", .. paths]);
            Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)), string.Join(' ', paths));
        }
    }

    [Test]
    public void Run_OfAFolder_LeavesOutTheTableAndTheSchema()
    {
        using TestFolder folder = new();
        folder.Write("requirements.json", $"[{Requirement}]");
        folder.Write("schema.json", "{}");
        Assert.That(CliRun.Of("conformance", folder.Path).ExitCode, Is.EqualTo(2), "no rows");
        folder.Write("rows.json", $"[{Samples.RowText(0)}]");
        Assert.That(CliRun.Of("conformance", folder.Path).Lines, Is.EqualTo((string[])["rows.json: 1 passed, 0 failed, 0 skipped", "1 passed, 0 failed, 0 skipped"]));
    }

    private static TestFolder Folder(string requirements)
    {
        TestFolder folder = new();
        folder.Write("requirements.json", $"[{requirements}]");
        folder.Write("a.json", Rows);
        return folder;
    }
}
