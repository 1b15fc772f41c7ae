using System.Reflection;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class UsageTests
{
    private static readonly string[] s_commands =
        ["encode", "decode", "transcode", "upgrade", "pack", "unpack", "cat", "inspect", "verify", "repair", "report", "history", "as-of", "heads", "report-subject", "erase-subject", "store", "seal", "unseal", "keys", "disclose", "elide", "verify-disclosure", "keygen", "sign", "verify-signature", "merge", "split", "filter", "diff", "conformance", "demo", "completion"];

    [Test]
    public void Help_NamesEveryCommandWithinEightyColumns()
    {
        CliRun run = CliRun.Of("--help");
        Assert.That(run.ExitCode, Is.Zero);
        foreach (string command in s_commands) Assert.That(run.Output, Does.Contain("  " + command));
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(80));
    }

    [Test]
    public void Version_NamesLibrarySpecificationAndVectors()
    {
        string version = typeof(ContentAddress).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        string vectors = File.ReadAllText(RepositoryFiles.PathOf("spec-vectors", "VERSION")).TrimEnd();
        Assert.That(CliRun.Of("--version").Output, Is.EqualTo($"openmemory {version} (OMS 1.6-draft, vectors {vectors})\n"));
    }

    [TestCase]
    [TestCase("nonsense")]
    [TestCase("encode")]
    [TestCase("encode", "-", "--nonsense")]
    [TestCase("verify", "x.mg", "--level", "deep")]
    [TestCase("pack", "-")]
    [TestCase("seal", "-")]
    [TestCase("unseal", "-", "--master", "m", "--salts", "s")]
    [TestCase("history", "x.mg")]
    [TestCase("report-subject", "x.mg")]
    [TestCase("report-subject", "-", "-")]
    [TestCase("report-subject", "x.mg", "someone", "--salts", "s")]
    [TestCase("erase-subject", "x.mg", "someone")]
    [TestCase("keys")]
    [TestCase("sign", "-")]
    [TestCase("elide", "-")]
    [TestCase("disclose", "x.mg", "-o", "y.mg")]
    [TestCase("disclose", "x.mg", "--policy", "auditor")]
    [TestCase("verify-disclosure")]
    [TestCase("keygen")]
    [TestCase("keys", "verify-receipts")]
    [TestCase("store")]
    [TestCase("store", "put", "x.db")]
    [TestCase("store", "get", "x.db")]
    [TestCase("store", "get", "x.db", "00", "01", "-o", "x")]
    [TestCase("store", "search", "x.db")]
    [TestCase("store", "search", "x.db", " ")]
    [TestCase("store", "query", "x.db", "--order", "sideways")]
    [TestCase("store", "query", "x.db", "--wait", "-1")]
    [TestCase("store", "supersede", "x.db", "00")]
    [TestCase("store", "export", "x.db")]
    [TestCase("store", "backup", "x.db")]
    [TestCase("store", "import", "x.db", "-", "--addresses", "-")]
    [TestCase("store", "erase-subject", "x.db", "someone", "--master", "m")]
    public void WrongCommandLine_IsExitCode2WithoutOutput(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.ErrorLines, Is.Not.Empty);
    }

    [TestCase("encode")]
    [TestCase("decode")]
    [TestCase("unpack")]
    [TestCase("inspect")]
    [TestCase("verify")]
    [TestCase("as-of")]
    [TestCase("heads")]
    [TestCase("conformance")]
    public void MissingFileDirectoryAndEmptyInput_AreExitCode2(string command)
    {
        using TestFolder folder = new();
        string[] paths = command == "conformance" ? [folder["missing"], folder.Path] : [folder["missing"], folder.Path, folder.Write("empty", ""), "-"];
        foreach (string path in paths)
        {
            CliRun run = CliRun.Of(command, path);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")), path);
            Assert.That(run.ErrorLines, Has.Length.EqualTo(1), path);
        }
    }

    [Test]
    public void FileName_WithControlCharacters_IsShownHarmless() =>
        Assert.That(CliRun.Of("decode", "no\e[2Jsuch").ErrorLines, Is.EqualTo((string[])["no such file: no[2Jsuch"]));
}
