namespace OpenMemory.Signing;

/// <summary>
/// Verifies the signatures of grains as they are delivered, in the order of OMS-9.3-1: envelope, <c>kid</c>, key, signature, grain. Safe
/// for use by several threads.
/// </summary>
public sealed class SignatureVerifier
{
    /// <summary>Makes a verifier.</summary>
    /// <param name="resolver">Finds signers' keys; by default of did:key alone.</param>
    public SignatureVerifier(IKeyResolver? resolver = null) => throw new NotImplementedException();

    /// <summary>How grains are read; strict by default. Set at construction.</summary>
    public GrainReadOptions ReadOptions { get; init; }

    /// <summary>Bytes that both sides know and envelopes do not hold (<c>external_aad</c>); empty by default, as OMS has it .</summary>
    public ReadOnlyMemory<byte> ExternalData { get; init; }

    /// <summary>Verifies a grain as it was delivered: an envelope, or a bare blob, which has no signature.</summary>
    /// <param name="delivered">All bytes.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What can be said. Nothing is thrown for bad bytes.</returns>
    public ValueTask<SignatureCheck> VerifyAsync(ReadOnlyMemory<byte> delivered, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Verifies a grain with a key that is known: whoever is named as signer, only that key counts.</summary>
    /// <param name="delivered">All bytes.</param>
    /// <param name="key">The key.</param>
    /// <returns>What can be said. Nothing is thrown for bad bytes.</returns>
    public SignatureCheck Verify(ReadOnlyMemory<byte> delivered, VerificationKey key) => throw new NotImplementedException();
}
