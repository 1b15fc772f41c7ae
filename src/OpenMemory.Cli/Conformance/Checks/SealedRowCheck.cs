using System.Globalization;
using OpenMemory.Compression;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>
/// A grain and the sealed grain that holds it: derive the key, read the parts, open, refuse every changed bit, and seal again with
/// the row's nonce, which nobody but a check of vectors can give.
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
        using InMemoryUserSaltStore salts = new();
        salts.GetOrAdd([name], salt, new UserSaltState[1]);
        using UserKeyRing ring = new(keys, salts, new() { Codec = SystemCodecs.Zstd }) { Nonces = new(row.Hex("nonce_hex")) };

        byte[] blob = row.Hex("blob_hex"), stored = row.Hex("sealed_hex");
        return CheckParts(row, stored, name)
            ?? Open(row, ring, stored, blob)
            ?? RefuseChanges(ring, userId, stored)
            ?? Write(row, ring, blob, stored)
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

    private static RowOutcome? Write(VectorRow row, UserKeyRing ring, byte[] blob, byte[] stored)
    {
        bool isCompressed = GrainHeader.TryRead(stored, out GrainHeader header) && (header.Flags & GrainFlags.Compressed) != 0;
        SealOptions options = new() { Header = row.Is("blank_header", true) ? HeaderPrivacy.Blank : HeaderPrivacy.Keep, Compress = isCompressed };
        GrainBlob written = ring.Seal(row.Text("user_id"), blob, options);
        if (!isCompressed) return KeyRowChecks.Compare("seal", stored, written.Span);
        return KeyRowChecks.Compare("seal, compressed, and open", blob, ring.Open(row.Text("user_id"), written.Span).Span); // another zstd makes other bytes
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
