using System.Text.Json;
using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class MgFileCommandTests
{
    private const int Grains = 50;
    private TestFolder _folder = null!;
    private string _file = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        _file = _folder["sample.mg"];
        CliRun.WithText(string.Join('\n', Enumerable.Range(0, Grains).Select(Samples.Fact)), "pack", "-", "-o", _file);
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Cat_ByIndexAndByAddress_PrintsTheSameGrain()
    {
        using JsonDocument line = JsonDocument.Parse(CliRun.Of("unpack", _file).Lines[3]);
        string address = line.RootElement.GetProperty("address").GetString()!, hex = line.RootElement.GetProperty("blob").GetString()!;
        CliRun byIndex = CliRun.Of("cat", _file, "3");
        Assert.That(byIndex.Output, Does.Contain("\"subject\":\"s3\"").And.EndWith("}\n"));
        Assert.That(CliRun.Of("cat", _file, address).Output, Is.EqualTo(byIndex.Output));
        Assert.That(CliRun.Of("cat", "--hex", _file, "3").Output, Is.EqualTo(hex + "\n"));
        Assert.That(CliRun.Of("cat", "--raw", _file, address).Bytes, Is.EqualTo(Convert.FromHexString(hex)));
    }

    [TestCase("50")]
    [TestCase("-1")]
    [TestCase("99999999999")]
    [TestCase("abc")]
    [TestCase(Samples.Vector1Address)]
    public void Cat_NoSuchGrain_IsAUsageError(string grain)
    {
        CliRun run = CliRun.Of("cat", _file, grain);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.Error, Is.Not.Empty);
    }

    [Test]
    public void Cat_RawAndHex_ExcludeEachOther() => Assert.That(CliRun.Of("cat", _file, "0", "--raw", "--hex").ExitCode, Is.EqualTo(2));

    [Test]
    public void Inspect_Table_FitsEightyColumns()
    {
        CliRun run = CliRun.Of("inspect", _file);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(run.Output, Does.Contain("fact").And.Contain("and 10 more namespaces").And.Contain("2023-11-14T22:13:20Z"));
        Assert.That(run.Output.Contains('\e'), Is.False);
    }

    [Test]
    public void Inspect_NamesTheFlagsInWords()
    {
        GrainBlob old = Memories.Fact(1, "tea"), successor = Memories.Fact(2, "coffee", "", old.Address);
        string file = Memories.Write(_folder, "manifest.mg", [old, successor], Memories.Superseded(old, successor, 2));
        Assert.That(CliRun.Of("inspect", file).Output, Does.Match("flags +deduplicated, index manifest *\n"));
    }

    [Test]
    public void Inspect_Json_CountsEverything()
    {
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("inspect", "--json", _file).Output);
        JsonElement root = json.RootElement;
        Assert.That(root.GetProperty("grains").GetInt32(), Is.EqualTo(Grains));
        Assert.That(root.GetProperty("types").GetProperty("fact").GetInt32(), Is.EqualTo(Grains));
        Assert.That(root.GetProperty("sensitivities").GetProperty("public").GetInt32(), Is.EqualTo(Grains));
        Assert.That(root.GetProperty("namespaces").EnumerateObject().Count(), Is.EqualTo(20));
        Assert.That(root.GetProperty("namespaces_not_listed").GetInt32(), Is.EqualTo(10));
        Assert.That(root.GetProperty("grain_bytes").GetProperty("total").GetInt64(), Is.LessThan(new FileInfo(_file).Length));
    }

    [Test]
    public void Inspect_HostileNamespace_ReachesTheTerminalHarmless()
    {
        string grain = Samples.Fact(1).Replace("\"n1\"", "\"[red]\\u001b[2J\\u202e[/]\"", StringComparison.Ordinal);
        string file = _folder["hostile.mg"];
        Assert.That(CliRun.WithText(grain, "pack", "-", "-o", file).Error, Is.Empty);
        string output = CliRun.Of("inspect", file).Output;
        Assert.That(output, Does.Contain("[red][2J[/]"));
        Assert.That(output.AsSpan().ContainsAny('\e', '\u202e'), Is.False);
    }

    [Test]
    public void Inspect_MoreNamespacesThanFitItsMemory_CountsTheRestTogether()
    {
        string filler = new('n', 2000);
        string file = _folder["namespaces.mg"];
        CliRun.WithText(string.Join('\n', Enumerable.Range(0, 3000).Select(i => Samples.Fact(i).Replace($"\"n{i % 30}\"", $"\"{filler}{i}\"", StringComparison.Ordinal))), "pack", "-", "-o", file);
        Assert.That(CliRun.Of("inspect", file).Output, Does.Match(@"and at least [12],[0-9]{3} more namespaces +2,980"));
    }

    [Test]
    public void Inspect_FromAPipe_IsTheSame() =>
        Assert.That(CliRun.With(File.ReadAllBytes(_file), "inspect", "--json", "-").Output, Is.EqualTo(CliRun.Of("inspect", "--json", _file).Output));

    [TestCase("geometry")]
    [TestCase("checksum")]
    [TestCase("addresses")]
    [TestCase("canonical")]
    public void Verify_SoundFile_SaysSo(string level)
    {
        CliRun run = CliRun.Of("verify", _file, "--level", level);
        Assert.That(run.Output, Is.EqualTo($"sound: 50 grains, level {level}\n"));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public void Verify_DamagedGrain_NamesTheFault()
    {
        byte[] bytes = File.ReadAllBytes(_file);
        bytes[bytes.Length / 2] ^= 1;
        CliRun run = CliRun.Of("verify", _folder.Write("damaged.mg", bytes));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[^1], Does.StartWith("bad: ").And.Contain(" fault"));
        Assert.That(run.Output, Does.Contain("ERR_INTEGRITY: "));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_"));
    }

    [Test]
    public void Verify_CutFile_NamesTheFault()
    {
        byte[] bytes = File.ReadAllBytes(_file)[..100];
        CliRun run = CliRun.Of("verify", _folder.Write("cut.mg", bytes));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[0], Does.StartWith("file: ERR_"));
    }
}
