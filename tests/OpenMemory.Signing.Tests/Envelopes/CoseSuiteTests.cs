using System.Buffers.Text;
using System.Text.Json;

namespace OpenMemory.Signing.Tests;

/// <summary>The Sign1 examples of the COSE working group, at the level of the structure: key and external data are given (RFC 9052 §4.4).</summary>
[TestFixture]
public sealed class CoseSuiteTests
{
    [TestCase("eddsa-sig-01", true)]
    [TestCase("ecdsa-sig-01", true)]
    [TestCase("sign-pass-01", true)]
    [TestCase("sign-pass-02", true)]
    [TestCase("sign-pass-03", true)]
    [TestCase("sign-fail-01", false)]
    [TestCase("sign-fail-02", false)]
    [TestCase("sign-fail-03", false)]
    [TestCase("sign-fail-04", false)]
    [TestCase("sign-fail-06", false)]
    [TestCase("sign-fail-07", false)]
    public void The_verdict_is_the_suites(string name, bool isVerified)
    {
        JsonElement file = ExternalVectors.Read("cose", name + ".json");
        JsonElement input = file.GetProperty("input").GetProperty("sign0");
        Assert.That(file.TryGetProperty("fail", out JsonElement fail) && fail.GetBoolean(), Is.Not.EqualTo(isVerified));
        byte[] bytes = Convert.FromHexString(file.GetProperty("output").GetProperty("cbor").GetString()!);
        byte[] external = input.TryGetProperty("external", out JsonElement hex) ? Convert.FromHexString(hex.GetString()!) : [];
        bool actual = SignedParts.TryParse(bytes, out SignedParts parts, out _) && Sign1.Verify(parts, KeyOf(input.GetProperty("key")), external);
        Assert.That(actual, Is.EqualTo(isVerified));
        if (isVerified)
        {
            ToBeSigned message = ToBeSigned.Make(bytes.AsSpan(parts.Protected), external, bytes.AsSpan(parts.Payload));
            Assert.That(Convert.ToHexString(message.Bytes), Is.EqualTo(file.GetProperty("intermediates").GetProperty("ToBeSign_hex").GetString()));
            message.Dispose();
            Assert.That(Sign1.Verify(parts, TestKeys.Ed.PublicKey, external), Is.False);
            Assert.That(Sign1.Verify(parts, KeyOf(input.GetProperty("key")), [.. external, 1]), Is.False);
        }
        // As grains they are refused: nobody is named in the protected header (OMS-9.1-5).
        Assert.That(EnvelopeView.TryParse(bytes, out _, out OmsFault fault), Is.False);
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(new SignatureVerifier().Verify(bytes, KeyOf(input.GetProperty("key"))).Status, Is.EqualTo(SignatureStatus.Malformed));
    }

    private static VerificationKey KeyOf(JsonElement key) => key.GetProperty("kty").GetString() == "OKP"
        ? VerificationKey.FromEd25519(Convert.FromHexString(key.GetProperty("x_hex").GetString()!))
        : VerificationKey.FromP256([4, .. Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), .. Base64Url.DecodeFromChars(key.GetProperty("y").GetString())]);
}
