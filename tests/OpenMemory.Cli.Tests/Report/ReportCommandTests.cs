using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Cli.Tests.Report;

/// <summary>The page as a file.</summary>
[TestFixture]
internal sealed class ReportCommandTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Its_counts_are_those_of_inspect()
    {
        JsonElement data = ReportSamples.Data(ReportSamples.Page(_folder, "a.mg", Enumerable.Range(0, 300).Select(Samples.Fact).Concat([Samples.Input(5)])));
        JsonElement inspect = JsonSerializer.Deserialize<JsonElement>(CliRun.Of("inspect", "--json", _folder["a.mg"]).Output);
        foreach (string name in (string[])["file_bytes", "flags", "grains", "unreadable", "without_namespace"])
            Assert.That(data.GetProperty(name).GetInt64(), Is.EqualTo(inspect.GetProperty(name).GetInt64()), name);
        foreach (string name in (string[])["types", "sensitivities"]) Assert.That(Pairs(data.GetProperty(name)), Is.EqualTo(Members(inspect.GetProperty(name))), name);
        // The report names fifty, inspect twenty of them.
        Assert.That(Pairs(data.GetProperty("namespaces")).Take(20), Is.EqualTo(Members(inspect.GetProperty("namespaces"))));
        Assert.That(data.GetProperty("total_grain_bytes").GetInt64(), Is.EqualTo(inspect.GetProperty("grain_bytes").GetProperty("total").GetInt64()));
        Assert.That(data.GetProperty("rows").GetArrayLength(), Is.EqualTo(301));
    }

    [Test]
    public void A_row_says_what_its_grain_says()
    {
        JsonElement row = ReportSamples.Data(ReportSamples.Page(_folder, "a.mg", [Samples.Fact(3)])).GetProperty("rows")[0];
        Assert.That(row.GetProperty("sentence").GetString(), Is.EqualTo("s3 is o"));
        Assert.That(row.GetProperty("created").GetString(), Is.EqualTo("2023-11-14T22:13:23Z"));
        Assert.That(CliRun.Of("cat", _folder["a.mg"], row.GetProperty("address").GetString()!).Output, Does.Contain("\"subject\":\"s3\""));
        Assert.That(JsonDocument.Parse(row.GetProperty("json").GetString()!).RootElement.GetProperty("subject").GetString(), Is.EqualTo("s3"));
        Assert.That(row.TryGetProperty("fault", out _), Is.False);
    }

    [Test]
    public void The_same_file_gives_the_same_bytes()
    {
        byte[] first = File.ReadAllBytes(ReportSamples.SupportCase(_folder));
        Assert.That(File.ReadAllBytes(ReportSamples.PageOf(_folder, "support-case.mg")), Is.EqualTo(first));
    }

    [Test]
    public void Nothing_of_a_file_can_end_the_script_that_holds_it()
    {
        string page = ReportSamples.Page(_folder, "hostile.mg", ReportSamples.Hostile());
        string data = ReportSamples.DataText(page);
        Assert.That(data.IndexOfAny(['<', '>', '&', '\u2028', '\u2029', '\u202e']), Is.EqualTo(-1));
        Assert.That(JsonSerializer.Deserialize<JsonElement>(data).GetProperty("rows").GetArrayLength(), Is.EqualTo(ReportSamples.Hostile().Count()));
        Assert.That(Regex.Count(File.ReadAllText(page), "<script"), Is.EqualTo(2));
        Assert.That(File.ReadAllText(page), Does.Not.Contain("<img").And.Not.Contain("innerHTML"));
    }

    [Test]
    public void Counts_can_be_read_without_scripts()
    {
        string page = Regex.Replace(File.ReadAllText(ReportSamples.SupportCase(_folder)), "<script.*?</script>", "", RegexOptions.Singleline);
        Assert.That(page, Does.Contain("<b>17</b> <span>grains</span>").And.Contain("support:escalation").And.Contain("<svg class=\"links\""));
        Assert.That(page, Does.Not.Contain("http:").And.Not.Contain("https:").And.Not.Contain("url("));
    }

    [Test]
    public void Twenty_thousand_grains_are_counted_and_five_thousand_are_listed()
    {
        string page = ReportSamples.Page(_folder, "a.mg", Enumerable.Range(0, 20_000).Select(Samples.Fact));
        JsonElement data = ReportSamples.Data(page);
        Assert.That((data.GetProperty("grains").GetInt32(), data.GetProperty("listed").GetInt32(), data.GetProperty("rows").GetArrayLength()), Is.EqualTo((20_000, 5_000, 5_000)));
        Assert.That(new FileInfo(page).Length, Is.LessThan(5_000_000));
        Assert.That(File.ReadAllText(page), Does.Contain("The first 5,000 of 20,000 grains"));
    }

    [Test]
    public void The_page_is_bounded_whatever_the_grains_hold()
    {
        // Each of these letters takes six in the page.
        string content = new('<', 5_000);
        string page = ReportSamples.Page(_folder, "a.mg", Enumerable.Range(0, 1_000).Select(i => $$"""{"type":"event","content":"{{i}}{{content}}","created_at":{{i + 1_700_000_000_000}}}"""));
        Assert.That(new FileInfo(page).Length, Is.InRange(8 << 20, 11 << 20));
        Assert.That(File.ReadAllText(page), Does.Match("[0-9]+ grains without their JSON"));
        Assert.That(ReportSamples.Data(page).GetProperty("rows").GetArrayLength(), Is.EqualTo(1_000));
    }

    [Test]
    public void Fewer_grains_can_be_asked_for_and_an_empty_file_has_a_page_too()
    {
        Assert.That(ReportSamples.Data(ReportSamples.Page(_folder, "a.mg", Enumerable.Range(0, 9).Select(Samples.Fact), "--max-grains", "2")).GetProperty("rows").GetArrayLength(), Is.EqualTo(2));
        Assert.That(ReportSamples.Data(ReportSamples.Page(_folder, "b.mg", ["[]"])).GetProperty("grains").GetInt32(), Is.Zero);
        foreach (string wrong in (string[])["-1", "100001", "many"])
            Assert.That(CliRun.Of("report", _folder["a.mg"], "-o", _folder["c.html"], "--max-grains", wrong).ExitCode, Is.EqualTo(2));
        Assert.That(File.Exists(_folder["c.html"]), Is.False);
    }

    [Test]
    public void Damaged_grains_are_counted_as_inspect_counts_them()
    {
        ReportSamples.Page(_folder, "a.mg", Enumerable.Range(0, 50).Select(Samples.Fact));
        byte[] bytes = File.ReadAllBytes(_folder["a.mg"]);
        for (int i = 16 + (4 * 50); i < bytes.Length - 32; i += 97) bytes[i] ^= 0x80;
        _folder.Write("a.mg", bytes);
        JsonElement data = ReportSamples.Data(ReportSamples.PageOf(_folder, "a.mg"));
        JsonElement inspect = JsonSerializer.Deserialize<JsonElement>(CliRun.Of("inspect", "--json", _folder["a.mg"]).Output);
        int unreadable = inspect.GetProperty("unreadable").GetInt32();
        Assert.That(unreadable, Is.GreaterThan(10));
        Assert.That((data.GetProperty("unreadable").GetInt32(), data.GetProperty("sound").GetBoolean()), Is.EqualTo((unreadable, false)));
        Assert.That(data.GetProperty("rows").EnumerateArray().Count(static row => row.TryGetProperty("fault", out _)), Is.GreaterThanOrEqualTo(unreadable));
        Assert.That(data.GetProperty("faults").GetInt64(), Is.EqualTo(CliRun.Of("verify", _folder["a.mg"]).Lines.Length - 1));
    }

    [Test]
    public void A_page_never_takes_the_place_of_a_memory_and_failure_leaves_nothing()
    {
        ReportSamples.Page(_folder, "a.mg", [Samples.Fact(1)]);
        byte[] before = File.ReadAllBytes(_folder["a.mg"]);
        Assert.That(CliRun.Of("report", _folder["a.mg"], "-o", _folder["a.mg"]).ExitCode, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(_folder["a.mg"]), Is.EqualTo(before));
        Assert.That(CliRun.Of("report", _folder["a.mg"], "-o", _folder["none/x.html"]).ExitCode, Is.EqualTo(2));
        CliRun bad = CliRun.Of("report", _folder.Write("bad.mg", before[..20]), "-o", _folder["bad.html"]);
        Assert.That((bad.ExitCode, bad.ErrorLines.Length), Is.EqualTo((1, 1)));
        Assert.That(Directory.GetFiles(_folder.Path).Select(Path.GetFileName), Is.EquivalentTo((string[])["a.mg", "bad.mg", "page.html"]));
    }

    private static (string, long)[] Pairs(JsonElement pairs) => [.. pairs.EnumerateArray().Select(static pair => (pair[0].GetString()!, pair[1].GetInt64()))];

    private static (string, long)[] Members(JsonElement members) => [.. members.EnumerateObject().Select(static member => (member.Name, member.Value.GetInt64()))];
}
