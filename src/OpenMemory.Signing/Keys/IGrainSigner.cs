namespace OpenMemory.Signing;

/// <summary>
/// Signs for one DID. <see cref="SigningKey"/> does with a key in memory; a hardware module or a key vault does behind an implementation
/// of one's own. Implementations are safe for use by several threads.
/// </summary>
public interface IGrainSigner
{
    /// <summary>The signer's DID, which goes into the protected header as <c>kid</c> (§9.1).</summary>
    string KeyId { get; }

    /// <summary>The algorithm of the signatures.</summary>
    SignatureAlgorithm Algorithm { get; }

    /// <summary>Signs a message.</summary>
    /// <param name="message">The whole message, which the algorithm hashes itself.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The signature: 64 bytes; for ES256 r and s beside each other, not DER.</returns>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);
}
