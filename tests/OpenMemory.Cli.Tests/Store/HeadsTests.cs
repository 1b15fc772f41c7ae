using System.Text.Json;

namespace OpenMemory.Cli.Tests.Store;

[TestFixture]
internal sealed class HeadsTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_last_of_each_chain_and_what_stands_alone_are_heads()
    {
        GrainBlob old = Memories.Fact(1, "tea"), last = Memories.Fact(2, "coffee", replaces: old.Address), alone = Memories.Fact(3, "water"), doubted = Memories.Fact(4, "milk");
        string file = Memories.Write(
            _folder, "a.mg", [old, last, alone, doubted],
            Memories.Superseded(old, last, 2), (doubted.Address, new() { VerificationStatus = IndexState.Contested, SystemValidTo = new(Memories.Start + (4 * Memories.Day)) }));
        CliRun run = CliRun.Of("heads", file);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines[0], Is.EqualTo("3 heads"));
        Assert.That(Words(run), Does.Contain("the last of 2: s prefers coffee").And.Contain("not current, contested: s prefers milk").And.Not.Contain("tea"));
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(80));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("heads", file, "--json").Output);
        JsonElement[] heads = [.. json.RootElement.GetProperty("heads").EnumerateArray()];
        Assert.That(heads.Select(static head => head.GetProperty("content_address").GetString()), Is.EqualTo((string[])[doubted.Address.ToString(), alone.Address.ToString(), last.Address.ToString()]));
        Assert.That(heads.Select(static head => head.GetProperty("chain_length").GetInt32()), Is.EqualTo((int[])[1, 1, 2]));
        Assert.That(heads.Select(static head => head.GetProperty("current").GetBoolean()), Is.EqualTo((bool[])[false, true, true]));
        Assert.That(json.RootElement.GetProperty("total").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public void Heads_of_a_fork_are_told_and_no_failure()
    {
        GrainBlob first = Memories.Fact(1, "tea"), one = Memories.Fact(2, "coffee", replaces: first.Address), other = Memories.Fact(3, "water", replaces: first.Address);
        string a = Memories.Write(_folder, "a.mg", [first, one], Memories.Superseded(first, one, 2)), b = Memories.Write(_folder, "b.mg", [first, other], Memories.Superseded(first, other, 3));
        CliRun run = CliRun.Of("heads", a, "--with", b);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Lines[0], Is.EqualTo("2 heads, 2 of them of forked chains"));
        Assert.That(Words(run), Does.Contain("provisional head of 2: s prefers water").And.Contain("other head of 2: s prefers coffee"));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("heads", b, "--with", a, "--json").Output);
        Assert.That(json.RootElement.GetProperty("heads").EnumerateArray().Select(static head => (head.GetProperty("forked").GetBoolean(), head.GetProperty("provisional").GetBoolean())),
            Is.EqualTo(new[] { (true, true), (true, false) }));
    }

    [Test]
    public void Filters_and_the_limit_narrow_the_table()
    {
        string file = Memories.Write(_folder, "a.mg", [.. Enumerable.Range(1, 20).Select(static day => Memories.Fact(day, $"v{day}", day % 2 == 0 ? ",\"namespace\":\"n\"" : ""))]);
        Assert.That(CliRun.Of("heads", file, "--namespace", "n").Lines[0], Is.EqualTo("10 heads"));
        CliRun run = CliRun.Of("heads", file, "--limit", "3");
        Assert.That(run.Lines, Has.Length.EqualTo(6));
        Assert.That(run.Error, Does.StartWith("17 more are not shown"));
    }

    /// <summary>The words of a table, whose cells go over several lines.</summary>
    private static string Words(CliRun run) =>
        string.Join(' ', run.Lines.Select(static line => line.Length > 31 ? line[31..Math.Min(line.Length, 65)].Trim() : ""));
}
