using System.Text;
using System.Text.Json;
using OpenMemory.Cli.Conformance;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class ConformanceTests
{
    private static readonly string s_right = Samples.RowText(0);
    private static readonly string s_wrongAddress = s_right.Replace(Samples.Vector1Address, Samples.Vector6Address, StringComparison.Ordinal);

    private static readonly string s_notInvalid =
        $$"""{"name":"not-invalid","section":"3","kind":"blob","hex":"{{Samples.Hex(0)}}","error":"ERR_CORRUPT","notes":""}""";

    [Test]
    public void Run_RightAndWrongRows_AreCountedOnceEach()
    {
        ConformanceFileResult result = Run($"""
            [{s_right},{s_wrongAddress},{s_notInvalid},
             {s_right.Replace("dark mode", "light mode", StringComparison.Ordinal)},
             {s_right.Replace(":0.9", ":1", StringComparison.Ordinal)},
             {"""{"name":"strange","x":1}, 7, {"name":"no-such-kind","kind":"dream","error":"ERR_CORRUPT"}"""},
             {"""{"name":"no-grain","original":{},"elide":[]}, {"name":"no-envelope","envelope_hex":"84","kid":"did:key:z"}"""},
             {"""{"name":"bad-date","iso":"2026-01-15T10:00:00Z","epoch_ms":1}, {"name":"date","iso":"1970-01-01T00:00:00Z","epoch_ms":0}"""}]
            """);
        Assert.That((result.Passed, result.Failed, result.Skipped), Is.EqualTo((2, 10, 0)));
        Assert.That(result.Failures[0].Check, Is.EqualTo("write: address"));
        Assert.That(result.Failures[1].Actual, Is.EqualTo("accepted"));
        Assert.That(result.Failures.Where(static f => f.Actual.StartsWith("unknown kind of row", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(3));
    }

    [Test]
    public void Run_WrongCode_ShowsTheFault()
    {
        ConformanceFileResult result = Run("""[{"name":"short","kind":"blob","hex":"0100","error":"ERR_VERSION","error_any_of":["ERR_VERSION","ERR_CORRUPT"]}]""");
        Assert.That(result.Failures[0].Expected, Is.EqualTo("ERR_VERSION or ERR_CORRUPT"));
        Assert.That(result.Failures[0].Actual, Does.StartWith("ERR_TOO_SHORT: "));
    }

    /// <summary>A row that needs a library of the system which is absent is not a failure, and not a success .</summary>
    [Test]
    public void Run_RowsThatNeedAMissingLibrary_AreSkippedWithTheReason()
    {
        const string What = "The library libzstd is not installed.";
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($"[{s_right},{s_right},{s_wrongAddress}]"));
        int row = 0;
        ConformanceFileResult result = ConformanceRunner.Run("made-up.json", stream, checkedRow => row++ == 2
            ? throw new OmsException(new OmsFault(OmsErrorCode.NotSupported, "R-9", "Something else is not supported"))
            : throw new OmsException(new OmsFault(OmsErrorCode.NotSupported, "R-58", What)));
        Assert.That((result.Passed, result.Failed, result.Skipped), Is.EqualTo((0, 1, 2)));
        Assert.That(result.SkipReasons, Is.EqualTo(new Dictionary<string, int> { [What] = 2 }));
        using MemoryStream output = new();
        CommandContext context = new(Stream.Null, output, TextWriter.Null);
        ConformanceReport.WriteText([result], all: false, context);
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Does.Contain($"  skipped 2: {What}\n").And.EndWith("0 passed, 1 failed, 2 skipped\n"));
    }

    [Test]
    public void Command_PrintsCountsAndFailures()
    {
        using TestFolder folder = new();
        string file = folder.Write("made-up.json", $"[{s_right},{s_wrongAddress}]");
        CliRun run = CliRun.Of("conformance", file);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[0], Is.EqualTo("made-up.json: 1 passed, 1 failed, 0 skipped"));
        Assert.That(run.Lines[1], Does.StartWith("  FAILED vector-1").And.Contain($"expected {Samples.Vector6Address}, got {Samples.Vector1Address}"));
        Assert.That(run.Lines[^1], Is.EqualTo("1 passed, 1 failed, 0 skipped"));
        Assert.That(CliRun.Of("conformance", folder.Path).Output, Is.EqualTo(run.Output));

        using JsonDocument json = JsonDocument.Parse(CliRun.Of("conformance", "--json", file).Output);
        Assert.That(json.RootElement.GetProperty("failed").GetInt32(), Is.EqualTo(1));
        Assert.That(json.RootElement.GetProperty("files")[0].GetProperty("failures")[0].GetProperty("row").GetString(), Does.StartWith("vector-1"));
    }

    [Test]
    public void Command_ManyFailures_ListsTwentyUnlessAll()
    {
        using TestFolder folder = new();
        string file = folder.Write("many.json", $"[{string.Join(',', Enumerable.Repeat(s_notInvalid, 25))}]");
        Assert.That(Failures(CliRun.Of("conformance", file)), Is.EqualTo(20));
        Assert.That(CliRun.Of("conformance", file).Output, Does.Contain("  and 5 more failures; --all lists them\n"));
        Assert.That(Failures(CliRun.Of("conformance", "--all", file)), Is.EqualTo(25));
    }

    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("")]
    public void Command_UnreadableFile_IsOneLine(string text)
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("conformance", folder.Write("bad.json", text));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
    }

    private static int Failures(CliRun run) => run.Lines.Count(static line => line.StartsWith("  FAILED ", StringComparison.Ordinal));

    private static ConformanceFileResult Run(string json)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(json));
        return ConformanceRunner.Run("made-up.json", stream);
    }
}
