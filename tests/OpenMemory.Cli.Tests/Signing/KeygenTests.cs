namespace OpenMemory.Cli.Tests.Signing;

/// <summary><c>keygen</c>: the private key goes to one file and nowhere else (§12.1).</summary>
[TestFixture]
internal sealed class KeygenTests
{
    private const string Pem = "-----BEGIN PRIVATE KEY-----";

    [TestCase("eddsa", "did:key:z6Mk")]
    [TestCase("ed25519", "did:key:z6Mk")]
    [TestCase("es256", "did:key:zDna")]
    public void Keygen_PrintsTheDidAndKeepsTheKeyForItsOwner(string algorithm, string start)
    {
        using Signer signer = new(algorithm);
        Assert.That(signer.Did, Does.StartWith(start).And.Not.Contain("\n"));
        Assert.That(File.ReadAllText(signer.Key), Does.StartWith(Pem));
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(signer.Key), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        using Signer other = new(algorithm);
        Assert.That(other.Did, Is.Not.EqualTo(signer.Did));
    }

    [Test]
    public void Keygen_NeverReplacesAFile()
    {
        using Signer signer = new();
        byte[] before = File.ReadAllBytes(signer.Key);
        CliRun run = CliRun.Of("keygen", "--out", signer.Key);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(File.ReadAllBytes(signer.Key), Is.EqualTo(before));
    }

    [Test]
    public void Keygen_PrintsThePrivateKeyOnlyWhenAsked()
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("keygen", "--out", folder["key.pem"], "--print-private-key");
        Assert.That(run.Lines[0], Does.StartWith("did:key:z6Mk"));
        Assert.That(string.Join('\n', run.Lines[1..]), Is.EqualTo(File.ReadAllText(folder["key.pem"]).TrimEnd().ReplaceLineEndings("\n")));
    }

    [Test]
    public void KeysAreNotReplacedByOtherCommands()
    {
        using Signer signer = new();
        byte[] before = File.ReadAllBytes(signer.Key);
        string[][] commands = [["pack", "-", "-o", signer.Key], ["elide", "-", "-f", "subject", "-o", signer.Key], ["sign", "-", "--key", signer.Key, "-o", signer.Key]];
        foreach (string[] command in commands)
        {
            CliRun run = CliRun.WithText(Samples.Fact(1), command);
            Assert.That(run.ExitCode, Is.EqualTo(2), string.Join(' ', command));
            Assert.That(run.Error, Does.Contain("holds keys"));
            Assert.That(File.ReadAllBytes(signer.Key), Is.EqualTo(before));
        }
    }

    [TestCase]
    [TestCase("--out", "")]
    [TestCase("--out", "no-such-folder/key.pem")]
    [TestCase("--out", "key.pem", "--algorithm", "rsa")]
    public void Keygen_WrongCommandLine_IsExitCode2AndMakesNothing(params string[] args)
    {
        using TestFolder folder = new();
        string[] own = [.. args.Select(arg => arg.EndsWith(".pem", StringComparison.Ordinal) ? folder[arg] : arg)];
        CliRun run = CliRun.Of(["keygen", .. own]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.ErrorLines, Is.Not.Empty);
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }
}
