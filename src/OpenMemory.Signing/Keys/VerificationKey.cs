using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>A public key that verifies signatures of grains. Immutable, and safe for use by several threads.</summary>
public sealed class VerificationKey : IEquatable<VerificationKey>
{
    /// <summary>Size of every signature in bytes: 64.</summary>
    public const int SignatureBytes = 64;

    private const string Rule = "R-7";

    private readonly byte[] _bytes;
    private readonly EcdsaPool? _ecdsa;

    private VerificationKey(KeyType type, byte[] bytes, EcdsaPool? ecdsa) => (Type, _bytes, _ecdsa) = (type, bytes, ecdsa);

    /// <summary>The kind of key.</summary>
    public KeyType Type { get; }

    /// <summary>The key: 32 bytes of Ed25519, or the 33 bytes of a compressed P-256 point.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The key as an array that nobody changes.</summary>
    internal byte[] Array => _bytes;

    /// <summary>Takes an Ed25519 public key.</summary>
    /// <param name="key">32 bytes.</param>
    /// <returns>The key.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_CORRUPT</c>: the bytes are not such a key, or one of the few for which anybody can make signatures (points of small order).
    /// </exception>
    public static VerificationKey FromEd25519(ReadOnlySpan<byte> key) =>
        TryFromEd25519(key, out VerificationKey? made, out OmsFault fault) ? made : throw new OmsException(fault);

    /// <summary>Takes a P-256 public key.</summary>
    /// <param name="point">A point: 33 bytes compressed, or 65 bytes uncompressed.</param>
    /// <returns>The key.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the bytes are not a point of the curve.</exception>
    public static VerificationKey FromP256(ReadOnlySpan<byte> point) =>
        TryFromP256(point, out VerificationKey? made, out OmsFault fault) ? made : throw new OmsException(fault);

    /// <summary>Whether signatures of an algorithm can be verified with this key .</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <returns>True for Ed25519 with -8 and -19, and for P-256 with -7.</returns>
    public bool Fits(SignatureAlgorithm algorithm) => Type == KeyType.P256
        ? algorithm == SignatureAlgorithm.Es256
        : algorithm is SignatureAlgorithm.EdDsa or SignatureAlgorithm.Ed25519;

    /// <summary>Verifies a signature.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="signature">The signature: 64 bytes; anything else is invalid.</param>
    /// <returns>Whether the signature is this key's over the message.</returns>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes) return false;
        return _ecdsa is null ? Ed25519.Verify(_bytes, message, signature) : P256.Verify(_ecdsa, message, signature);
    }

    /// <inheritdoc/>
    public bool Equals(VerificationKey? other) => other is not null && Type == other.Type && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerificationKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The key as a did:key.</summary>
    /// <returns>The DID.</returns>
    public override string ToString() => DidKey.Format(this);

    /// <summary>Verifies a signature over a message that stands in an array, which is then not copied.</summary>
    internal bool VerifyArray(ArraySegment<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes) return false;
        return _ecdsa is null ? Ed25519.Verify(_bytes, message, signature) : P256.Verify(_ecdsa, message, signature);
    }

    internal static bool TryFromEd25519(ReadOnlySpan<byte> key, [NotNullWhen(true)] out VerificationKey? made, out OmsFault fault)
    {
        byte[]? bytes = key.Length == Ed25519.KeyBytes ? key.ToArray() : null;
        made = bytes is not null && Ed25519.IsKey(bytes) ? new(KeyType.Ed25519, bytes, null) : null;
        fault = made is not null ? default : new(OmsErrorCode.Corrupt, Rule, bytes is null
            ? "An Ed25519 public key is 32 bytes" : "The bytes are not an Ed25519 public key");
        return made is not null;
    }

    internal static bool TryFromP256(ReadOnlySpan<byte> point, [NotNullWhen(true)] out VerificationKey? made, out OmsFault fault)
    {
        made = P256.TryDecode(point, out ECPoint decoded) ? new(KeyType.P256, P256.Compress(decoded), new(P256.Public(decoded))) : null;
        fault = made is not null ? default : new(OmsErrorCode.Corrupt, Rule, point.Length is not (P256.CompressedBytes or P256.UncompressedBytes)
            ? "A P-256 public key is a point of 33 or 65 bytes" : "The bytes are not a point of the curve P-256");
        return made is not null;
    }
}
