using System.IO.Pipes;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

namespace OpenMemory.Cli.Tests.Signing;

/// <summary><c>verify-signature</c>: verified, invalid, key unresolvable and not signed are four things (OMS-9.3-2).</summary>
[TestFixture]
internal sealed class VerifySignatureTests
{
    private Signer _signer = null!;

    [SetUp]
    public void SetUp() => _signer = new();

    [TearDown]
    public void TearDown() => _signer.Dispose();

    [Test]
    public void Vectors_AreVerified() // OMS-9.1-3, OMS-9.1-4
    {
        string[] envelopes = [.. JsonNode.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, "cose.json")))!.AsArray().Select(static row => row!["envelope_hex"]!.GetValue<string>())];
        CliRun run = Verify(string.Join('\n', envelopes));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines, Has.Length.EqualTo(3).And.Some.StartsWith("16 verified did:key:z6Mk").Or.Some.StartsWith("18 verified did:key:z6Mk"));
        Assert.That(run.Lines[^1], Is.EqualTo($"accepted: {envelopes.Length} grains"));
        Assert.That(Verify(string.Join('\n', envelopes), "--all").Lines, Has.Length.EqualTo(envelopes.Length + 3));
    }

    [Test]
    public void ChangedGrain_IsInvalid()
    {
        string line = _signer.Sign(Samples.Fact(1)).Output;
        CliRun run = Verify(line + Signer.Changed(line));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[0], Does.StartWith($"grain 1: invalid, claimed for {_signer.Did}, EdDsa").And.Contain("ERR_INTEGRITY"));
        Assert.That(run.Lines[1..], Is.EqualTo((string[])[$"1 verified {_signer.Did}", $"1 invalid (claimed for {_signer.Did})", "refused: 1 of 2 grains"]));
        Assert.That(run.ErrorLines.Single(), Does.StartWith("ERR_INTEGRITY"));
    }

    [Test]
    public void UnsignedGrain_IsRefusedUnlessAllowed()
    {
        string both = _signer.Sign(Samples.Fact(1)).Output + CliRun.WithText(Samples.Fact(2), "encode", "-").Output;
        CliRun run = Verify(both);
        Assert.That((run.ExitCode, run.Lines[0]), Is.EqualTo((1, "grain 1: not signed, refused: it is not signed")));
        CliRun allowed = Verify(both, "--allow-unsigned");
        Assert.That((allowed.ExitCode, allowed.Lines[^1]), Is.EqualTo((0, "accepted: 2 grains")));
        Assert.That(allowed.Lines, Does.Contain("1 not signed"));
    }

    [Test]
    public void FlagWithoutEnvelope_IsMalformedWhateverIsAllowed() // OMS-9.2-1
    {
        string bare = CliRun.WithText(Samples.Fact(1), "elide", "-", "-f", "subject", "--signed").Output;
        CliRun run = Verify(bare, "--allow-unsigned");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[0], Does.StartWith("grain 0: malformed").And.Contain("ERR_SIGNED_MISMATCH"));
    }

    [Test]
    public void Signers_AreTheOnesThatAreNamed()
    {
        using Signer stranger = new();
        string both = _signer.Sign(Samples.Fact(1)).Output + stranger.Sign(Samples.Fact(2)).Output;
        CliRun run = Verify(both, "--signer", _signer.Did);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[0], Does.StartWith($"grain 1: verified, {stranger.Did}").And.EndWith("refused: another signer than those that are accepted"));
        Assert.That(Verify(both, "--signer", _signer.Did, "--signer", stranger.Did).ExitCode, Is.Zero);
        Assert.That(Verify(both).ExitCode, Is.Zero);
        Assert.That(Verify(both, "--signer", "somebody").ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Key_CountsWhoeverIsNamed()
    {
        using Signer stranger = new();
        string line = _signer.Sign(Samples.Fact(1)).Output;
        Assert.That(Verify(line, "--key", _signer.Did).ExitCode, Is.Zero);
        Assert.That(Verify(line, "--key", stranger.Did).Lines[0], Does.StartWith("grain 0: invalid"));
        CliRun wrong = Verify(line, "--key", "did:web:example.com");
        Assert.That((wrong.ExitCode, wrong.Output), Is.EqualTo((2, "")));
    }

    [TestCase("did:web:example.com")]
    [TestCase("did:web:example.com%3A8443:agents:support-7")]
    public void DidWeb_IsResolvedFromItsDocument(string did) // OMS-12.2-2: nothing is fetched
    {
        CliRun signed = _signer.Sign(Samples.Fact(1), "--kid", did);
        Assert.That(signed.ExitCode, Is.Zero, signed.Error);
        CliRun unknown = Verify(signed.Output);
        Assert.That(unknown.ExitCode, Is.EqualTo(1));
        Assert.That(unknown.Lines[0], Does.StartWith($"grain 0: key unresolvable, claimed for {did}"));

        CliRun known = Verify(signed.Output, "--did-document", $"{did}={_signer.Document(did)}", "--signer", did);
        Assert.That((known.ExitCode, known.Lines[0]), Is.EqualTo((0, $"1 verified {did}")), known.Output + known.Error);

        using Signer stranger = new();
        Assert.That(Verify(signed.Output, "--did-document", $"{did}={stranger.Document(did)}").Lines[0], Does.StartWith("grain 0: invalid"));
        Assert.That(Verify(signed.Output, "--did-document", $"{did}={stranger.Folder.Write("x", "{}")}").Lines[0], Does.StartWith("grain 0: key unresolvable"));
    }

    [TestCase("did:web:example.com")]
    [TestCase("did:web:example.com=")]
    [TestCase("=x")]
    [TestCase("did:web:example.com=no-such-file")]
    [TestCase("did:key:z6Mk=x")]
    public void DidDocument_ThatIsNone_IsExitCode2(string pair)
    {
        CliRun run = Verify(_signer.Sign(Samples.Fact(1)).Output, "--did-document", pair);
        Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)));
    }

    [Test]
    public void Policy_RulesByNamespace()
    {
        using Signer stranger = new();
        string policy = _signer.Folder.Write("policy.json", $$"""{"default":{"unsigned":true},"namespaces":{"n1":{"signers":["{{_signer.Did}}"]} } }""");
        string own = _signer.Sign(Samples.Fact(1)).Output, others = stranger.Sign(Samples.Fact(2)).Output, theirs = stranger.Sign(Samples.Fact(1)).Output;
        Assert.That(Verify(own + others + CliRun.WithText(Samples.Fact(3), "encode", "-").Output, "--trust", policy).ExitCode, Is.Zero);
        CliRun run = Verify(own + theirs, "--trust", policy);
        Assert.That((run.ExitCode, run.Lines[^1]), Is.EqualTo((1, "refused: 1 of 2 grains")));
        Assert.That(Verify(own, "--trust", policy, "--signer", _signer.Did).ExitCode, Is.EqualTo(2), "one or the other");
        foreach (string bad in (string[])["", "{", "{}", """{"default":{"singers":[]}}"""])
        {
            CliRun refused = Verify(own, "--trust", _signer.Folder.Write("bad.json", bad));
            Assert.That((refused.ExitCode, refused.Output, refused.ErrorLines.Length), Is.EqualTo((2, "", 1)), bad);
        }
    }

    [Test]
    [Platform("Linux")]
    public void Policy_MayComeThroughAPipe()
    {
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        using SafePipeHandle end = pipe.ClientSafePipeHandle;
        pipe.Write("""{"default":{}}"""u8);
        string path = $"/proc/self/fd/{end.DangerousGetHandle()}";
        pipe.Dispose();
        string own = _signer.Sign(Samples.Fact(1)).Output;
        CliRun run = Verify(own, "--trust", path);
        Assert.That((run.ExitCode, run.Error, run.Lines[^1]), Is.EqualTo((0, "", "accepted: 1 grain")));
        CliRun endless = Verify(own, "--trust", "/dev/zero");
        Assert.That((endless.ExitCode, endless.Error), Is.EqualTo((2, "this is too long for a policy: /dev/zero\n")));
    }

    [Test]
    public void FlagWithoutEnvelope_IsCountedInAStreamAsInAFile() // OMS-9.2-1, §11.6
    {
        byte[] bare = Signer.BlobOf(CliRun.WithText(Samples.Fact(1), "elide", "-", "-f", "subject", "--signed").Output), signed = Signer.BlobOf(_signer.Sign(Samples.Fact(2)).Output);
        byte[] stream = [.. Frame(bare), .. Frame(signed), 0, 0, 0, 0];
        CliRun run = CliRun.With(stream, "verify-signature", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines[0], Does.StartWith("grain 0: malformed").And.Contain("ERR_SIGNED_MISMATCH"));
        Assert.That(run.Lines[1..], Is.EqualTo((string[])[$"1 verified {_signer.Did}", "1 malformed", "refused: 1 of 2 grains"]));
        CliRun broken = CliRun.With(stream[..^3], "verify-signature", "-");
        Assert.That(broken.ExitCode, Is.EqualTo(1));
        Assert.That(broken.Error, Does.Contain("OMS-11.6-2"), "framing that breaks off ends it");
        static byte[] Frame(byte[] grain) => [0, 0, (byte)(grain.Length >> 8), (byte)grain.Length, .. grain];
    }

    [Test]
    public void File_IsSummedUp()
    {
        string grains = string.Join('\n', Enumerable.Range(0, 7).Select(Samples.Fact));
        string plain = CliRun.WithText(Samples.Fact(8), "encode", "-").Output;
        CliRun.WithText(_signer.Sign(grains).Output + plain, "pack", "-", "-o", _signer.Folder["both.mg"]);
        CliRun run = CliRun.Of("verify-signature", _signer.Folder["both.mg"], "--allow-unsigned");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines, Is.EqualTo((string[])["1 not signed", $"7 verified {_signer.Did}", "accepted: 8 grains"]));
    }

    [Test]
    public void Json_HoldsEveryGrainAndTheCounts()
    {
        string own = Samples.Fact(1)[..^1] + $$""","author_did":"{{_signer.Did}}"}""";
        string line = _signer.Sign(own, "--at", "2026-01-15T10:00:00Z").Output;
        CliRun run = Verify(line + Signer.Changed(line), "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement first = json.RootElement.GetProperty("grains")[0], second = json.RootElement.GetProperty("grains")[1];
        Assert.That(first.GetRawText(), Is.EqualTo($$"""{"index":0,"address":"{{Signer.Member(line, "address")}}","status":"verified","signer":"{{_signer.Did}}","kid":"{{_signer.Did}}","alg":-8,"iat":1768471200,"signer_is_author":true,"accepted":true}"""));
        Assert.That((second.GetProperty("status").GetString(), second.GetProperty("refusal").GetString(), second.GetProperty("accepted").GetBoolean()), Is.EqualTo(("invalid", "signature_invalid", false)));
        Assert.That(second.TryGetProperty("address", out _), Is.False, "nothing is taken from an envelope that proves nothing");
        Assert.That((json.RootElement.GetProperty("accepted").GetInt32(), json.RootElement.GetProperty("refused").GetInt32(), json.RootElement.GetProperty("counts").GetArrayLength()), Is.EqualTo((1, 1, 2)));
    }

    [Test]
    public void Json_IsWholeWhereTheInputBreaksOff()
    {
        byte[] signed = Signer.BlobOf(_signer.Sign(Samples.Fact(2)).Output);
        byte[] stream = [0, 0, (byte)(signed.Length >> 8), (byte)signed.Length, .. signed, 0, 0];
        CliRun run = CliRun.With(stream, "verify-signature", "-", "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.That(json.RootElement.GetProperty("accepted").GetInt32(), Is.EqualTo(1));
        Assert.That(json.RootElement.GetProperty("fault").GetString(), Does.Contain("OMS-11.6-2"));
        CliRun none = Verify(Samples.Fact(1), "--json");
        Assert.That((none.ExitCode, none.Output), Is.EqualTo((2, "")), "nothing was begun");
    }

    [Test]
    public void Compatible_ReadsGrainsThatTheCanonicalModeRefuses() // R-26
    {
        string[] blobs = [.. JsonNode.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, "compatible.json")))!.AsArray()
            .Where(static row => row!["marks"]?.GetValue<string>() == "non_canonical").Select(static row => row!["blob_hex"]!.GetValue<string>())];
        Assert.That(blobs, Is.Not.Empty);
        Assert.That(Verify(string.Join('\n', blobs), "--allow-unsigned", "--compatible").Lines[^1], Is.EqualTo($"accepted: {blobs.Length} grains"));
        Assert.That(Verify(string.Join('\n', blobs), "--allow-unsigned").Lines[^1], Is.EqualTo($"refused: {blobs.Length} of {blobs.Length} grains"));
    }

    [TestCase("zz")]
    [TestCase("8")]
    [TestCase("84")]
    [TestCase("d284")]
    public void BadBytes_AreExitCode1(string hex) => Assert.That(Verify(hex).ExitCode, Is.EqualTo(1));

    [Test]
    public void GrainJson_IsNoDelivery() => Assert.That(Verify(Samples.Fact(1)).ExitCode, Is.EqualTo(2));

    private static CliRun Verify(string input, params string[] args) => CliRun.WithText(input, ["verify-signature", "-", .. args]);
}
