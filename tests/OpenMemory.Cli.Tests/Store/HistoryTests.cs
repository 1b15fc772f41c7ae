using System.Text.Json;

namespace OpenMemory.Cli.Tests.Store;

[TestFixture]
internal sealed class HistoryTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_chain_is_told_from_the_oldest_to_the_newest_whichever_grain_is_named()
    {
        GrainBlob first = Memories.Fact(1, "tea"), second = Memories.Fact(2, "coffee", replaces: first.Address), third = Memories.Fact(3, "water", replaces: second.Address);
        string file = Memories.Write(_folder, "a.mg", [third, first, second], Memories.Superseded(first, second, 2), Memories.Superseded(second, third, 3));
        CliRun run = CliRun.Of("history", file, second.Address.ToString());
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines, Is.EqualTo(new[]
        {
            "3 grains, the oldest first:",
            $"o 2026-03-01 00:00  fact  {Memories.Short(first)}",
            "|   s prefers tea",
            $"|   superseded by {Memories.Short(second)} at 2026-03-02 00:00",
            $"o 2026-03-02 00:00  fact  {Memories.Short(second)}  (asked for)",
            "|   s prefers coffee",
            $"|   superseded by {Memories.Short(third)} at 2026-03-03 00:00",
            $"* 2026-03-03 00:00  fact  {Memories.Short(third)}",
            "    s prefers water",
            "    current",
        }));
        foreach (string name in (string[])["2", Memories.Short(second), $"sha256:{second.Address}"]) Assert.That(CliRun.Of("history", file, name).Output, Is.EqualTo(run.Output), name);
        Assert.That(CliRun.With(File.ReadAllBytes(file), "history", "-", "2").Output, Is.EqualTo(run.Output));
    }

    [Test]
    public void Json_has_every_grain_its_neighbours_and_the_head()
    {
        GrainBlob first = Memories.Fact(1, "tea"), second = Memories.Fact(2, "coffee", replaces: first.Address);
        string file = Memories.Write(_folder, "a.mg", [first, second], Memories.Superseded(first, second, 2));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("history", file, "0", "--json").Output);
        JsonElement root = json.RootElement, old = root.GetProperty("chain")[0];
        Assert.That(root.GetProperty("head").GetString(), Is.EqualTo(second.Address.ToString()));
        Assert.That(root.GetProperty("forked").GetBoolean(), Is.False);
        Assert.That(root.GetProperty("faults").GetArrayLength() + root.GetProperty("notices").GetArrayLength(), Is.Zero);
        Assert.That(old.GetProperty("content_address").GetString(), Is.EqualTo(first.Address.ToString()));
        Assert.That(old.GetProperty("successors")[0].GetString(), Is.EqualTo(second.Address.ToString()));
        Assert.That(old.GetProperty("current").GetBoolean(), Is.False);
        Assert.That(old.GetProperty("system_valid_to").GetInt64(), Is.EqualTo(Memories.Start + Memories.Day));
        Assert.That(old.GetProperty("grain").GetProperty("object").GetString(), Is.EqualTo("tea"));
        Assert.That(root.GetProperty("chain")[1].GetProperty("predecessors")[0].GetString(), Is.EqualTo(first.Address.ToString()));
    }

    [Test]
    public void A_fork_between_two_copies_is_drawn_with_both_heads() // R-49
    {
        GrainBlob first = Memories.Fact(1, "tea"), one = Memories.Fact(2, "coffee", replaces: first.Address), other = Memories.Fact(3, "water", replaces: first.Address);
        string a = Memories.Write(_folder, "a.mg", [first, one], Memories.Superseded(first, one, 2)), b = Memories.Write(_folder, "b.mg", [first, other], Memories.Superseded(first, other, 3));
        CliRun run = CliRun.Of("history", a, "0", "--with", b);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Lines, Is.EqualTo(new[]
        {
            "3 grains, the oldest first, forked into 2 heads:",
            $"o   2026-03-01 00:00  fact  {Memories.Short(first)}  (asked for)",
            "|     s prefers tea",
            $"|     superseded by {Memories.Short(one)} at 2026-03-02 00:00",
            $"|     superseded by {Memories.Short(other)} too",
            @"|\",
            $"* | 2026-03-02 00:00  fact  {Memories.Short(one)}",
            "  |   s prefers coffee",
            "  |   current",
            $"  * 2026-03-03 00:00  fact  {Memories.Short(other)}",
            "      s prefers water",
            "      current",
            "      the provisional head: the newest of several",
        }));
        Assert.That(run.ErrorLines, Has.One.Contains("both are kept as heads"));
    }

    [Test]
    public void A_grain_that_replaces_two_ends_both_branches()
    {
        GrainBlob one = Memories.Fact(1, "tea"), two = Memories.Fact(2, "coffee"), both = Memories.Fact(3, "water", "", one.Address, two.Address);
        string file = Memories.Write(_folder, "a.mg", [one, two, both], Memories.Superseded(one, both, 3), Memories.Superseded(two, both, 3));
        CliRun run = CliRun.Of("history", file, "2");
        Assert.That(run.Lines.Select(static line => line.PadRight(3)[..3]), Is.EqualTo((string[])["3 g", "o  ", "|  ", "|  ", "| o", "| |", "| |", "|/ ", "*  ", "   ", "   "]));
    }

    [Test]
    public void A_history_that_begins_elsewhere_says_so()
    {
        GrainBlob later = Memories.Fact(2, "coffee", replaces: Memories.Absent);
        string file = Memories.Write(_folder, "a.mg", [later]);
        Assert.That(CliRun.Of("history", file, "0").Lines[^1], Is.EqualTo($"fault: {Memories.Short(later)} replaces {Memories.Absent.ToString()[..12]}, which is not here"));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("history", file, "0", "--json").Output);
        Assert.That(json.RootElement.GetProperty("faults")[0].GetProperty("kind").GetString(), Is.EqualTo("missing_predecessor"));
    }

    [Test]
    public void What_a_manifest_states_without_proof_is_told_and_not_believed() // R-52, OMS-23.7-1
    {
        GrainBlob guarded = Memories.Fact(1, "tea", ",\"invalidation_policy\":{\"mode\":\"locked\"}"), thief = Memories.Fact(2, "coffee", replaces: guarded.Address), stranger = Memories.Fact(3, "water");
        string file = Memories.Write(_folder, "a.mg", [guarded, thief, stranger], Memories.Superseded(guarded, thief, 2), Memories.Superseded(thief, stranger, 3));
        CliRun run = CliRun.Of("history", file, "0");
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Lines[^1].Trim(), Is.EqualTo("current"));
        Assert.That(run.ErrorLines, Has.One.StartsWith($"manifest: {guarded.Address}: ").And.One.StartsWith($"manifest: {thief.Address}: "));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("history", file, "0", "--json").Output);
        Assert.That(json.RootElement.GetProperty("notices").EnumerateArray().Select(static notice => notice.GetProperty("kind").GetString()),
            Is.EquivalentTo((string[])["protected_grain", "superseding_grain_does_not_name_it"]));
    }

    [Test]
    public void Texts_from_a_grain_reach_the_terminal_harmless_and_within_eighty_columns()
    {
        GrainBlob hostile = Memories.Fact(1, string.Concat(Enumerable.Repeat("[red]\\u001b[2J\\u202e[/] ", 40)));
        CliRun run = CliRun.Of("history", Memories.Write(_folder, "a.mg", [hostile]), "0");
        Assert.That(run.Output.AsSpan().ContainsAny('\e', '\u202e'), Is.False);
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(80));
    }

    [TestCase("7")]
    [TestCase("abc")]
    [TestCase("0123456789ab")]
    [TestCase(Samples.Vector1Address)]
    public void A_grain_that_is_not_there_is_a_usage_error(string grain)
    {
        CliRun run = CliRun.Of("history", Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea")]), grain);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
    }

    [Test]
    public void A_damaged_file_is_bad_data()
    {
        byte[] bytes = File.ReadAllBytes(Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea"), Memories.Fact(2, "coffee")]));
        bytes[bytes.Length / 2] ^= 1;
        CliRun run = CliRun.Of("history", _folder.Write("bad.mg", bytes), "0");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_"));
    }

    [Test]
    public void Eight_digits_of_an_address_will_do_and_seven_will_not()
    {
        string file = Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea"), Memories.Fact(1, "tea", ",\"importance\":0.5")]);
        Assert.That(CliRun.Of("cat", file, Memories.Short(Memories.Fact(1, "tea"))[..8]).Output, Is.EqualTo(CliRun.Of("cat", file, "0").Output));
        Assert.That(CliRun.Of("cat", file, Memories.Short(Memories.Fact(1, "tea"))[..7]).ExitCode, Is.EqualTo(2));
    }
}
