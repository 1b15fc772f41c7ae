using OpenMemory.Signing;

namespace OpenMemory.Cli.Tests.Signing;

/// <summary><c>sign</c>: a grain is authored as signed before it has an address, and travels in its envelope (§9, R-8).</summary>
[TestFixture]
internal sealed class SignTests
{
    private Signer _signer = null!;

    [SetUp]
    public void SetUp() => _signer = new();

    [TearDown]
    public void TearDown() => _signer.Dispose();

    [TestCase("eddsa", -8)]
    [TestCase("es256", -7)]
    public void Json_IsWrittenAsSignedAndVerifies(string algorithm, int number) // OMS-9.1-2, OMS-9.1-3, OMS-9.1-4
    {
        using Signer signer = new(algorithm);
        CliRun run = signer.Sign(Samples.Fact(1));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.ErrorLines, Is.EqualTo((string[])[$"1 signed by {signer.Did}"]));
        SignatureCheck check = signer.Check(run.Lines.Single());
        Assert.That((check.Status, check.Signer, (int)check.Algorithm), Is.EqualTo((SignatureStatus.Verified, signer.Did, number)));
        Assert.That(check.Grain!.IsSigned);
        Assert.That(Signer.Member(run.Lines[0], "address"), Is.EqualTo(check.Grain.Address.ToString()), "of the blob, not of the envelope");
        Assert.That(check.Grain.Address.ToString(), Is.Not.EqualTo(Signer.Member(CliRun.WithText(Samples.Fact(1), "encode", "-").Output, "address")), "OMS-9.2-2");
        CliRun decoded = CliRun.WithText(run.Output, "decode", "-");
        Assert.That(decoded.Output, Is.EqualTo(CliRun.WithText(CliRun.WithText(Samples.Fact(1), "encode", "-").Output, "decode", "-").Output));
    }

    [Test]
    public void BlobWithoutTheFlag_IsRefusedWithAHint() // OMS-9.2-3
    {
        CliRun run = _signer.Sign(CliRun.WithText(Samples.Fact(1), "encode", "-").Output);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error, Does.StartWith("ERR_SIGNED_MISMATCH").And.Contain("--as-new"));
    }

    [Test]
    public void AsNew_TellsBothAddresses()
    {
        string plain = CliRun.WithText(Samples.Fact(1), "encode", "-").Output;
        CliRun run = _signer.Sign(plain, "--as-new");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Signer.Member(run.Output, "from"), Is.EqualTo(Signer.Member(plain, "address")));
        Assert.That(Signer.Member(run.Output, "address"), Is.Not.EqualTo(Signer.Member(plain, "address")));
        Assert.That(run.Error, Does.Contain("1 of them written again under another address"));
        Assert.That(Signer.BlobOf(_signer.Sign(Samples.Fact(1), "--no-time").Output), Is.EqualTo(Signer.BlobOf(_signer.Sign(plain, "--as-new", "--no-time").Output)));
    }

    [Test]
    public void BlobWithTheFlag_KeepsItsAddress()
    {
        string disclosed = CliRun.WithText(Samples.Fact(1), "elide", "-", "-f", "subject", "--signed").Output;
        CliRun run = _signer.Sign(disclosed);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Signer.Member(run.Output, "address"), Is.EqualTo(Signer.Member(disclosed, "address")));
        Assert.That(run.Output, Does.Not.Contain("from"));
        Assert.That(_signer.Check(run.Output).IsVerified);
    }

    [Test]
    public void Outputs_AreLinesFramesAndFiles()
    {
        string grains = string.Join('\n', Enumerable.Range(0, 5).Select(Samples.Fact));
        CliRun file = _signer.Sign(grains, "--no-time", "-o", _signer.Folder["signed.mg"]), framed = _signer.Sign(grains, "--no-time", "--framed");
        Assert.That((file.ExitCode, framed.ExitCode), Is.EqualTo((0, 0)), file.Error + framed.Error);
        string lines = _signer.Sign(grains, "--no-time").Output;
        Assert.That(CliRun.Of("unpack", _signer.Folder["signed.mg"]).Output, Is.EqualTo(lines));
        Assert.That(CliRun.Of("verify", _signer.Folder["signed.mg"]).Output, Does.StartWith("sound: 5 grains"));
        Assert.That(CliRun.With(framed.Bytes, "verify-signature", "-").Output, Is.EqualTo(CliRun.WithText(lines, "verify-signature", "-").Output));
        Assert.That(_signer.Sign(CliRun.Of("unpack", _signer.Folder["signed.mg"]).Output).ExitCode, Is.EqualTo(2), "signed already");
    }

    [Test]
    public void MgFile_IsRefused()
    {
        CliRun.WithText(Samples.Fact(1), "pack", "-", "-o", _signer.Folder["plain.mg"]);
        CliRun run = CliRun.Of("sign", _signer.Folder["plain.mg"], "--key", _signer.Key, "--as-new");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("links"));
    }

    [Test]
    public void Time_IsAsAsked() // OMS-9.1-6
    {
        Assert.That(_signer.Check(_signer.Sign(Samples.Fact(1), "--at", "2026-01-15T10:00:00.900Z").Output).IssuedAt, Is.EqualTo(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero)));
        Assert.That(_signer.Check(_signer.Sign(Samples.Fact(1), "--no-time").Output).IssuedAt, Is.Null);
        Assert.That(_signer.Check(_signer.Sign(Samples.Fact(1)).Output).IssuedAt, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public void Algorithm_OfItsOwnNumber_IsWritten()
    {
        Assert.That(_signer.Check(_signer.Sign(Samples.Fact(1), "--algorithm", "ed25519").Output).Algorithm, Is.EqualTo(SignatureAlgorithm.Ed25519));
    }

    [Test]
    public void AnotherAuthor_IsSaid() // OMS-9.3-3
    {
        string own = Samples.Fact(1)[..^1] + $$""","author_did":"{{_signer.Did}}"}""", other = Samples.Fact(1)[..^1] + ""","author_did":"did:web:example.com"}""";
        Assert.That(_signer.Sign(own).Error, Does.Not.Contain("author_did"));
        Assert.That(_signer.Sign(own + "\n" + other).Error, Does.Contain("2 signed").And.Contain("1 of them with another author_did"));
    }

    [TestCase("--at", "yesterday")]
    [TestCase("--at", "2026-01-15T10:00:00Z", "--no-time")]
    [TestCase("--algorithm", "es256")]
    [TestCase("--algorithm", "rsa")]
    [TestCase("--kid", "somebody")]
    [TestCase("--kid", "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH")] // another key's: nobody could verify it
    public void WrongOptions_AreExitCode2WithoutOutput(params string[] args)
    {
        CliRun run = _signer.Sign(Samples.Fact(1), args);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")), run.Error);
        Assert.That(run.ErrorLines, Is.Not.Empty);
    }

    [Test]
    public void KeyFile_ThatIsNone_IsExitCode2AndItsContentIsNotShown()
    {
        string secret = File.ReadAllLines(_signer.Key)[1];
        string[] files = [_signer.Folder["missing.pem"], _signer.Folder.Path, _signer.Folder.Write("cut.pem", $"-----BEGIN PRIVATE KEY-----\n{secret[..^8]}\n-----END PRIVATE KEY-----\n"), _signer.Folder.Write("text", secret)];
        foreach (string file in files)
        {
            CliRun run = CliRun.WithText(Samples.Fact(1), "sign", "-", "--key", file);
            Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)), file);
            Assert.That(run.Error, Does.Not.Contain(secret[..16]));
        }
    }

    [Test]
    public void BadGrain_IsNamedByItsPlace()
    {
        CliRun run = _signer.Sign(Samples.Fact(1) + "\n{\"type\":\"fact\"}");
        Assert.That((run.ExitCode, run.Lines.Length), Is.EqualTo((1, 1)));
        Assert.That(run.ErrorLines[1], Is.EqualTo("in line 2"));
    }
}
