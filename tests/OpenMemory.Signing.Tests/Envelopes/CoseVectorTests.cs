using System.Text.Json;

namespace OpenMemory.Signing.Tests;

/// <summary>The envelopes of <c>cose.json</c>: verified, and where their signatures are deterministic, made again byte for byte (OMS-9.1-2 to -4, R-7).</summary>
[TestFixture]
public sealed class CoseVectorTests
{
    private static IEnumerable<TestCaseData> Rows => Vectors.Rows("cose").Select(static row => new TestCaseData(row).SetArgDisplayNames(row.GetProperty("name").GetString()!));

    private static IEnumerable<TestCaseData> Reproducible => Rows.Where(static row => ((JsonElement)row.Arguments[0]!).GetProperty("reproducible").GetBoolean());

    private static IEnumerable<TestCaseData> Written => Rows.Where(static row => !((JsonElement)row.Arguments[0]!).GetProperty("name").GetString()!.StartsWith("peer-", StringComparison.Ordinal));

    [TestCaseSource(nameof(Rows))]
    public async Task An_envelope_is_verified(JsonElement row)
    {
        byte[] envelope = Vectors.Hex(row, "envelope_hex");
        SignatureCheck check = await new SignatureVerifier().VerifyAsync(envelope);
        Assert.That(check.Status, Is.EqualTo(SignatureStatus.Verified), check.Fault.ToString());
        Assert.That(check.Fault, Is.Default);
        Assert.That(check.Warnings, Is.Empty);
        Assert.That(check.Signer, Is.EqualTo(row.GetProperty("kid").GetString()));
        Assert.That((int)check.Algorithm, Is.EqualTo(row.GetProperty("alg").GetInt32()));
        Assert.That(check.IssuedAt?.ToUnixTimeSeconds(), Is.EqualTo(row.GetProperty("iat").GetInt64()));
        Assert.That(check.Grain?.Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
        Assert.That(check.Grain!.Delivered.Span.SequenceEqual(envelope), Is.True);
        VerificationKey key = row.GetProperty("alg").GetInt32() == -7 ? VerificationKey.FromP256(Vectors.Hex(row, "public_key_hex")) : VerificationKey.FromEd25519(Vectors.Hex(row, "public_key_hex"));
        Assert.That(new SignatureVerifier().Verify(envelope, key).IsVerified, Is.True);
    }

    [TestCaseSource(nameof(Reproducible))]
    public void An_envelope_is_made_byte_for_byte(JsonElement row)
    {
        GrainBlob signed = GrainSigning.Sign(Bare(row), KeyOf(row), OptionsOf(row));
        Assert.That(Convert.ToHexStringLower(signed.Envelope.Span), Is.EqualTo(row.GetProperty("envelope_hex").GetString()));
        Assert.That(signed.Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
    }

    /// <summary>The platform's ES256 signatures differ each time; everything else of the envelope does not.</summary>
    [TestCaseSource(nameof(Written))]
    public async Task An_envelope_is_made_but_for_its_signature(JsonElement row)
    {
        byte[] expected = Vectors.Hex(row, "envelope_hex");
        using SigningKey key = KeyOf(row);
        GrainBlob signed = await GrainSigning.SignAsync(Bare(row), key, OptionsOf(row));
        Assert.That(signed.Envelope.Span[..^64].SequenceEqual(expected.AsSpan(..^64)), Is.True);
        Assert.That((await new SignatureVerifier().VerifyAsync(signed.Envelope)).IsVerified, Is.True);
        EnvelopeDraft draft = EnvelopeDraft.Make(Bare(row), key.Algorithm, key.KeyId, row.GetProperty("iat").GetInt64());
        ToBeSigned message = draft.ToBeSigned([]);
        if (row.TryGetProperty("to_be_signed_hex", out JsonElement bytes)) Assert.That(Convert.ToHexStringLower(message.Bytes), Is.EqualTo(bytes.GetString()));
        message.Dispose();
    }

    [Test]
    public void Every_kind_of_row_is_there()
    {
        Assert.That(Rows.Count(), Is.EqualTo(31));
        Assert.That(Reproducible.Count(), Is.GreaterThanOrEqualTo(14));
        Assert.That(Written.Count(), Is.EqualTo(28));
    }

    private static GrainBlob Bare(JsonElement row)
    {
        EnvelopeView view = EnvelopeView.Parse(Vectors.Hex(row, "envelope_hex"));
        return GrainBlob.Parse(view.Payload, new() { InsideEnvelope = true });
    }

    private static SigningKey KeyOf(JsonElement row)
    {
        byte[] secret = Vectors.Hex(row, "private_key_hex");
        SignatureAlgorithm algorithm = (SignatureAlgorithm)row.GetProperty("alg").GetInt32();
        return algorithm == SignatureAlgorithm.Es256 ? SigningKey.FromP256Scalar(secret) : SigningKey.FromEd25519Seed(secret, algorithm: algorithm);
    }

    private static SignOptions OptionsOf(JsonElement row) => new() { IssuedAt = DateTimeOffset.FromUnixTimeSeconds(row.GetProperty("iat").GetInt64()) };
}
