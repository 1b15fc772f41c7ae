using System.Text.Json;
using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests.Db;

[TestFixture]
internal sealed class StoreReadTests
{
    private TestFolder _folder = null!;
    private GrainBlob _tea = null!, _coffee = null!, _mail = null!;
    private string _path = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        (_tea, _mail) = (Memories.Fact(1, "green tea"), Memories.Fact(3, "mail", ",\"namespace\":\"n\",\"user_id\":\"u-1\",\"session_id\":\"s-1\""));
        _coffee = Memories.Fact(2, "coffee", replaces: _tea.Address);
        _path = Stores.Make(_folder, _tea, _mail);
        CliRun superseded = CliRun.WithText(Stores.Hex(_coffee), "store", "supersede", _path, _tea.Address.ToString(), "-");
        Assert.That((superseded.ExitCode, superseded.Output), Is.EqualTo((0, $"done {_coffee.Address}\n")), superseded.Error);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_grain_comes_with_what_the_index_knows_of_it()
    {
        CliRun run = CliRun.Of("store", "get", _path, _tea.Address.ToString(), Memories.Short(_mail));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        using JsonDocument old = JsonDocument.Parse(run.Lines[0]), mail = JsonDocument.Parse(run.Lines[1]);
        Assert.That(old.RootElement.GetProperty("grain").GetProperty("object").GetString(), Is.EqualTo("green tea"));
        Assert.That(old.RootElement.GetProperty("current").GetBoolean(), Is.False);
        Assert.That(old.RootElement.GetProperty("successors")[0].GetString(), Is.EqualTo(_coffee.Address.ToString()));
        Assert.That((mail.RootElement.GetProperty("current").GetBoolean(), mail.RootElement.GetProperty("tier").GetString()), Is.EqualTo((true, "hot")));
        Assert.That(mail.RootElement.GetProperty("length").GetInt32(), Is.EqualTo(_mail.Delivered.Length));
        Assert.That(CliRun.Of("store", "get", _path, _tea.Address.ToString()).Lines[0], Is.EqualTo(run.Lines[0]), "looking counts as no access");
    }

    [Test]
    public void The_bytes_come_as_they_are()
    {
        Assert.That(CliRun.Of("store", "get", _path, _tea.Address.ToString(), "--hex").Output, Is.EqualTo(Stores.Hex(_tea) + "\n"));
        CliRun run = CliRun.Of("store", "get", _path, $"sha256:{_tea.Address}", "-o", _folder["tea.blob"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllBytes(_folder["tea.blob"]), Is.EqualTo(_tea.Delivered.ToArray()));
        CliRun over = CliRun.Of("store", "get", _path, _tea.Address.ToString(), "-o", _path);
        Assert.That(over.ExitCode, Is.EqualTo(2));
        Assert.That(over.Error, Does.Contain("not replaced"));
    }

    [Test]
    public void What_is_not_there_is_named_and_the_rest_is_given()
    {
        CliRun run = CliRun.Of("store", "get", _path, Memories.Absent.ToString(), "01234567", _tea.Address.ToString());
        Assert.That((run.ExitCode, run.Lines.Length), Is.EqualTo((1, 1)));
        Assert.That(run.ErrorLines, Is.EqualTo((string[])[$"the store does not hold {Memories.Absent}", "the store does not hold 01234567"]));
        Assert.That(CliRun.Of("store", "get", _path, "nonsense").ExitCode, Is.EqualTo(2));
        Assert.That(CliRun.Of("store", "history", _path, Memories.Absent.ToString()).ExitCode, Is.EqualTo(1));
    }

    [TestCase("", "mail", "coffee")]
    [TestCase("--status past", "green tea")]
    [TestCase("--status any", "mail", "coffee", "green tea")]
    [TestCase("--status any --order oldest", "green tea", "coffee", "mail")]
    [TestCase("--status any --order timeline", "green tea", "coffee", "mail")]
    [TestCase("--namespace n", "mail")]
    [TestCase("--user u-1", "mail")]
    [TestCase("--session s-1", "mail")]
    [TestCase("--object coffee", "coffee")]
    [TestCase("--type goal")]
    [TestCase("--from 2026-03-02T00:00:00Z --to 2026-03-03T00:00:00Z", "coffee")]
    [TestCase("--run r-1")]
    [TestCase("--cold", "mail", "coffee")]
    public void A_query_finds_what_its_options_say(string options, params string[] expected)
    {
        string[] args = ["store", "query", _path, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        using JsonDocument json = JsonDocument.Parse(CliRun.Of([.. args, "--json"]).Output);
        Assert.That(json.RootElement.GetProperty("results").EnumerateArray().Select(static hit => hit.GetProperty("grain").GetProperty("object").GetString()), Is.EqualTo(expected));
        Assert.That(json.RootElement.GetProperty("total").GetInt32(), Is.EqualTo(expected.Length));
        CliRun table = CliRun.Of(args);
        Assert.That(table.Lines[0], Is.EqualTo(expected.Length == 1 ? "1 grain" : $"{expected.Length} grains"));
        foreach (string value in expected) Assert.That(table.Output, Does.Contain($"prefers {value}"));
        Assert.That(table.Lines, Has.All.Length.LessThanOrEqualTo(80));
    }

    [Test]
    public void A_question_about_knowledge_is_asked_of_the_time_in_the_store() // OMS-15.2-1
    {
        Assert.That(CliRun.Of("store", "query", _path, "--known-at", "2020-01-01T00:00:00Z").Lines, Is.EqualTo((string[])["0 grains"]));
        Assert.That(CliRun.Of("store", "query", _path, "--known-at", "2100-01-01T00:00:00Z").Lines[0], Is.EqualTo("2 grains"));
        Assert.That(CliRun.Of("store", "query", _path, "--true-on", "2026-03-04T00:00:00Z", "--status", "any").Lines[0], Is.EqualTo("3 grains"));
        Assert.That(CliRun.Of("store", "query", _path, "--known-at", "yesterday").ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Pages_go_on_where_the_one_before_ended() // OMS-28.1-1
    {
        CliRun first = CliRun.Of("store", "query", _path, "--limit", "1", "--json");
        using JsonDocument page = JsonDocument.Parse(first.Output);
        string cursor = page.RootElement.GetProperty("next_cursor").GetString()!;
        CliRun second = CliRun.Of("store", "query", _path, "--limit", "1", "--cursor", cursor);
        Assert.That((second.ExitCode, second.Error), Is.EqualTo((0, "")));
        Assert.That(second.Output, Does.Contain("coffee").And.Not.Contain("mail"));
        Assert.That(CliRun.Of("store", "query", _path, "--limit", "1").ErrorLines[0], Does.StartWith("there are more: "));
        CliRun wrong = CliRun.Of("store", "query", _path, "--cursor", "nonsense");
        Assert.That((wrong.ExitCode, wrong.ErrorLines.Length), Is.EqualTo((2, 1)));
    }

    [Test]
    public void A_search_tells_the_score_and_the_fields()
    {
        CliRun run = CliRun.Of("store", "search", _path, "green", "TEA", "--status", "any");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines[0], Is.EqualTo("1 grain, the best first"));
        Assert.That(run.Output, Does.Match("1\\.000 +fact +object: s prefers green tea").And.Contain(Memories.Short(_tea)));
        Assert.That(CliRun.Of("store", "search", _path, "tea").Lines, Is.EqualTo((string[])["0 grains, the best first"]), "it is past");
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("store", "search", _path, "mail", "--namespace", "n", "--json").Output);
        JsonElement hit = json.RootElement.GetProperty("results")[0];
        Assert.That((hit.GetProperty("content_address").GetString(), hit.GetProperty("matched_fields")[0].GetString()), Is.EqualTo((_mail.Address.ToString(), "object")));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("[1, \"2\"]")]
    [TestCase("[1e39]")]
    public void A_vector_is_an_array_of_numbers(string vector)
    {
        CliRun run = CliRun.Of("store", "search", _path, "--vector", _folder.Write("v.json", vector));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(CliRun.Of("store", "search", _path, "--vector", _folder.Write("w.json", "[1, 0.5]")).Lines[0], Is.EqualTo("0 grains, the best first"), "the store has no vectors");
    }

    [Test]
    public void A_history_is_drawn_as_that_of_a_file_is()
    {
        CliRun run = CliRun.Of("store", "history", _path, Memories.Short(_tea));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines[..3], Is.EqualTo((string[])["2 grains, the oldest first:", $"o 2026-03-01 00:00  fact  {Memories.Short(_tea)}  (asked for)", "|   s prefers green tea"]));
        Assert.That(run.Lines[^3..], Is.EqualTo((string[])[$"* 2026-03-02 00:00  fact  {Memories.Short(_coffee)}", "    s prefers coffee", "    current"]));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("store", "history", _path, _tea.Address.ToString(), "--json").Output);
        Assert.That(json.RootElement.GetProperty("head").GetString(), Is.EqualTo(_coffee.Address.ToString()));
    }

    [Test]
    public void Numbers_of_a_store_are_those_of_its_grains()
    {
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("store", "stats", _path, "--json").Output);
        Assert.That(json.RootElement.GetProperty("grains").GetInt64(), Is.EqualTo(3));
        Assert.That(json.RootElement.GetProperty("grain_bytes").GetInt64(), Is.EqualTo(_tea.Delivered.Length + _coffee.Delivered.Length + _mail.Delivered.Length));
        Assert.That(json.RootElement.GetProperty("last_audit").GetInt64(), Is.EqualTo(1), "the supersession");
        Assert.That(json.RootElement.GetProperty("file_bytes").GetInt64(), Is.EqualTo(new FileInfo(_path).Length));
        Assert.That(CliRun.Of("store", "stats", _path).Lines[0], Does.Match("^grains, history included +3$"));
    }
}
