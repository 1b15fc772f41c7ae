using System.Text.Json;

namespace OpenMemory.Signing.Tests;

/// <summary>Project Wycheproof's verdicts on signatures; its files stand beside the checkout.</summary>
[TestFixture]
public sealed class WycheproofTests
{
    [Test]
    public void Ed25519_signatures_are_judged_as_expected() =>
        Judge("ed25519_test.json", static group => VerificationKey.FromEd25519(Vectors.Hex(group.GetProperty("publicKey"), "pk")), (88, 63));

    [Test]
    public void ES256_signatures_are_judged_as_expected() =>
        Judge("ecdsa_secp256r1_sha256_p1363_test.json", static group => VerificationKey.FromP256(Vectors.Hex(group.GetProperty("publicKey"), "uncompressed")), (173, 89));

    [Test]
    public void ES256_signatures_are_judged_alike_with_compressed_points() =>
        Judge("ecdsa_secp256r1_sha256_p1363_test.json", static group => DidKey.Parse(VerificationKey.FromP256(Vectors.Hex(group.GetProperty("publicKey"), "uncompressed")).ToString()), (173, 89));

    private static void Judge(string file, Func<JsonElement, VerificationKey> keyOf, (int Valid, int Invalid) expected)
    {
        JsonElement suite = ExternalVectors.Read("wycheproof", file);
        int valid = 0, invalid = 0;
        foreach (JsonElement group in suite.GetProperty("testGroups").EnumerateArray())
        {
            VerificationKey key = keyOf(group);
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                string what = $"tcId {test.GetProperty("tcId").GetInt32()}: {test.GetProperty("comment").GetString()}";
                string result = test.GetProperty("result").GetString()!;
                Assert.That(result, Is.AnyOf("valid", "invalid"), $"{what}: a case that either verdict would suit needs a decision of its own");
                byte[] message = Vectors.Hex(test, "msg"), signature = Vectors.Hex(test, "sig");
                Assert.That(key.Verify(message, signature), Is.EqualTo(result == "valid"), what);
                Assert.That(key.VerifyArray(new([0, .. message, 0], 1, message.Length), signature), Is.EqualTo(result == "valid"), what);
                if (result == "valid") valid++;
                else invalid++;
            }
        }
        Assert.That((valid, invalid), Is.EqualTo(expected), "every case ran");
        Assert.That(valid + invalid, Is.EqualTo(suite.GetProperty("numberOfTests").GetInt32()));
    }
}
