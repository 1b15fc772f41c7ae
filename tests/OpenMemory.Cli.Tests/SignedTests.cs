using System.Text.Json;

namespace OpenMemory.Cli.Tests;

/// <summary>Every command takes a signed grain in its envelope, names it by the blob inside, and hands the envelope on (R-8, OMS-11.2-3).</summary>
[TestFixture]
internal sealed class SignedTests
{
    private const string Note = "its signature was not verified";

    private static readonly JsonElement[] s_rows = Rows();
    private static readonly string s_envelope = s_rows[3].GetProperty("envelope_hex").GetString()!, s_address = s_rows[3].GetProperty("address").GetString()!;

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void PackAndUnpack_AllEnvelopes_LoseNothing()
    {
        string lines = string.Join('\n', s_rows.Select(static row => row.GetProperty("envelope_hex").GetString()).Append(Samples.Hex(0)));
        string file = Pack(lines, "--keep-duplicates");
        CliRun unpacked = CliRun.Of("unpack", file);
        Assert.That(unpacked.Lines, Has.Length.EqualTo(s_rows.Length + 1));
        for (int i = 0; i < s_rows.Length; i++)
        {
            JsonElement line = JsonSerializer.Deserialize<JsonElement>(unpacked.Lines[i]);
            Assert.That((line.GetProperty("address").GetString(), line.GetProperty("blob").GetString()), Is.EqualTo((s_rows[i].GetProperty("address").GetString(), s_rows[i].GetProperty("envelope_hex").GetString())));
        }
        byte[] bytes = File.ReadAllBytes(file);
        foreach (CliRun again in (CliRun[])[CliRun.WithText(unpacked.Output, "pack", "-", "-o", _folder["b.mg"], "--keep-duplicates"), CliRun.With(CliRun.Of("unpack", file, "--framed").Bytes, "pack", "-", "-o", _folder["b.mg"], "--keep-duplicates")])
        {
            Assert.That(again.ExitCode, Is.Zero, again.Error);
            Assert.That(File.ReadAllBytes(_folder["b.mg"]), Is.EqualTo(bytes));
        }
        Assert.That(CliRun.Of("verify", file).Output, Is.EqualTo($"sound: {s_rows.Length + 1} grains, level canonical\n"));
        Assert.That(CliRun.Of("repair", file, "-o", _folder["c.mg"]).ExitCode, Is.Zero);
        Assert.That(CliRun.Of("diff", file, _folder["c.mg"]).ExitCode, Is.Zero);
    }

    [Test]
    public void DecodeAndCat_AnEnvelope_ShowWhatItHoldsAndSayThatNobodyVerifiedIt() // OMS-9.3-2
    {
        string file = Pack(s_envelope);
        string expected = CliRun.WithText(Samples.Hex(0), "decode", "-").Output;
        foreach (string[] mode in (string[][])[[], ["--compatible"]])
        {
            foreach (CliRun run in (CliRun[])[CliRun.WithText(s_envelope, ["decode", "-", .. mode]), CliRun.With(Convert.FromHexString(s_envelope), ["decode", "-", .. mode]), CliRun.Of(["decode", file, .. mode]), CliRun.Of(["cat", file, s_address, .. mode]), CliRun.Of(["cat", file, "0", .. mode])])
            {
                Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, expected)), run.Error);
                Assert.That(run.ErrorLines, Is.EqualTo((string[])[$"1 grain is signed; {Note}"]));
            }
        }
        Assert.That(CliRun.WithText(s_envelope + "\n" + s_envelope, "decode", "-").ErrorLines, Is.EqualTo((string[])["2 grains are signed; no signature was verified"]));
        Assert.That(CliRun.WithText(Samples.Hex(0), "decode", "-").Error, Is.Empty);
        Assert.That(CliRun.Of("cat", file, "0", "--hex").Output, Is.EqualTo(s_envelope + "\n"));
        Assert.That(CliRun.Of("cat", file, "0", "--raw").Bytes, Is.EqualTo(Convert.FromHexString(s_envelope)));
    }

    [Test]
    public void Inspect_CountsSignedGrains()
    {
        string file = Pack(s_envelope + "\n" + Samples.Hex(1));
        Assert.That(CliRun.Of("inspect", file).Output, Does.Match("signed +no signature is verified here +1\\n"));
        JsonElement json = JsonSerializer.Deserialize<JsonElement>(CliRun.Of("inspect", file, "--json").Output);
        Assert.That((json.GetProperty("signed").GetInt64(), json.GetProperty("unreadable").GetInt64(), json.GetProperty("types").GetProperty("fact").GetInt64()), Is.EqualTo((1L, 0L, 1L)));
        Assert.That(CliRun.Of("inspect", Pack(Samples.Hex(1))).Output, Does.Not.Contain("signed"));
    }

    [Test]
    public void Inspect_CountsDisclosedGrains() // OMS-10.4-2
    {
        string disclosed = JsonDocument.Parse(CliRun.WithText(Samples.Hex(0), "elide", "-", "-f", "subject").Output).RootElement.GetProperty("blob").GetString()!;
        string file = Pack(disclosed + "\n" + Samples.Hex(0));
        Assert.That(CliRun.Of("inspect", file).Output, Does.Match("disclosed +each shows a part of an original +1\\n"));
        Assert.That(JsonSerializer.Deserialize<JsonElement>(CliRun.Of("inspect", file, "--json").Output).GetProperty("disclosed").GetInt64(), Is.EqualTo(1));
    }

    [Test]
    public void Report_ListsAGrainByItsAddressAndSaysThatItIsSigned()
    {
        Assert.That(CliRun.Of("report", Pack(s_envelope), "-o", _folder["a.html"]).ExitCode, Is.Zero);
        string page = File.ReadAllText(_folder["a.html"]);
        Assert.That(page, Does.Contain(s_address).And.Contain("MessagePack, signed"));
    }

    [Test]
    public void Transcode_ASignedGrain_IsRefused() // OMS-16.2-4
    {
        CliRun run = CliRun.WithText(s_envelope, "transcode", "-", "--to", "cbor");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.Contain("A sealed or signed grain cannot be written in another encoding"));
    }

    [TestCase("cbc", 0, "ERR_CORRUPT: ")]
    [TestCase("", 1, "ERR_SIGNED_MISMATCH: ")]
    public void Pack_ABadEnvelope_IsBadData(string tail, int clear, string fault)
    {
        byte[] envelope = [.. Convert.FromHexString(s_envelope)];
        if (clear > 0) envelope[EnvelopeView.Parse(envelope).PayloadOffset + 1] = 0;
        byte[] bad = tail.Length > 0 ? envelope[..^1] : envelope;
        CliRun run = CliRun.WithText(Convert.ToHexString(bad), "pack", "-", "-o", _folder["a.mg"]);
        Assert.That((run.ExitCode, File.Exists(_folder["a.mg"])), Is.EqualTo((1, false)));
        Assert.That(run.ErrorLines[0], Does.StartWith(fault));
    }

    [Test]
    public void Unpack_ALineWithTheAddressOfTheEnvelope_IsAnIntegrityFault()
    {
        string address = ContentAddress.Compute(Convert.FromHexString(s_envelope)).ToString();
        CliRun run = CliRun.WithText($$"""{"address":"{{address}}","blob":"{{s_envelope}}"}""", "decode", "-");
        Assert.That((run.ExitCode, run.ErrorLines[0]), Is.EqualTo((1, run.ErrorLines[0])));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_INTEGRITY"));
    }

    [Test]
    public void Upgrade_WithOriginals_KeepsTheEnvelope()
    {
        CliRun run = CliRun.WithText(s_envelope, "upgrade", "-", "--with-originals");
        Assert.That(run.Lines.Single(), Does.Contain(s_address).And.Contain(s_envelope));
    }

    private string Pack(string input, params string[] options)
    {
        CliRun run = CliRun.WithText(input, ["pack", "-", "-o", _folder["a.mg"], .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return _folder["a.mg"];
    }

    private static JsonElement[] Rows()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, "cose.json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
