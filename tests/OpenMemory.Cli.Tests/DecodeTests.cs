namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class DecodeTests
{
    [Test]
    public void Decode_EveryFormOfBlobs_GivesTheSameJson()
    {
        using TestFolder folder = new();
        string lines = CliRun.WithText(Samples.Input(0), "encode", "-").Output;
        string expected = CliRun.WithText(Samples.Hex(0) + "\n", "decode", "-").Output;
        Assert.That(expected, Does.Contain("\"relation\":\"prefers\"").And.EndWith("}\n"));
        CliRun.WithText(lines, "pack", "-", "-o", folder["a.mg"]);
        byte[] blob = Convert.FromHexString(Samples.Hex(0)), file = File.ReadAllBytes(folder["a.mg"]);
        CliRun[] runs =
        [
            CliRun.WithText(lines, "decode", "-"),
            CliRun.WithText(Samples.Hex(0).ToUpperInvariant(), "decode", "-"),
            CliRun.With(blob, "decode", "-"),
            CliRun.With(file, "decode", "-"),
            CliRun.Of("decode", folder["a.mg"]),
            CliRun.Of("decode", folder.Write("blob", blob)),
            CliRun.Of("decode", folder.Write("lines", lines)),
        ];
        foreach (CliRun run in runs) Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, expected)));
    }

    [Test]
    public void EncodeDecodeEncode_AllVectors_KeepsEveryByte()
    {
        string hex = string.Join('\n', Enumerable.Range(0, 6).Select(Samples.Hex));
        string json = CliRun.WithText(hex, "decode", "-").Output;
        CliRun again = CliRun.WithText(json, "encode", "--restore", "-");
        Assert.That(again.Error, Is.Empty);
        Assert.That(again.Lines.Select(static line => line.Split("\"blob\":\"")[1][..^2]), Is.EqualTo(hex.Split('\n')));
    }

    [Test]
    public void Decode_WrongAddressInALine_IsAnIntegrityFault()
    {
        string line = $$"""{"address":"{{Samples.Vector6Address}}","blob":"{{Samples.Hex(0)}}"}""";
        CliRun run = CliRun.WithText(Samples.Hex(0) + "\n" + line, "decode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_INTEGRITY: "));
        Assert.That(run.ErrorLines[1], Is.EqualTo("in line 2"));
    }

    [TestCase("0100zz", "ERR_CORRUPT: A character is not a hexadecimal digit, at offset 4,")]
    [TestCase("01000", "ERR_CORRUPT: Hexadecimal text has an even number of digits")]
    [TestCase("0100", "ERR_TOO_SHORT")]
    public void Decode_BadHex_IsBadData(string hex, string fault)
    {
        CliRun run = CliRun.WithText(hex, "decode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith(fault));
        Assert.That(run.ErrorLines[1], Is.EqualTo("in line 1"));
    }

    [Test]
    public void Decode_BadRawBlob_PrintsOneLine()
    {
        CliRun run = CliRun.With([1, 0, 1, 0, 0, 0, 0, 0, 0, 0xC1], "decode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_"));
    }

    [TestCase("{\"address\":\"x\"}")]
    [TestCase("{\"blob\":1}")]
    [TestCase("{\"blob\":\"01\"")]
    [TestCase("{\"blob\":\"01\"} x")]
    public void Decode_JsonWithoutABlob_IsBadData(string json)
    {
        CliRun run = CliRun.WithText(json, "decode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_"));
    }

    [Test]
    public void Decode_TextAfterALine_IsBadData()
    {
        CliRun run = CliRun.WithText($$"""{"blob":"{{Samples.Hex(0)}}"} x""", "decode", "-");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_CORRUPT: "));
    }

    [Test]
    public void Decode_GrainJson_IsAUsageError()
    {
        CliRun run = CliRun.WithText(Samples.Fact(1), "decode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
    }

    [Test]
    public void Decode_RawBlobBeyondTheLimit_IsBadData()
    {
        byte[] blob = new byte[CodecLimits.Untrusted.MaxBlobBytes + 1000];
        Convert.FromHexString(Samples.Hex(0)).CopyTo(blob, 0);
        CliRun run = CliRun.With(blob, "decode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_"));
    }
}
