using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>
/// A grain and the sealed grain that holds it: derive the key, read the parts, open, refuse every changed bit, and seal. A nonce is
/// never given from outside, so what is sealed here is held against the row in everything but nonce and ciphertext, and then opened with
/// the cipher alone, which knows nothing of this library.
/// </summary>
internal static class SealedRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        byte[] master = row.Hex("master_key_hex"), salt = row.Hex("salt_hex"), key = new byte[KeyDerivation.KeyBytes];
        string userId = row.Text("user_id");
        KeyDerivation.DeriveUserKey(master, salt, userId, key);
        if (KeyRowChecks.Compare("user key", row.Hex("user_key_hex"), key) is { } badKey) return badKey;

        uint version = row["master_key_version"].GetUInt32();
        using BlindIndex index = new(master);
        UserSaltName name = new(index.Compute(userId), version);
        using MasterKeySet keys = new();
        keys.Add(version, master);
        using UserKeyRing ring = new(keys, new GivenSalt(name, salt));

        byte[] blob = row.Hex("blob_hex"), stored = row.Hex("sealed_hex");
        return CheckParts(row, stored, name)
            ?? Open(row, ring, stored, blob)
            ?? RefuseChanges(ring, userId, stored)
            ?? Write(row, ring, blob, stored, name, key)
            ?? RowOutcome.Pass;
    }

    /// <summary>What can be told without a key: the address, the header and the members of the payload.</summary>
    private static RowOutcome? CheckParts(VectorRow row, byte[] stored, in UserSaltName name)
    {
        string expected = row.Text("sealed_address"), address = GrainBlob.Parse(stored).Address.ToString();
        if (expected != address) return RowOutcome.Fail("sealed address", expected, address);
        if (!SealedView.TryParse(stored, out SealedView view)) return RowOutcome.Fail("read the sealed grain", "the form of R-9", "another form");
        if (view.MasterKeyVersion != name.MasterKeyVersion) return RowOutcome.Fail("kv", Text(name.MasterKeyVersion), Text(view.MasterKeyVersion));
        return KeyRowChecks.Compare("iv", row.Hex("nonce_hex"), view.Nonce) ?? KeyRowChecks.Compare("tok", KeyRowChecks.Bytes(name.Token), view.Token);
    }

    private static RowOutcome? Open(VectorRow row, UserKeyRing ring, byte[] stored, byte[] blob)
    {
        if (!ring.TryOpen(row.Text("user_id"), stored, out GrainBlob? opened, out OmsFault fault)) return RowOutcome.Fail("open", "a grain", fault.ToString());
        if (KeyRowChecks.Compare("open", blob, opened.Span) is { } difference) return difference;
        string address = row.Text("address");
        return address == opened.Address.ToString() ? null : RowOutcome.Fail("address", address, opened.Address.ToString());
    }

    private static RowOutcome? RefuseChanges(UserKeyRing ring, string userId, byte[] stored)
    {
        for (int bit = 0; bit < 8 * stored.Length; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            bool opens = ring.TryOpen(userId, stored, out _, out _);
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            if (opens) return RowOutcome.Fail($"open with bit {Text((uint)bit % 8)} of byte {Text((uint)bit / 8)} changed", "refused", "opened");
        }
        return null;
    }

    private static RowOutcome? Write(VectorRow row, UserKeyRing ring, byte[] blob, byte[] stored, in UserSaltName name, byte[] key)
    {
        SealOptions options = new() { Header = row.Is("blank_header", true) ? HeaderPrivacy.Blank : HeaderPrivacy.Keep };
        byte[] written = ring.Seal(row.Text("user_id"), blob, options).Span.ToArray(), other = [.. stored];
        if (Opened(written, name, key) is not { } plaintext) return RowOutcome.Fail("seal", "what the cipher opens", "something else");
        return KeyRowChecks.Compare("seal", blob, plaintext) ?? KeyRowChecks.Compare("seal: all but iv and ct", Blanked(other), Blanked(written));
    }

    /// <summary>Opens a sealed grain by the words of R-9 alone; null where it does not open.</summary>
    private static byte[]? Opened(byte[] written, in UserSaltName name, byte[] key)
    {
        if (!SealedView.TryParse(written, out SealedView view)) return null;
        byte[] additional = [.. written.AsSpan(0, GrainHeader.Size), .. KeyRowChecks.Bytes(name.Token), 0, 0, 0, 0, 1];
        BinaryPrimitives.WriteUInt32BigEndian(additional.AsSpan(additional.Length - 5), name.MasterKeyVersion);
        byte[] plaintext = new byte[view.Ciphertext.Length - SealedView.TagBytes];
        using AesGcm cipher = new(key, SealedView.TagBytes);
        try
        {
            cipher.Decrypt(view.Nonce, view.Ciphertext[..plaintext.Length], view.Ciphertext[plaintext.Length..], plaintext, additional);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Zeros in the place of nonce and ciphertext, which differ in every sealing.</summary>
    private static byte[] Blanked(byte[] stored)
    {
        if (!SealedView.TryParse(stored, out SealedView view)) return stored;
        Span<byte> bytes = stored;
        int nonce = bytes.IndexOf(view.Nonce), ciphertext = bytes.IndexOf(view.Ciphertext);
        bytes.Slice(nonce, view.Nonce.Length).Clear();
        bytes.Slice(ciphertext, view.Ciphertext.Length).Clear();
        return stored;
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
