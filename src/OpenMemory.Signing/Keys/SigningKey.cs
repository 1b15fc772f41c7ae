using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>
/// A private key in memory, which signs for one DID. Safe for use by several threads; zeroed when disposed of. Never part of a text, a
/// log line or an exception.
/// </summary>
public sealed class SigningKey : IGrainSigner, IDisposable
{
    private readonly byte[] _seed; // of Ed25519; empty otherwise
    private readonly ECDsa? _ecdsa;
    private bool _isDisposed;

    private SigningKey(VerificationKey publicKey, SignatureAlgorithm algorithm, string? keyId, byte[] seed, ECDsa? ecdsa)
    {
        PublicKey = publicKey;
        Algorithm = algorithm;
        KeyId = keyId ?? DidKey.Format(publicKey);
        _seed = seed;
        _ecdsa = ecdsa;
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
    public static SigningKey Create(SignatureAlgorithm algorithm = SignatureAlgorithm.EdDsa, string? keyId = null) => throw new NotImplementedException();

    /// <summary>Takes an Ed25519 private key.</summary>
    /// <param name="seed">The 32 bytes from which RFC 8032 derives the key; copied.</param>
    /// <param name="keyId">The signer's DID; by default the key's own did:key.</param>
    /// <param name="algorithm"><see cref="SignatureAlgorithm.EdDsa"/> or <see cref="SignatureAlgorithm.Ed25519"/>: what the header says.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">Another size, or another algorithm.</exception>
    public static SigningKey FromEd25519Seed(ReadOnlySpan<byte> seed, string? keyId = null, SignatureAlgorithm algorithm = SignatureAlgorithm.EdDsa) => throw new NotImplementedException();

    /// <summary>Takes a P-256 private key.</summary>
    /// <param name="scalar">The 32 bytes of the private scalar, big-endian; copied.</param>
    /// <param name="keyId">The signer's DID; by default the key's own did:key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">Another size, or no private key of the curve.</exception>
    public static SigningKey FromP256Scalar(ReadOnlySpan<byte> scalar, string? keyId = null) => throw new NotImplementedException();

    /// <summary>Signs a message.</summary>
    /// <param name="message">The whole message.</param>
    /// <returns>The signature: 64 bytes.</returns>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public byte[] Sign(ReadOnlySpan<byte> message) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Sign(message.Span));
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_seed);
        _ecdsa?.Dispose();
    }

    /// <summary>The public key's DID; never the private key.</summary>
    /// <returns>The DID.</returns>
    public override string ToString() => KeyId;
}
