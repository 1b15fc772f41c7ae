namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class RepairTests
{
    private const int Grains = 20;
    private TestFolder _folder = null!;
    private byte[] _sound = [];

    [SetUp]
    public void SetUp()
    {
        _folder = new TestFolder();
        CliRun.WithText(string.Join('\n', Enumerable.Range(0, Grains).Select(Samples.Fact)), "pack", "-", "-o", _folder["sound.mg"]);
        _sound = File.ReadAllBytes(_folder["sound.mg"]);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void SoundFile_IsCopied_AndExits0()
    {
        CliRun run = CliRun.Of("repair", _folder["sound.mg"], "-o", _folder["out.mg"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines[0], Is.EqualTo("salvaged: 20 of 20 grains; lost: 0 ranges, 0 bytes"));
        Assert.That(run.Lines[1], Does.StartWith("20 grains, "));
        Assert.That(File.ReadAllBytes(_folder["out.mg"]), Is.EqualTo(_sound));
    }

    [Test]
    public void DamagedGrain_IsNamed_TheRestIsSound_AndExits1()
    {
        byte[] damaged = [.. _sound];
        using (MgFileReader reader = MgFileReader.Open(_sound)) damaged[reader.OffsetOf(7) + GrainHeader.Size] = 0xc1;
        string input = _folder.Write("damaged.mg", damaged);
        CliRun run = CliRun.Of("repair", input, "-o", _folder["out.mg"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[0], Does.StartWith("file: ERR_INTEGRITY: "));
        Assert.That(run.Lines[1], Does.StartWith("lost: grain 7, ").And.Contain("rule R-26"));
        Assert.That(run.Lines[2], Does.StartWith("salvaged: 19 of 20 grains; lost: 1 range, "));
        Assert.That(run.Lines[3], Does.Contain("does not prove"));
        Assert.That(CliRun.Of("verify", _folder["out.mg"]).Output, Does.StartWith("sound: 19 grains"));
        Assert.That(File.ReadAllBytes(input), Is.EqualTo(damaged));
    }

    [Test]
    public void FooterAlone_IsNoLoss()
    {
        _sound[^1] ^= 1;
        CliRun run = CliRun.Of("repair", _folder.Write("footer.mg", _sound), "-o", _folder["out.mg"]);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Lines[0], Does.StartWith("file: ERR_INTEGRITY: "));
    }

    [Test]
    public void StandardInput_AndTheOptionsOfEveryWriter_Work()
    {
        CliRun run = CliRun.With(_sound[..(_sound.Length / 2)], "repair", "-", "-o", _folder["out.mg"], "--sorted", "--keep-duplicates");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        using MgFileReader reader = MgFileReader.Open(_folder["out.mg"]);
        Assert.That(reader.Header.Flags, Is.EqualTo(MgFileFlags.Sorted));
        Assert.That(reader.Count, Is.InRange(5, Grains - 1));
    }

    [Test]
    public void Garbage_WritesNothing_AndKeepsWhatIsThere()
    {
        string target = _folder.Write("out.mg", "old");
        CliRun run = CliRun.Of("repair", _folder.Write("garbage.mg", new byte[5000]), "-o", target);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[^1], Is.EqualTo("Nothing is written."));
        Assert.That(File.ReadAllText(target), Is.EqualTo("old"));
    }

    [Test]
    public void TheSameFile_IsRefused()
    {
        string path = _folder["sound.mg"], other = Path.Combine(_folder.Path, ".", "sound.mg");
        List<string> targets = [path, other];
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_folder["link.mg"], path);
            targets.Add(_folder["link.mg"]);
        }
        foreach (string target in targets)
        {
            CliRun run = CliRun.Of("repair", path, "-o", target);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")), target);
            Assert.That(run.Error, Does.Contain("in place"));
        }
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(_sound));
    }

    [Test]
    public void Help_SaysTheExitCodes() => Assert.That(CliRun.Of("repair", "--help").Output, Does.Contain("1 something was"));

    [Test]
    public void MissingFile_IsAUsageError()
    {
        CliRun run = CliRun.Of("repair", _folder["missing.mg"], "-o", _folder["out.mg"]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("no such file"));
        Assert.That(CliRun.With([], "repair", "-", "-o", _folder["out.mg"]).ExitCode, Is.EqualTo(2));
    }
}
