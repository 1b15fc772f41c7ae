using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>
/// A private key in memory, which signs for one DID. Safe for use by several threads; zeroed when disposed of, after the last signature
/// that had begun. Never part of a text, a log line or an exception.
/// </summary>
public sealed class SigningKey : IGrainSigner, IDisposable
{
    private readonly byte[] _secret; // Ed25519's seed or P-256's scalar, in an array that is never moved
    private readonly EcdsaPool? _ecdsa;
    private readonly SecretUses _uses = new();

    private SigningKey(VerificationKey publicKey, SignatureAlgorithm algorithm, string? keyId, byte[] secret, EcdsaPool? ecdsa)
    {
        PublicKey = publicKey;
        Algorithm = algorithm;
        KeyId = keyId ?? DidKey.Format(publicKey);
        _secret = secret;
        _ecdsa = ecdsa;
        if (!KeyId.StartsWith("did:key:", StringComparison.Ordinal) || (DidKey.TryParse(KeyId, out VerificationKey? named, out _) && named.Equals(publicKey))) return;
        Zero();
        throw new ArgumentException("A did:key is its key, and this one is none, or another key's: nothing signed for it could be verified.", nameof(keyId));
    }

    /// <inheritdoc/>
    public string KeyId { get; }

    /// <inheritdoc/>
    public SignatureAlgorithm Algorithm { get; }

    /// <summary>The public key.</summary>
    public VerificationKey PublicKey { get; }

    /// <summary>Makes a new key from the operating system's random numbers.</summary>
    /// <param name="algorithm">What it signs with.</param>
    /// <param name="keyId">The signer's DID; by default the key's own did:key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such algorithm.</exception>
    /// <exception cref="ArgumentException">The DID is empty, or a did:key, which no new key has yet.</exception>
    public static SigningKey Create(SignatureAlgorithm algorithm = SignatureAlgorithm.EdDsa, string? keyId = null)
    {
        if (algorithm is not (SignatureAlgorithm.EdDsa or SignatureAlgorithm.Ed25519 or SignatureAlgorithm.Es256))
            throw new ArgumentOutOfRangeException(nameof(algorithm));
        Span<byte> secret = stackalloc byte[Ed25519.SeedBytes];
        try
        {
            do RandomNumberGenerator.Fill(secret); // what is no scalar comes once in four thousand million
            while (algorithm == SignatureAlgorithm.Es256 && !P256.IsScalar(secret));
            return algorithm == SignatureAlgorithm.Es256 ? FromP256Scalar(secret, keyId) : FromEd25519Seed(secret, keyId, algorithm);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Takes an Ed25519 private key.</summary>
    /// <param name="seed">The 32 bytes from which RFC 8032 derives the key; copied.</param>
    /// <param name="keyId">The signer's DID; by default the key's own did:key.</param>
    /// <param name="algorithm"><see cref="SignatureAlgorithm.EdDsa"/> or <see cref="SignatureAlgorithm.Ed25519"/>: what the header says.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">Another size, another algorithm, an empty DID, or the did:key of another key.</exception>
    public static SigningKey FromEd25519Seed(ReadOnlySpan<byte> seed, string? keyId = null, SignatureAlgorithm algorithm = SignatureAlgorithm.EdDsa)
    {
        if (seed.Length != Ed25519.SeedBytes) throw new ArgumentException("An Ed25519 private key is 32 bytes.", nameof(seed));
        if (algorithm is not (SignatureAlgorithm.EdDsa or SignatureAlgorithm.Ed25519))
            throw new ArgumentException("The algorithm does not fit an Ed25519 key.", nameof(algorithm));
        RequireKeyId(keyId);
        byte[] secret = Pinned(seed);
        return new(VerificationKey.FromEd25519(Ed25519.PublicKeyOf(secret)), algorithm, keyId, secret, null);
    }

    /// <summary>Takes a P-256 private key.</summary>
    /// <param name="scalar">The 32 bytes of the private scalar, big-endian; copied.</param>
    /// <param name="keyId">The signer's DID; by default the key's own did:key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">Another size, no private key of the curve, an empty DID, or the did:key of another key.</exception>
    public static SigningKey FromP256Scalar(ReadOnlySpan<byte> scalar, string? keyId = null)
    {
        if (!P256.IsScalar(scalar)) throw new ArgumentException("A P-256 private key is 32 bytes, from 1 up to the curve's order, which is none.", nameof(scalar));
        RequireKeyId(keyId);
        byte[] secret = Pinned(scalar);
        ECParameters key = P256.Private(secret);
        return new(VerificationKey.FromP256([4, .. key.Q.X!, .. key.Q.Y!]), SignatureAlgorithm.Es256, keyId, secret, new(key));
    }

    /// <summary>Signs a message. Ed25519 gives the same signature every time, ES256 another one each time.</summary>
    /// <param name="message">The whole message.</param>
    /// <returns>The signature: 64 bytes.</returns>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        Begin();
        try
        {
            return _ecdsa is null ? Ed25519.Sign(_secret, PublicKey.Array, message) : P256.Sign(_ecdsa, message);
        }
        finally
        {
            End();
        }
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(MemoryMarshal.TryGetArray(message, out ArraySegment<byte> array) ? SignArray(array) : Sign(message.Span));
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        if (_uses.Dispose()) Zero();
    }

    /// <summary>The signer's DID; never the private key.</summary>
    /// <returns>The DID.</returns>
    public override string ToString() => KeyId;

    /// <summary>Signs a message that stands in an array, which is then not copied.</summary>
    internal byte[] SignArray(ArraySegment<byte> message)
    {
        Begin();
        try
        {
            return _ecdsa is null ? Ed25519.Sign(_secret, PublicKey.Array, message) : P256.Sign(_ecdsa, message);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Copies the seed or the scalar, for a caller who zeroes it.</summary>
    internal void CopySecret(Span<byte> destination)
    {
        Begin();
        try
        {
            _secret.CopyTo(destination);
        }
        finally
        {
            End();
        }
    }

    private void Begin() => ObjectDisposedException.ThrowIf(!_uses.TryBegin(), this);

    private void End()
    {
        if (_uses.End()) Zero();
    }

    private void Zero()
    {
        CryptographicOperations.ZeroMemory(_secret);
        _ecdsa?.Destroy();
    }

    private static byte[] Pinned(ReadOnlySpan<byte> secret)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.CopyTo(pinned);
        return pinned;
    }

    private static void RequireKeyId(string? keyId)
    {
        if (keyId is not null) ArgumentException.ThrowIfNullOrWhiteSpace(keyId);
    }
}
