using System.Text.Json;
using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests.Db;

[TestFixture]
internal sealed class StoreSupersedeTests
{
    private TestFolder _folder = null!;
    private GrainBlob _tea = null!;
    private string _path = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _tea = Memories.Fact(1, "tea");
        _path = Stores.Make(_folder, _tea);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    private CliRun Supersede(string json, params string[] options) => CliRun.WithText(json, ["store", "supersede", _path, _tea.Address.ToString(), "-", .. options]);

    [Test]
    public void Json_is_made_to_name_what_it_replaces_once()
    {
        CliRun run = Supersede(Stores.Json("coffee"), "--actor", "me");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        string head = run.Output.Split(' ')[1].Trim();
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("store", "get", _path, head).Output);
        Assert.That(json.RootElement.GetProperty("grain").GetProperty("derived_from").EnumerateArray().Select(static parent => parent.GetString()), Is.EqualTo((string[])[_tea.Address.ToString()]));
        CliRun again = Supersede(Stores.Json("coffee", $",\"derived_from\":[\"{_tea.Address}\"]"));
        Assert.That(again.Output, Is.EqualTo($"existing {head}\n"), "it named it already, so it is the same grain");
    }

    [Test]
    public void Of_two_the_second_is_told_the_head() // OMS-28.4-3
    {
        string head = Supersede(Stores.Json("coffee")).Output.Split(' ')[1].Trim();
        CliRun late = Supersede(Stores.Json("water"));
        Assert.That((late.ExitCode, late.Output), Is.EqualTo((1, $"conflict {_tea.Address}\n")));
        Assert.That(late.ErrorLines, Is.EqualTo((string[])[$"another grain superseded it already, or is the head by now: {head}"]));
        CliRun guess = CliRun.WithText(Stores.Json("water"), "store", "supersede", _path, head, "-", "--expected-head", _tea.Address.ToString());
        Assert.That((guess.ExitCode, guess.Output), Is.EqualTo((1, $"conflict {head}\n")));
        Assert.That(CliRun.WithText(Stores.Json("water"), "store", "supersede", _path, head, "-", "--expected-head", head).ExitCode, Is.Zero);
    }

    [Test]
    public void Policy_denies_with_its_rule_and_a_justification_opens_a_soft_lock() // OMS-23.2-1
    {
        GrainBlob locked = Memories.Fact(2, "locked", ",\"invalidation_policy\":{\"mode\":\"locked\"}"), soft = Memories.Fact(3, "soft", ",\"invalidation_policy\":{\"mode\":\"soft_locked\"}");
        Assert.That(Stores.Put(_path, locked, soft).ExitCode, Is.Zero);
        CliRun denied = CliRun.WithText(Stores.Json("water"), "store", "supersede", _path, locked.Address.ToString(), "-");
        Assert.That(denied.ExitCode, Is.EqualTo(1));
        Assert.That(denied.Output, Does.Match("^refused [0-9a-f]{64} ERR_INVALIDATION_DENIED: .*, rule "));
        Assert.That(CliRun.WithText(Stores.Json("water"), "store", "supersede", _path, soft.Address.ToString(), "-").ExitCode, Is.EqualTo(1));
        CliRun justified = CliRun.WithText(Stores.Json("water"), "store", "supersede", _path, soft.Address.ToString(), "-", "--justification", "she said so");
        Assert.That(justified.ExitCode, Is.Zero, justified.Output);
        Assert.That(justified.Error, Does.Contain("a person is to look at it"));
    }

    [Test]
    public void What_is_not_there_or_more_than_one_grain_changes_nothing()
    {
        CliRun absent = CliRun.WithText(Stores.Json("water"), "store", "supersede", _path, Memories.Absent.ToString(), "-");
        Assert.That((absent.ExitCode, absent.Output), Is.EqualTo((1, $"not_found {Memories.Absent}\n")));
        Assert.That(Supersede(Stores.Json("water") + "\n" + Stores.Json("milk")).ExitCode, Is.EqualTo(2));
        Assert.That(Supersede("{\"type\":\"fact\"}").ExitCode, Is.EqualTo(1));
        Assert.That(Supersede(Stores.Json("water"), "--expected-head", "x").ExitCode, Is.EqualTo(2));
        Assert.That(CliRun.Of("store", "stats", _path).Lines[0], Does.EndWith(" 1"));
    }
}
