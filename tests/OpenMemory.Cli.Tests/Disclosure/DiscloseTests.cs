using System.Text.Json;
using OpenMemory.Cli.Commands;
using OpenMemory.Cli.Tests.Signing;
using OpenMemory.Disclosure;

namespace OpenMemory.Cli.Tests.Disclosure;

/// <summary><c>disclose</c>: what a policy shows of a whole file (§10, R-38).</summary>
[TestFixture]
internal sealed class DiscloseTests
{
    private static readonly string[] s_names = ["Mariana", "Duarte", "customer-2184"];

    private TestFolder _folder = null!;
    private string _case = "";

    [SetUp]
    public void SetUp()
    {
        _folder = new();
        CliRun.Of("demo", "-o", _folder["case"]);
        _case = _folder[$"case/{DemoCommand.FileName}"];
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void ProductTeam_GetsNoNameOfTheCustomer()
    {
        CliRun run = Disclose("product-team", [.. s_names.SelectMany(static name => (string[])["--term", name])]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        byte[] copy = File.ReadAllBytes(_folder["out.mg"]), original = File.ReadAllBytes(_case);
        foreach (string name in s_names)
        {
            Assert.That(original.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(name)), Is.GreaterThan(0), name);
            Assert.That(copy.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(name)), Is.EqualTo(-1), name);
            Assert.That(run.Output + run.Error, Does.Not.Contain(name), "values are not printed");
        }
        Assert.That(CliRun.Of("verify", _folder["out.mg"]).Output, Does.StartWith("sound: "));
        Assert.That(run.Lines[1], Is.EqualTo("policy product-team: 1 shown whole, 13 in part, 3 withheld"), "whole is the procedure, which is about nobody");
        Assert.That(run.Lines, Has.Some.Match("^hidden: user_id of [1-9][0-9]* fact grains$").And.Some.Match("^withheld: grain 1, event, [0-9a-f]{64}: "));
        Assert.That(run.Error, Does.Contain("user_id can be guessed from its hash"));
    }

    [Test]
    public void DisclosedGrains_AgreeWithTheirOriginals()
    {
        Assert.That(Disclose("product-team").ExitCode, Is.Zero);
        Dictionary<string, string> originals = CliRun.Of("unpack", _case).Lines.ToDictionary(static line => Signer.Member(line, "address"));
        string[] copies = CliRun.Of("unpack", _folder["out.mg"]).Lines;
        Assert.That(copies, Is.Not.Empty);
        foreach (string copy in copies)
        {
            if (DisclosureCheck.Examine(GrainBlob.Parse(Signer.BlobOf(copy))).Original is not { } address)
            {
                Assert.That(originals.Values, Does.Contain(copy), "shown whole");
                continue;
            }
            string original = _folder.Write("original", originals[address.ToString()]);
            CliRun run = CliRun.WithText(copy, "verify-disclosure", "-", "--original", original);
            Assert.That(run.ExitCode, Is.Zero, run.Output);
            Assert.That(run.Lines[^1], Does.EndWith(" 0 hidden, 0 contradicted"));
        }
    }

    [Test]
    public void Auditor_SeesEverythingThatIsNoSecret()
    {
        Assert.That(Disclose("auditor").ExitCode, Is.Zero);
        Assert.That(CliRun.Of("decode", _folder["out.mg"]).Output, Is.EqualTo(CliRun.Of("decode", _case).Output));
    }

    [Test]
    public void PolicyFile_IsReadStrictly()
    {
        string own = _folder.Write("policy.json", DisclosurePolicy.ProductTeam.ToJson());
        Assert.That(Disclose(own).Output, Is.EqualTo(Disclose("product-team").Output));
        foreach (string bad in (string[])["{", "[]", "{\"rulez\":[]}", "{}"])
        {
            File.Delete(_folder["out.mg"]);
            CliRun run = Disclose(_folder.Write("bad.json", bad));
            Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)), bad);
            Assert.That(File.Exists(_folder["out.mg"]), Is.False);
        }
    }

    [Test]
    public void Json_HoldsTheCounts()
    {
        using JsonDocument json = JsonDocument.Parse(Disclose("product-team", "--json").Output);
        JsonElement root = json.RootElement;
        Assert.That(root.GetProperty("policy").GetString(), Is.EqualTo("product-team"));
        Assert.That(root.GetProperty("shown_whole").GetInt32() + root.GetProperty("disclosed").GetInt32() + root.GetProperty("withheld").GetInt32(), Is.EqualTo(17));
        Assert.That(root.GetProperty("withheld_grains").GetArrayLength(), Is.EqualTo(root.GetProperty("withheld").GetInt32()));
        Assert.That(root.GetProperty("withheld_grains")[0].GetProperty("reasons")[0].GetProperty("message").GetString(), Is.Not.Empty);
    }

    [Test]
    public void SignedCopy_IsTheDisclosers()
    {
        using Signer signer = new();
        CliRun run = Disclose("product-team", "--key", signer.Key);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        CliRun verified = CliRun.Of("verify-signature", _folder["out.mg"], "--signer", signer.Did, "--allow-unsigned");
        Assert.That(verified.Lines, Is.EqualTo((string[])["1 not signed", $"13 verified {signer.Did}", "accepted: 14 grains"]));
    }

    [Test]
    public void TermFile_IsReadToo()
    {
        Assert.That(Disclose("auditor", "--term-file", _folder.Write("terms", "Mariana\r\n\ncustomer-2184\n")).ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(_folder["out.mg"]).AsSpan().IndexOf("customer-2184"u8), Is.EqualTo(-1));
        foreach (string[] bad in (string[][])[["--term", "x"], ["--term-file", _folder.Write("empty", "\n")], ["--term-file", _folder["missing"]]])
            Assert.That(Disclose("auditor", bad).ExitCode, Is.EqualTo(2), string.Join(' ', bad));
    }

    [Test]
    public void WrongCommandLines_AreExitCode2()
    {
        Assert.That(Disclose("no-such-policy").ExitCode, Is.EqualTo(2));
        Assert.That(Disclose("auditor", "--kid", "did:web:example.com").ExitCode, Is.EqualTo(2), "a name without a key");
        byte[] before = File.ReadAllBytes(_case);
        Assert.That(CliRun.Of("disclose", _case, "--policy", "auditor", "-o", _case).ExitCode, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(_case), Is.EqualTo(before));
        Assert.That(CliRun.WithText("no file", "disclose", "-", "--policy", "auditor", "-o", _folder["out.mg"]).ExitCode, Is.EqualTo(1));
        Assert.That(File.Exists(_folder["out.mg"]), Is.False);
    }

    private CliRun Disclose(string policy, params string[] args) => CliRun.Of(["disclose", _case, "--policy", policy, "-o", _folder["out.mg"], .. args]);
}
