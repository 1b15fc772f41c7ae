using System.Text.Json;
using OpenMemory.Cli.Tests.Signing;

namespace OpenMemory.Cli.Tests.Disclosure;

/// <summary><c>verify-disclosure</c>: each field is shown, proven, hidden or contradicted (OMS-10.1-2).</summary>
[TestFixture]
internal sealed class VerifyDisclosureTests
{
    private const string Grain =
        """{"type":"fact","subject":"Alice","relation":"works_at","object":"ACME","confidence":0.5,"created_at":1737000000000,"user_id":"alice-123","namespace":"hr"}""";

    private TestFolder _folder = null!;
    private string _original = "", _disclosed = "";

    [SetUp]
    public void SetUp()
    {
        _folder = new();
        _original = _folder.Write("original", CliRun.WithText(Grain, "encode", "-").Output);
        _disclosed = _folder.Write("disclosed", CliRun.Of("elide", _original, "-f", "user_id", "-f", "subject").Output);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Alone_ItShowsAndHides()
    {
        CliRun run = Verify();
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines.Where(static line => line.EndsWith("  hidden", StringComparison.Ordinal)).Select(static line => line.Split(' ')[0]), Is.EqualTo((string[])["subject", "user_id"]));
        Assert.That(run.Output, Does.Match("(?m)^object +shown$").And.Match("(?m)^original [0-9a-f]{64}: not here$"));
        Assert.That(run.Lines[^1], Does.Match("^consistent: [0-9]+ shown, 0 proven, 2 hidden, 0 contradicted$"));
    }

    [Test]
    public void RevealedValue_IsProvenOrContradicted()
    {
        CliRun proven = Verify("--reveal", "user_id=\"alice-123\"");
        Assert.That(proven.ExitCode, Is.Zero);
        Assert.That(proven.Output, Does.Match("(?m)^user_id +proven$").And.Match("(?m)^subject +hidden$"));
        CliRun wrong = Verify("--reveal", "user_id=\"alice-124\"", "--reveal", "subject=\"Alice\"");
        Assert.That(wrong.ExitCode, Is.EqualTo(1));
        Assert.That(wrong.Output, Does.Match("(?m)^user_id +contradicted: ERR_").And.Match("(?m)^subject +proven$"));
        Assert.That(wrong.Lines[^1], Does.StartWith("bad: ").And.EndsWith("1 contradicted"));
        Assert.That(wrong.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(wrong.Output + wrong.Error, Does.Not.Contain("alice-123"));
    }

    [Test]
    public void Original_ProvesEverything_AnotherDoesNot()
    {
        CliRun run = Verify("--original", _original);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Contain(": not signed\n").And.Match(" 2 proven|[3-9] proven").And.Contain(" 0 hidden, 0 contradicted\n"));
        string other = _folder.Write("other", CliRun.WithText(Grain.Replace("ACME", "Initech", StringComparison.Ordinal), "encode", "-").Output);
        CliRun wrong = Verify("--original", other);
        Assert.That(wrong.ExitCode, Is.EqualTo(1));
        Assert.That(wrong.Output, Does.Contain("another was given").And.Contain("bad: "));
    }

    [Test]
    public void AnotherDisclosedGrain_ProvesWhatThisOneHides()
    {
        string other = _folder.Write("other", CliRun.Of("elide", _original, "-f", "namespace").Output);
        CliRun run = Verify("--with", other);
        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(run.Output, Does.Match("(?m)^user_id +proven$").And.Match("(?m)^subject +proven$").And.Match("(?m)^namespace +proven$"));
        string stranger = _folder.Write("stranger", CliRun.WithText(Grain.Replace("ACME", "Initech", StringComparison.Ordinal), "elide", "-", "-f", "namespace").Output);
        Assert.That(Verify("--with", stranger).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void Signatures_OfBothAreVerified()
    {
        using Signer author = new(), discloser = new("es256");
        string original = _folder.Write("signed", author.Sign(Grain).Output);
        string disclosed = discloser.Sign(CliRun.Of("elide", original, "-f", "user_id", "--signed").Output).Output;
        CliRun run = CliRun.WithText(disclosed, "verify-disclosure", "-", "--original", original);
        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(run.Output, Does.Match($"(?m)^disclosed grain [0-9a-f]+: verified, {discloser.Did}, Es256").And.Match($"(?m)^original [0-9a-f]+: verified, {author.Did}, EdDsa"));

        string forged = _folder.Write("forged", Signer.Changed(author.Sign(Grain).Output));
        CliRun bad = CliRun.WithText(disclosed, "verify-disclosure", "-", "--original", forged);
        Assert.That(bad.ExitCode, Is.EqualTo(1));
        Assert.That(bad.Output, Does.Match("(?m)^original [0-9a-f]+: invalid").And.Contain("bad: "));
        Assert.That(CliRun.WithText(Signer.Changed(disclosed), "verify-disclosure", "-").ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void Json_HoldsTheFields()
    {
        CliRun run = Verify("--json", "--reveal", "user_id=\"bob\"");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Dictionary<string, string> fields = json.RootElement.GetProperty("fields").EnumerateArray().ToDictionary(static field => field.GetProperty("name").GetString()!, static field => field.GetProperty("status").GetString()!);
        Assert.That((fields["user_id"], fields["subject"], fields["object"]), Is.EqualTo(("contradicted", "hidden", "shown")));
        Assert.That(json.RootElement.GetProperty("consistent").GetBoolean(), Is.False);
        Assert.That(json.RootElement.GetProperty("original").GetProperty("known").GetBoolean(), Is.False);
        Assert.That(json.RootElement.GetProperty("disclosed").GetProperty("status").GetString(), Is.EqualTo("not_signed"));
    }

    [TestCase("--reveal", "user_id")]
    [TestCase("--reveal", "user_id=alice-123")]
    [TestCase("--reveal", "user_id=1,\"x\":2")]
    [TestCase("--reveal", "user_id=1", "--reveal", "user_id=1")]
    [TestCase("--original", "no-such-file")]
    [TestCase("--did-document", "x")]
    public void WrongOptions_AreExitCode2WithoutOutput(params string[] args)
    {
        CliRun run = Verify(args);
        Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)));
    }

    [Test]
    public void Inputs_OfAnotherNumberOrNone_AreExitCode2()
    {
        string two = File.ReadAllText(_disclosed) + File.ReadAllText(_disclosed);
        Assert.That(CliRun.WithText(two, "verify-disclosure", "-").ExitCode, Is.EqualTo(2));
        Assert.That(CliRun.WithText(File.ReadAllText(_disclosed), "verify-disclosure", "-", "--original", "-").ExitCode, Is.EqualTo(2));
        Assert.That(CliRun.WithText("zz", "verify-disclosure", "-").ExitCode, Is.EqualTo(1));
    }

    private CliRun Verify(params string[] args) => CliRun.Of(["verify-disclosure", _disclosed, .. args]);
}
