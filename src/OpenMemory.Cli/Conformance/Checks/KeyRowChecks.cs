using System.Security.Cryptography;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>Rows of keys: what is derived for a user, and the cipher under it .</summary>
internal static class KeyRowChecks
{
    /// <summary>A user's key under the fixed salt, the key of the index of user ids, and the user's token in it.</summary>
    internal static RowOutcome User(VectorRow row)
    {
        byte[] master = row.Hex("master_key_hex"), key = new byte[KeyDerivation.KeyBytes];
        string userId = row.Text("user_id"), normalized = CommandContext.Utf8.GetString(row.Hex("user_id_nfc_utf8_hex"));
        foreach (string text in (ReadOnlySpan<string>)[userId, normalized])
        {
            KeyDerivation.DeriveUserKey(master, KeyDerivation.InteroperableSalt, text, key);
            if (Compare("user key", row.Hex("user_key_hex"), key) is { } badKey) return badKey;
        }
        KeyDerivation.DeriveBlindIndexKey(master, BlindIndex.UserIdField, key);
        if (Compare("blind-index key", row.Hex("blind_index_key_hex"), key) is { } badIndex) return badIndex;
        using BlindIndex index = new(master);
        return Compare("token", row.Hex("blind_index_hex"), Bytes(index.Compute(userId)))
            ?? Compare("token of the normalized bytes", row.Hex("blind_index_hex"), HMACSHA256.HashData(key, row.Hex("user_id_nfc_utf8_hex")))
            ?? RowOutcome.Pass;
    }

    /// <summary>AES-256-GCM both ways; it opens nothing of which a bit was changed.</summary>
    internal static RowOutcome AesGcm(VectorRow row)
    {
        byte[] nonce = row.Hex("nonce_hex"), additional = row.Hex("aad_hex"), plaintext = row.Hex("plaintext_hex");
        byte[] ciphertext = row.Hex("ciphertext_hex"), tag = row.Hex("tag_hex");
        byte[] text = new byte[plaintext.Length], actualTag = new byte[tag.Length];
        using AesGcm cipher = new(row.Hex("key_hex"), tag.Length);
        cipher.Encrypt(nonce, plaintext, text, actualTag, additional);
        if ((Compare("encrypt", ciphertext, text) ?? Compare("tag", tag, actualTag)) is { } badText) return badText;
        cipher.Decrypt(nonce, ciphertext, tag, text, additional);
        if (Compare("decrypt", plaintext, text) is { } badPlaintext) return badPlaintext;
        foreach (byte[] part in (ReadOnlySpan<byte[]>)[nonce, additional, ciphertext, tag])
        {
            if (part.Length == 0) continue;
            part[^1] ^= 1;
            if (Opens(cipher, nonce, ciphertext, tag, text, additional)) return RowOutcome.Fail("decrypt with a changed bit", "refused", "opened");
            part[^1] ^= 1;
        }
        return RowOutcome.Pass;
    }

    /// <summary>Null where the bytes are as expected.</summary>
    internal static RowOutcome? Compare(string check, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual) =>
        BytesDifference.Find(expected, actual) is { } difference ? RowOutcome.Fail(check, difference.Expected, difference.Actual) : null;

    /// <summary>Null where the text is as expected.</summary>
    internal static RowOutcome? Compare(string check, string expected, string actual) =>
        expected == actual ? null : RowOutcome.Fail(check, expected, actual);

    /// <summary>The bytes of a token.</summary>
    internal static byte[] Bytes(BlindToken token)
    {
        byte[] bytes = new byte[BlindToken.SizeInBytes];
        token.CopyTo(bytes);
        return bytes;
    }

    private static bool Opens(AesGcm cipher, byte[] nonce, byte[] ciphertext, byte[] tag, byte[] text, byte[] additional)
    {
        try
        {
            cipher.Decrypt(nonce, ciphertext, tag, text, additional);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
