using System.Text.Json.Nodes;
using OpenMemory.Cli.Tests.Signing;

namespace OpenMemory.Cli.Tests.Disclosure;

/// <summary><c>elide</c>: fields are hidden behind hashes, under another address (§10, R-38).</summary>
[TestFixture]
internal sealed class ElideTests
{
    [Test]
    public void Vectors_ComeOutByteForByte() // OMS-10.1-1, OMS-10.3-1
    {
        int count = 0;
        foreach (JsonNode? row in JsonNode.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, "elision.json")))!.AsArray())
        {
            if (row!["flags"] is not null) continue; // JSON shows no flags
            string[] fields = [.. row["elide"]!.AsArray().SelectMany(static name => (string[])["--field", name!.GetValue<string>()])];
            CliRun run = CliRun.WithText(row["original_blob_hex"]!.GetValue<string>(), ["elide", "-", .. fields]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(Convert.ToHexStringLower(Signer.BlobOf(run.Output)), Is.EqualTo(row["blob_hex"]!.GetValue<string>()));
            Assert.That((Signer.Member(run.Output, "address"), Signer.Member(run.Output, "from")), Is.EqualTo((row["address"]!.GetValue<string>(), row["original_address"]!.GetValue<string>())));
            count++;
        }
        Assert.That(count, Is.GreaterThan(10));
    }

    [Test]
    public void Inputs_OfEveryForm_GiveTheSame()
    {
        using TestFolder folder = new();
        string grains = string.Join('\n', Enumerable.Range(0, 5).Select(Samples.Fact)), lines = CliRun.WithText(grains, "encode", "-").Output;
        CliRun.WithText(grains, "pack", "-", "-o", folder["in.mg"]);
        string expected = Elide(grains).Output;
        Assert.That(expected.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(5));
        Assert.That(Elide(lines).Output, Is.EqualTo(expected));
        Assert.That(CliRun.Of("elide", folder["in.mg"], "-f", "subject").Output, Is.EqualTo(expected));
        Assert.That(CliRun.With(Elide(grains, "--framed").Bytes, "decode", "-").Output, Is.EqualTo(CliRun.WithText(expected, "decode", "-").Output));
        CliRun file = Elide(grains, "-o", folder["out.mg"]);
        Assert.That((file.ExitCode, file.Lines[^1]), Is.EqualTo((0, "5 disclosed grains, each under its own address")));
        Assert.That(CliRun.Of("decode", folder["out.mg"]).Output, Is.EqualTo(CliRun.WithText(expected, "decode", "-").Output));
        Assert.That(File.ReadAllBytes(folder["out.mg"]).AsSpan().IndexOf("\u00a2s1"u8), Is.EqualTo(-1));
    }

    [Test]
    public void SignedOriginal_IsReadFromItsEnvelope()
    {
        using Signer signer = new();
        string line = signer.Sign(Samples.Fact(1)).Output;
        CliRun run = Elide(line);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Signer.Member(run.Output, "from"), Is.EqualTo(Signer.Member(line, "address")));
        Assert.That(GrainBlob.Parse(Signer.BlobOf(run.Output)).IsSigned, Is.False, "the original's flag is not taken over (R-38)");
    }

    [TestCase("confidence", "OMS-10.2-1")]
    [TestCase("relation", "OMS-10.2-1")]
    [TestCase("created_at", "OMS-10.2-1")]
    [TestCase("importance", "R-38")]
    [TestCase("no_such_field", "")]
    public void FieldThatMustStay_IsExitCode1WithItsRule(string field, string rule) // OMS-10.2-1, R-38
    {
        CliRun run = CliRun.WithText(Samples.Fact(1)[..^1] + ",\"importance\":0.5}", "elide", "-", "-f", field);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines[0], Does.Contain(rule));
        Assert.That(run.ErrorLines[^1], Is.EqualTo("in line 1"));
    }

    [Test]
    public void UnlistedField_IsHiddenWhenAsked()
    {
        CliRun run = CliRun.WithText(Samples.Fact(1)[..^1] + ",\"importance\":0.5}", "elide", "-", "-f", "importance", "--unlisted");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(CliRun.WithText(run.Output, "decode", "-").Output, Does.Contain("\"_elided\":{\"importance\":\"sha256:"));
    }

    [TestCase]
    [TestCase("-f", "subject", "--signed", "--framed")]
    [TestCase("-f", "subject", "--signed", "-o", "x.mg")]
    [TestCase("-f", "subject", "--framed", "-o", "x.mg")]
    public void WrongOptions_AreExitCode2(params string[] args)
    {
        CliRun run = CliRun.WithText(Samples.Fact(1), ["elide", "-", .. args]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
    }

    private static CliRun Elide(string input, params string[] args) => CliRun.WithText(input, ["elide", "-", "-f", "subject", .. args]);
}
