using System.Numerics;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A did:key and its public key, both ways; keys of other kinds are refused (OMS-12.2-1).</summary>
internal static class DidKeyRowCheck
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    // X25519, secp256k1, P-384, and Ed25519's private keys.
    private static readonly byte[][] s_otherKinds = [[0xec, 0x01], [0xe7, 0x01], [0x81, 0x24], [0x80, 0x26]];

    internal static RowOutcome Run(VectorRow row)
    {
        string did = row.Text("did");
        byte[] bytes = row.Hex("public_key_hex"), code = row.Hex("multicodec_hex");
        bool isP256 = row.Text("kind") == "ES256";
        VerificationKey key = DidKey.Parse(did), made = isP256 ? VerificationKey.FromP256(bytes) : VerificationKey.FromEd25519(bytes);
        if (KeyRowChecks.Compare("kind", $"{(isP256 ? KeyType.P256 : KeyType.Ed25519)}", $"{key.Type}") is { } badKind) return badKind;
        return KeyRowChecks.Compare("read", bytes, key.Bytes.Span)
            ?? KeyRowChecks.Compare("write", did, DidKey.Format(made))
            ?? KeyRowChecks.Compare("write from its parts", did, Encode(code, bytes))
            ?? (row.Has("private_key_hex") ? CheckPrivateKey(row, isP256, did) : null)
            ?? RefuseOthers(bytes)
            ?? RowOutcome.Pass;
    }

    private static RowOutcome? CheckPrivateKey(VectorRow row, bool isP256, string did)
    {
        byte[] secret = row.Hex("private_key_hex");
        using SigningKey key = isP256 ? SigningKey.FromP256Scalar(secret) : SigningKey.FromEd25519Seed(secret);
        return KeyRowChecks.Compare("DID of the private key", did, key.KeyId);
    }

    private static RowOutcome? RefuseOthers(byte[] key)
    {
        foreach (byte[] code in s_otherKinds)
        {
            if (DidKey.TryParse(Encode(code, key), out _, out OmsFault fault)) return RowOutcome.Fail($"read a key of kind {Convert.ToHexStringLower(code)}", "refused", "accepted");
            if (!fault.IsFault) return RowOutcome.Fail($"read a key of kind {Convert.ToHexStringLower(code)}", "a fault", "none");
        }
        return null;
    }

    /// <summary>Base58btc the plain way, to compare with: a number in base 58. No code begins with a zero byte.</summary>
    private static string Encode(byte[] code, byte[] key)
    {
        BigInteger number = new([.. code, .. key], isUnsigned: true, isBigEndian: true);
        Stack<char> digits = [];
        for (; !number.IsZero; number /= 58) digits.Push(Alphabet[(int)(number % 58)]);
        return DidKey.Prefix + string.Concat(digits);
    }
}
