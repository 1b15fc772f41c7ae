using System.Text.Json;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class TranscodeTests
{
    [Test]
    public void Transcode_ThereAndBack_StatesBothAddresses() // OMS-16.2-4
    {
        CliRun cbor = CliRun.WithText(Samples.Hex(0), "transcode", "--to", "cbor", "-");
        using JsonDocument line = JsonDocument.Parse(cbor.Lines.Single());
        Assert.That(line.RootElement.GetProperty("from").GetString(), Is.EqualTo(Samples.Vector1Address));
        Assert.That(line.RootElement.GetProperty("address").GetString(), Is.EqualTo("4aa67ff5a90daed32303e0572353405290cff9b6c9b07504549225f23908a927"));
        CliRun back = CliRun.WithText(cbor.Output, "transcode", "--to", "messagepack", "-");
        Assert.That(back.Output, Does.Contain($"\"address\":\"{Samples.Vector1Address}\"").And.Contain(Samples.Hex(0)));
    }

    [Test]
    public void Encode_AsCbor_IsWhatTranscodingGives()
    {
        string direct = CliRun.WithText(Samples.Input(0), "encode", "--encoding", "cbor", "-").Lines.Single().Split("\"blob\":")[1];
        Assert.That(CliRun.WithText(Samples.Hex(0), "transcode", "--to", "cbor", "-").Output, Does.Contain(direct));
        Assert.That(CliRun.WithText(CliRun.WithText(Samples.Hex(0), "transcode", "--to", "cbor", "-").Output, "decode", "-").ExitCode, Is.Zero);
    }

    [TestCase("--to", "xml")]
    [TestCase]
    public void Transcode_WithoutAKnownEncoding_IsAUsageError(params string[] options) =>
        Assert.That(CliRun.WithText(Samples.Hex(0), ["transcode", "-", .. options]).ExitCode, Is.EqualTo(2));

    [Test]
    public void Transcode_AGrainThatIsNotCanonical_IsBadData()
    {
        CliRun run = CliRun.WithText("01000200006788844083a174a56576656e74a26361cf000001946d449a00a7636f6e74656e74a178", "transcode", "--to", "cbor", "-");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_CORRUPT: "));
    }
}
