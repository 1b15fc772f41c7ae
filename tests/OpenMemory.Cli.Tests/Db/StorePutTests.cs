using OpenMemory.Cli.Tests.Erasure;
using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests.Db;

[TestFixture]
internal sealed class StorePutTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_store_is_made_once()
    {
        string path = _folder["a.db"];
        Assert.That(CliRun.Of("store", "init", path).Output, Is.EqualTo($"an empty store: {path}\n"));
        byte[] before = File.ReadAllBytes(path);
        CliRun again = CliRun.Of("store", "init", path);
        Assert.That((again.ExitCode, again.ErrorLines), Is.EqualTo((2, new[] { $"there is a file already: {path}" })));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        Assert.That(CliRun.Of("store", "init", _folder["no/a.db"]).ErrorLines, Is.EqualTo((string[])[$"no such folder: {_folder["no"]}"]));
    }

    [Test]
    public void Every_form_of_input_is_put_and_putting_again_changes_nothing() // OMS-28.4-2
    {
        GrainBlob tea = Memories.Fact(1, "tea"), coffee = Memories.Fact(2, "coffee");
        string[] inputs =
        [
            _folder.Write("a.jsonl", Stores.Json("tea") + "\n"), _folder.Write("a.hex", Stores.Hex(tea)), _folder.Write("a.lines", CliRun.Of("encode", _folder["a.jsonl"]).Bytes),
            _folder.Write("a.blob", tea.Delivered.ToArray()), Memories.Write(_folder, "a.mg", [tea]), _folder.Write("a.frames", CliRun.Of("unpack", Memories.Write(_folder, "b.mg", [tea]), "--framed").Bytes),
        ];
        string path = Stores.Make(_folder);
        CliRun first = CliRun.Of("store", "put", path, inputs[0]);
        Assert.That((first.ExitCode, first.Output, first.ErrorLines), Is.EqualTo((0, $"done {tea.Address}\n", new[] { "1 done" })));
        foreach (string input in inputs)
        {
            CliRun run = CliRun.Of("store", "put", path, input);
            Assert.That((run.ExitCode, run.Output, run.ErrorLines), Is.EqualTo((0, $"existing {tea.Address}\n", new[] { "1 existing" })), input);
        }
        Assert.That(Stores.Put(path, tea, coffee).Output, Is.EqualTo($"existing {tea.Address}\ndone {coffee.Address}\n"));
    }

    [Test]
    public void A_refusal_has_its_rule_and_its_line_and_keeps_nobody_else_out() // R-49
    {
        string path = Stores.Make(_folder);
        string input = string.Join('\n', Stores.Json("tea"), """{"type":"fact","subject":"s","created_at":1}""", "{\"type\":", Stores.Json("coffee"));
        CliRun run = CliRun.WithText(input, "store", "put", path, "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines.Select(static line => line.Split(' ')[0]), Is.EqualTo((string[])["done", "refused", "refused", "done"]));
        Assert.That(run.Lines[1], Does.Match(@"^refused - ERR_SCHEMA: .*, rule OMS-[0-9.]+-[0-9]+ \(in line 2\)$"));
        Assert.That(run.Lines[2], Does.Match(@"^refused - ERR_CORRUPT: .* \(in line 3\)$"));
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["2 refused, 2 done"]));
    }

    [Test]
    public void What_supersedes_a_grain_is_not_put_and_what_is_broken_off_is_put_so_far() // R-34
    {
        GrainBlob tea = Memories.Fact(1, "tea"), coffee = Memories.Fact(2, "coffee", replaces: tea.Address);
        string path = Stores.Make(_folder, tea);
        CliRun claim = Stores.Put(path, coffee);
        Assert.That(claim.ExitCode, Is.EqualTo(1));
        Assert.That(claim.Output, Does.StartWith($"refused {coffee.Address} ERR_").And.Contain("(in line 1)"));
        byte[] frames = CliRun.Of("unpack", Memories.Write(_folder, "b.mg", [Memories.Fact(3, "water"), Memories.Fact(4, "milk")]), "--framed").Bytes;
        CliRun broken = CliRun.With(frames[..^20], "store", "put", path, "-");
        Assert.That((broken.ExitCode, broken.Output), Is.EqualTo((1, $"done {Memories.Fact(3, "water").Address}\n")));
        Assert.That(broken.ErrorLines[0], Does.StartWith("ERR_"));
    }

    [Test]
    public void An_operation_is_done_once_and_is_of_one_grain() // R-49
    {
        string path = Stores.Make(_folder);
        GrainBlob tea = Memories.Fact(1, "tea");
        CliRun first = CliRun.WithText(Stores.Hex(tea), "store", "put", path, "-", "--operation-id", "o-1"), again = CliRun.WithText(Stores.Hex(Memories.Fact(2, "coffee")), "store", "put", path, "-", "--operation-id", "o-1");
        Assert.That((first.Output, again.Output), Is.EqualTo(($"done {tea.Address}\n", $"existing {tea.Address}\n")));
        CliRun two = CliRun.WithText(Stores.Hex(Memories.Fact(3, "water"), Memories.Fact(4, "milk")), "store", "put", path, "-", "--operation-id", "o-2");
        Assert.That((two.ExitCode, two.Output), Is.EqualTo((2, "")));
        Assert.That(CliRun.Of("store", "query", path).Lines[0], Is.EqualTo("1 grain"));
    }

    [Test]
    public void More_grains_than_one_step_holds_are_answered_in_their_order()
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 2100).Select(static number => Memories.Fact(1, $"drink {number}"))];
        string path = Stores.Make(_folder);
        CliRun run = Stores.Put(path, grains);
        Assert.That(run.Lines, Is.EqualTo(grains.Select(static grain => $"done {grain.Address}")));
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["2100 done"]));
    }

    [Test]
    public void A_sealed_grain_is_put_as_it_is_and_judged_where_the_keys_are_here() // R-36
    {
        using Keys keys = new();
        CliRun sealedLines = keys.Seal(Keys.Facts("u-1", "u-2"));
        string path = Stores.Make(_folder), input = _folder.Write("sealed", sealedLines.Bytes);
        CliRun run = CliRun.Of(["store", "put", path, input, .. keys.Both, "--user", "u-1"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        CliRun report = CliRun.Of(["store", "report-subject", path, "u-1", .. keys.Both]);
        Assert.That(report.Lines[0], Does.Contain("1 of 2 grains"));
    }
}
