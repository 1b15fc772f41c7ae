using System.Security.Cryptography;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class PackTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase]
    [TestCase("--sorted")]
    [TestCase("--keep-duplicates")]
    [TestCase("--sorted", "--keep-duplicates")]
    public void PackUnpackPack_GivesTheSameFile(params string[] options)
    {
        string json = string.Join('\n', Enumerable.Range(0, 100).Select(static i => Samples.Fact(i % 80)));
        CliRun first = CliRun.WithText(json, ["pack", "-", "-o", _folder["a.mg"], .. options]);
        Assert.That((first.ExitCode, first.Error), Is.EqualTo((0, "")));
        CliRun unpacked = CliRun.Of("unpack", _folder["a.mg"]);
        CliRun second = CliRun.WithText(unpacked.Output, ["pack", "-", "-o", _folder["b.mg"], .. options]);
        CliRun third = CliRun.Of(["pack", _folder["a.mg"], "-o", _folder["c.mg"], .. options]);
        byte[] expected = File.ReadAllBytes(_folder["a.mg"]);
        Assert.That(File.ReadAllBytes(_folder["b.mg"]), Is.EqualTo(expected));
        Assert.That(File.ReadAllBytes(_folder["c.mg"]), Is.EqualTo(expected));
        Assert.That(unpacked.Lines, Has.Length.EqualTo(options.Contains("--keep-duplicates") ? 100 : 80));
        Assert.That((second.ExitCode, third.ExitCode), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Pack_OntoItsSource_IsRefusedUnlessThatIsAFileOfGrains()
    {
        File.WriteAllText(_folder["grains.jsonl"], Samples.Fact(1));
        CliRun refused = CliRun.Of("pack", _folder["grains.jsonl"], "-o", _folder["grains.jsonl"]);
        Assert.That((refused.ExitCode, refused.ErrorLines.Length), Is.EqualTo((2, 1)));
        Assert.That(File.ReadAllText(_folder["grains.jsonl"]), Is.EqualTo(Samples.Fact(1)));
        Assert.That(CliRun.Of("pack", _folder["grains.jsonl"], "-o", _folder["a.mg"]).ExitCode, Is.Zero);
        Assert.That(CliRun.Of("pack", _folder["a.mg"], "-o", _folder["a.mg"], "--codec", "zstd").ExitCode, Is.Zero, "a .mg file is written anew in one step");
        Assert.That(CliRun.Of("verify", _folder["a.mg"]).ExitCode, Is.Zero);
    }

    [Test]
    public void Unpack_ThatFails_LeavesTheOldFile()
    {
        File.WriteAllText(_folder["old.txt"], "old");
        CliRun.WithText(Samples.Fact(1), "pack", "-", "-o", _folder["a.mg"]);
        using (FileStream file = new(_folder["a.mg"], FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 20 + 1;
            file.WriteByte(1); // the signed flag, without an envelope: no stream may carry it
        }
        CliRun failed = CliRun.Of("unpack", _folder["a.mg"], "--framed", "-o", _folder["old.txt"]);
        Assert.That(failed.ExitCode, Is.EqualTo(1));
        Assert.That(File.ReadAllText(_folder["old.txt"]), Is.EqualTo("old"));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(_folder["a.mg"])!), Has.Length.EqualTo(2), "nothing temporary stays");
    }

    [Test]
    public void Pack_Duplicates_SummaryCountsThem()
    {
        CliRun run = CliRun.WithText($"{Samples.Hex(0)}\n{Samples.Hex(1)}\n{Samples.Hex(0)}\n", "pack", "-", "-o", _folder["a.mg"]);
        byte[] file = File.ReadAllBytes(_folder["a.mg"]);
        string sha = Convert.ToHexStringLower(SHA256.HashData(file));
        Assert.That(run.Output, Is.EqualTo($"2 grains, {file.Length} bytes, 1 duplicate dropped, sha256 {sha}\n"));
    }

    [Test]
    public void Unpack_ToAFile_WritesTheSameLines()
    {
        CliRun.WithText(Samples.Hex(0), "pack", "-", "-o", _folder["a.mg"]);
        CliRun run = CliRun.Of("unpack", _folder["a.mg"], "-o", _folder["lines"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(_folder["lines"]), Is.EqualTo(CliRun.Of("unpack", _folder["a.mg"]).Output));
    }

    [Test]
    public void Pack_BadGrain_LeavesNoFile()
    {
        CliRun run = CliRun.WithText($"{Samples.Fact(1)}\n{{}}", "pack", "-", "-o", _folder["a.mg"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[^1], Is.EqualTo("in line 2"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Pack_BadBlob_IsRefused()
    {
        string hex = Samples.Hex(0);
        CliRun run = CliRun.WithText(hex[..^2], "pack", "-", "-o", _folder["a.mg"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_CORRUPT: "));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Pack_EmptyArray_MakesAnEmptyFile()
    {
        Assert.That(CliRun.WithText("[]", "pack", "-", "-o", _folder["a.mg"]).Output, Does.StartWith("0 grains, 48 bytes, "));
        Assert.That(CliRun.Of("verify", _folder["a.mg"]).ExitCode, Is.Zero);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "an open file cannot be replaced there")]
    public void Pack_OverItsOwnInput_KeepsTheGrains()
    {
        CliRun.WithText(Samples.Hex(0), "pack", "-", "-o", _folder["a.mg"]);
        byte[] before = File.ReadAllBytes(_folder["a.mg"]);
        Assert.That(CliRun.Of("pack", _folder["a.mg"], "-o", _folder["a.mg"]).ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(_folder["a.mg"]), Is.EqualTo(before));
    }

    [Test]
    public void Pack_OutputCannotBeWritten_IsAUsageError()
    {
        string[] targets = [_folder.Path, _folder["none/a.mg"], "", OperatingSystem.IsWindows() ? _folder.Path : "/dev/null"];
        foreach (string target in targets)
        {
            CliRun run = CliRun.WithText(Samples.Hex(0), "pack", "-", "-o", target);
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void Unpack_OntoItsInput_IsRefusedAndHarmsNothing()
    {
        CliRun.WithText(Samples.Hex(0), "pack", "-", "-o", _folder["a.mg"]);
        byte[] before = File.ReadAllBytes(_folder["a.mg"]);
        Assert.That(CliRun.Of("unpack", _folder["a.mg"], "-o", _folder["a.mg"]).ExitCode, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(_folder["a.mg"]), Is.EqualTo(before));
    }
}
