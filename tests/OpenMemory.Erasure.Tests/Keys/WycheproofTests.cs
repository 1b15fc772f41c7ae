using System.Security.Cryptography;
using System.Text.Json;

namespace OpenMemory.Erasure.Tests;

/// <summary>Project Wycheproof's cases for the two primitives that everything here rests on (OMS-17.3-2, R-51).</summary>
[TestFixture]
public sealed class WycheproofTests
{
    [Test]
    public void HKDF_gives_every_expected_output_and_refuses_what_is_too_long()
    {
        int valid = 0, ofOurLength = 0, invalid = 0;
        foreach ((_, JsonElement test) in Tests("hkdf_sha256_test.json"))
        {
            string what = $"tcId {test.GetProperty("tcId").GetInt32()}";
            byte[] secret = Vectors.Hex(test, "ikm"), salt = Vectors.Hex(test, "salt"), info = Vectors.Hex(test, "info");
            byte[] output = new byte[test.GetProperty("size").GetInt32()];
            if (test.GetProperty("result").GetString() == "invalid")
            {
                Assert.Throws<ArgumentException>(() => KeyDerivation.Hkdf(secret, salt, info, output), what);
                invalid++;
                continue;
            }
            KeyDerivation.Hkdf(secret, salt, info, output);
            Assert.That(Convert.ToHexStringLower(output), Is.EqualTo(test.GetProperty("okm").GetString()), what);
            valid++;
            if (secret.Length == KeyDerivation.KeyBytes && output.Length == KeyDerivation.KeyBytes) ofOurLength++;
        }
        Assert.That((valid, ofOurLength, invalid), Is.EqualTo((83, 12, 3)), "every case ran");
    }

    [Test]
    public void AES_256_GCM_seals_and_opens_as_expected_and_refuses_what_was_changed()
    {
        int valid = 0, invalid = 0;
        SortedDictionary<string, int> notApplicable = [];
        foreach ((JsonElement group, JsonElement test) in Tests("aes_gcm_test.json"))
        {
            (int key, int nonce, int tag) sizes = (group.GetProperty("keySize").GetInt32(), group.GetProperty("ivSize").GetInt32(), group.GetProperty("tagSize").GetInt32());
            if (sizes != (256, 96, 128))
            {
                string reason = sizes.key != 256 ? $"key of {sizes.key} bits" : "nonce of another length than 96 bits";
                notApplicable[reason] = notApplicable.GetValueOrDefault(reason) + 1;
                continue;
            }
            string what = $"tcId {test.GetProperty("tcId").GetInt32()}";
            byte[] iv = Vectors.Hex(test, "iv"), aad = Vectors.Hex(test, "aad"), ciphertext = Vectors.Hex(test, "ct"), mac = Vectors.Hex(test, "tag");
            byte[] message = Vectors.Hex(test, "msg"), opened = new byte[ciphertext.Length];
            using AesGcm cipher = new(Vectors.Hex(test, "key"), mac.Length);
            if (test.GetProperty("result").GetString() == "invalid")
            {
                Assert.Throws<AuthenticationTagMismatchException>(() => cipher.Decrypt(iv, ciphertext, mac, opened, aad), what);
                Assert.That(opened, Is.All.Zero, $"{what}: nothing of it is shown");
                invalid++;
                continue;
            }
            cipher.Decrypt(iv, ciphertext, mac, opened, aad);
            Assert.That(opened, Is.EqualTo(message), what);
            byte[] made = new byte[message.Length], madeTag = new byte[mac.Length];
            cipher.Encrypt(iv, message, made, madeTag, aad);
            Assert.That((Convert.ToHexStringLower(made), Convert.ToHexStringLower(madeTag)), Is.EqualTo((Convert.ToHexStringLower(ciphertext), Convert.ToHexStringLower(mac))), what);
            valid++;
        }
        foreach ((string reason, int count) in notApplicable) TestContext.Out.WriteLine($"not applicable, {reason}: {count}");
        Assert.That((valid, invalid), Is.EqualTo((39, 27)), "every applicable case ran");
        Assert.That(string.Join("; ", notApplicable.Select(static pair => $"{pair.Key}: {pair.Value}")), Is.EqualTo(
            "key of 128 bits: 108; key of 192 bits: 103; nonce of another length than 96 bits: 39"));
    }

    private static (JsonElement Group, JsonElement Test)[] Tests(string file)
    {
        JsonElement suite = ExternalVectors.Read("wycheproof", file);
        (JsonElement, JsonElement)[] tests = [.. suite.GetProperty("testGroups").EnumerateArray().SelectMany(static group =>
            group.GetProperty("tests").EnumerateArray().Select(test => (group, test)))];
        Assert.That(tests, Has.Length.EqualTo(suite.GetProperty("numberOfTests").GetInt32()));
        return tests;
    }
}
