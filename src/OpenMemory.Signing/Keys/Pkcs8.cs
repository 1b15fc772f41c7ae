using System.Formats.Asn1;
using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>
/// Private keys as PKCS#8 (RFC 5958) has them: Ed25519 as RFC 8410, P-256 as RFC 5915. No fault tells anything of the bytes, not even
/// through the exception that revealed it.
/// </summary>
internal static class Pkcs8
{
    internal const string Rule = "R-7";

    private const string Ed25519Oid = "1.3.101.112", EcOid = "1.2.840.10045.2.1", P256Oid = "1.2.840.10045.3.1.7";

    private static readonly Asn1Tag s_publicKey = new(TagClass.ContextSpecific, 1), s_attributes = new(TagClass.ContextSpecific, 0);

    private static ReadOnlySpan<byte> Ed25519Prefix => [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

    /// <summary>Writes a key into an array that the caller zeroes.</summary>
    internal static byte[] Write(SigningKey key)
    {
        byte[] secret = GC.AllocateArray<byte>(Ed25519.SeedBytes, pinned: true);
        try
        {
            key.CopySecret(secret);
            if (key.PublicKey.Type == KeyType.P256)
            {
                using ECDsa ecdsa = ECDsa.Create(P256.Private(secret));
                return ecdsa.ExportPkcs8PrivateKey();
            }
            byte[] bytes = GC.AllocateArray<byte>(Ed25519Prefix.Length + secret.Length, pinned: true);
            Ed25519Prefix.CopyTo(bytes);
            secret.CopyTo(bytes.AsSpan(Ed25519Prefix.Length));
            return bytes;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="OmsException">The bytes are none, or one of another kind.</exception>
    /// <exception cref="ArgumentException">The algorithm does not fit the key.</exception>
    internal static SigningKey Read(ReadOnlyMemory<byte> bytes, string? keyId, SignatureAlgorithm algorithm)
    {
        try
        {
            AsnReader reader = new(bytes, AsnEncodingRules.DER), key = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            if (!key.TryReadInt32(out int version) || version is not (0 or 1)) throw Malformed();
            AsnReader kind = key.ReadSequence();
            string oid = kind.ReadObjectIdentifier();
            if (oid == EcOid)
            {
                string curve = kind.PeekTag() == Asn1Tag.ObjectIdentifier ? kind.ReadObjectIdentifier() : "";
                if (curve != P256Oid) throw OtherKind(NameOf(curve) ?? "another elliptic curve");
                return ReadP256(bytes.Span, keyId, algorithm);
            }
            if (oid != Ed25519Oid) throw OtherKind(NameOf(oid) ?? "one that is not known");
            kind.ThrowIfNotEmpty();
            return ReadEd25519(key, keyId, algorithm);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            throw Malformed();
        }
    }

    private static SigningKey ReadEd25519(AsnReader key, string? keyId, SignatureAlgorithm algorithm)
    {
        if (!key.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> wrapped)) throw Malformed();
        AsnReader inner = new(wrapped, AsnEncodingRules.DER);
        if (!inner.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> seed) || seed.Length != Ed25519.SeedBytes) throw Malformed();
        inner.ThrowIfNotEmpty();
        if (key.HasData && key.PeekTag().HasSameClassAndValue(s_attributes)) key.ReadEncodedValue();
        ReadOnlyMemory<byte> publicKey = default;
        bool hasPublicKey = key.HasData;
        if (hasPublicKey && !key.TryReadPrimitiveBitString(out _, out publicKey, s_publicKey)) throw Malformed();
        key.ThrowIfNotEmpty();
        SigningKey made = SigningKey.FromEd25519Seed(seed.Span, keyId, algorithm == SignatureAlgorithm.None ? SignatureAlgorithm.EdDsa : algorithm);
        if (!hasPublicKey || publicKey.Span.SequenceEqual(made.PublicKey.Array)) return made;
        made.Dispose();
        throw new OmsException(new(OmsErrorCode.Corrupt, Rule, "The public key beside a private key is another one's"));
    }

    private static SigningKey ReadP256(ReadOnlySpan<byte> bytes, string? keyId, SignatureAlgorithm algorithm)
    {
        if (algorithm is not (SignatureAlgorithm.None or SignatureAlgorithm.Es256))
            throw new ArgumentException("The algorithm does not fit a P-256 key.", nameof(algorithm));
        using ECDsa ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(bytes, out int read);
        if (read != bytes.Length) throw Malformed();
        ECParameters key = ecdsa.ExportParameters(includePrivateParameters: true);
        try
        {
            if (!P256.IsScalar(key.D)) throw Malformed();
            SigningKey made = SigningKey.FromP256Scalar(key.D, keyId);
            if (made.PublicKey.Array.AsSpan().SequenceEqual(P256.Compress(key.Q))) return made;
            made.Dispose();
            throw Malformed();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key.D);
        }
    }

    private static OmsException Malformed() => new(new(OmsErrorCode.Corrupt, Rule, "The private key is not sound PKCS#8"));

    private static OmsException OtherKind(string name) =>
        new(new(OmsErrorCode.NotSupported, Rule, $"Grains are signed with Ed25519 or P-256; this private key is of another kind: {name}"));

    private static string? NameOf(string oid) => oid switch
    {
        "1.3.101.110" => "X25519, for encryption",
        "1.3.101.111" => "X448, for encryption",
        "1.3.101.113" => "Ed448",
        "1.2.840.113549.1.1.1" => "RSA",
        "1.2.840.113549.1.1.10" => "RSA-PSS",
        "1.3.132.0.10" => "secp256k1",
        "1.3.132.0.34" => "P-384",
        "1.3.132.0.35" => "P-521",
        _ => null,
    };
}
