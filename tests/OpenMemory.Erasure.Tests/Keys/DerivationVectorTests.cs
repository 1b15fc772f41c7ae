using System.Security.Cryptography;
using System.Text.Json;

namespace OpenMemory.Erasure.Tests;

/// <summary>Every row of kdf.json: keys of users, keys and tokens of the blind index, and the cipher (OMS-17.3-2, OMS-20.3-1, R-51).</summary>
[TestFixture]
public sealed class DerivationVectorTests
{
    private static JsonElement[] Users => Rows("user");

    private static JsonElement[] Ciphers => Rows("aes-256-gcm");

    [Test]
    public void The_rows_are_all_of_the_two_kinds_that_run_here() =>
        Assert.That((Users.Length, Ciphers.Length, Vectors.Rows("kdf").Length), Is.EqualTo((42, 12, 54)));

    [TestCaseSource(nameof(Users))]
    public void A_user_id_counts_as_its_UTF_8_in_NFC(JsonElement row)
    {
        using NormalizedText text = new(UserId(row));
        Assert.That(Convert.ToHexStringLower(text.Utf8), Is.EqualTo(row.GetProperty("user_id_nfc_utf8_hex").GetString()));
    }

    [TestCaseSource(nameof(Users))]
    public void The_key_of_a_user_is_the_expected_one(JsonElement row)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.DeriveUserKey(Vectors.Hex(row, "master_key_hex"), KeyDerivation.InteroperableSalt, UserId(row), key);
        Assert.That(Convert.ToHexStringLower(key), Is.EqualTo(row.GetProperty("user_key_hex").GetString()));
    }

    [TestCaseSource(nameof(Users))]
    public void The_blind_index_has_the_expected_key_and_token(JsonElement row)
    {
        byte[] master = Vectors.Hex(row, "master_key_hex"), key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.DeriveBlindIndexKey(master, BlindIndex.UserIdField, key);
        Assert.That(Convert.ToHexStringLower(key), Is.EqualTo(row.GetProperty("blind_index_key_hex").GetString()));
        using BlindIndex index = new(master);
        Assert.That(index.Compute(UserId(row)).ToString(), Is.EqualTo(row.GetProperty("blind_index_hex").GetString()));
    }

    [TestCaseSource(nameof(Ciphers))]
    public void The_cipher_makes_the_expected_bytes_and_reads_them(JsonElement row)
    {
        byte[] nonce = Vectors.Hex(row, "nonce_hex"), aad = Vectors.Hex(row, "aad_hex"), plaintext = Vectors.Hex(row, "plaintext_hex");
        byte[] ciphertext = new byte[plaintext.Length], tag = new byte[16], opened = new byte[plaintext.Length];
        using AesGcm cipher = new(Vectors.Hex(row, "key_hex"), tag.Length);
        cipher.Encrypt(nonce, plaintext, ciphertext, tag, aad);
        Assert.That(ciphertext, Is.EqualTo(Vectors.Hex(row, "ciphertext_hex")));
        Assert.That(tag, Is.EqualTo(Vectors.Hex(row, "tag_hex")));
        cipher.Decrypt(nonce, ciphertext, tag, opened, aad);
        Assert.That(opened, Is.EqualTo(plaintext));
    }

    private static string UserId(JsonElement row) => row.GetProperty("user_id").GetString()!;

    private static JsonElement[] Rows(string kind) => [.. Vectors.Rows("kdf").Where(row => row.GetProperty("kind").GetString() == kind)];
}
