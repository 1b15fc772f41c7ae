namespace OpenMemory.Signing;

/// <summary>Signs grains: puts them into COSE_Sign1 envelopes (§9.1). Whoever signs a grain anew replaces the envelope, never the grain.</summary>
public static class GrainSigning
{
    /// <summary>Signs a grain.</summary>
    /// <param name="grain">A grain that was written as signed: <see cref="Grain.IsSigned"/> was set before it got its address (OMS-9.2-2).</param>
    /// <param name="key">The signer.</param>
    /// <param name="options">How the envelope is written.</param>
    /// <returns>The same grain, under the same address, with its envelope (OMS-9.1-2).</returns>
    /// <exception cref="OmsException">
    /// The grain's signed flag is clear: it can never be wrapped (OMS-9.2-3, R-8); its payload is sealed or compressed, or not
    /// canonical; or the key's id is not a DID (OMS-9.1-5), or has more than 2048 bytes.
    /// </exception>
    /// <exception cref="ArgumentException">The options name a time and leave it out.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public static GrainBlob Sign(GrainBlob grain, SigningKey key, SignOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(key);
        EnvelopeDraft draft = Begin(grain, key.Algorithm, key.KeyId, options);
        ToBeSigned message = draft.ToBeSigned(options.ExternalData.Span);
        try
        {
            return draft.Finish(key.SignArray(message.Bytes));
        }
        finally
        {
            message.Dispose();
        }
    }

    /// <summary>
    /// Signs a grain with a signer that may be far away, for example a hardware module. Where the signer is named by a did:key, the
    /// signature is verified before it is taken.
    /// </summary>
    /// <param name="grain">A grain that was written as signed (OMS-9.2-2).</param>
    /// <param name="signer">The signer.</param>
    /// <param name="options">How the envelope is written.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The same grain, under the same address, with its envelope (OMS-9.1-2).</returns>
    /// <exception cref="OmsException">
    /// As for <see cref="Sign"/>; or the signer gave something that is no signature, or not that of the did:key by which it is named.
    /// </exception>
    /// <exception cref="ArgumentException">The options name a time and leave it out.</exception>
    public static async ValueTask<GrainBlob> SignAsync(GrainBlob grain, IGrainSigner signer, SignOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ArgumentNullException.ThrowIfNull(signer);
        cancellationToken.ThrowIfCancellationRequested();
        if (signer is SigningKey own) return Sign(grain, own, options);

        (SignatureAlgorithm algorithm, string keyId) = (signer.Algorithm, signer.KeyId);
        EnvelopeDraft draft = Begin(grain, algorithm, keyId, options);
        VerificationKey? key = KeyOf(keyId, algorithm);
        byte[] message = CopyOf(draft, options.ExternalData.Span); // the signer may keep it longer than a rented buffer lives
        byte[]? signature = await signer.SignAsync(message, cancellationToken).ConfigureAwait(false);
        if (signature is not { Length: VerificationKey.SignatureBytes })
            throw new OmsException(new(OmsErrorCode.Integrity, "OMS-9.1-2", $"The signer gave {signature?.Length ?? 0} bytes; a signature has {VerificationKey.SignatureBytes}"));
        signature = [.. signature];
        if (key is not null && !IsSigned(draft, key, options.ExternalData.Span, signature))
            throw new OmsException(new(OmsErrorCode.Integrity, "OMS-9.1-2", "The signer gave a signature that is not its key's"));
        return draft.Finish(signature);
    }

    private static EnvelopeDraft Begin(GrainBlob grain, SignatureAlgorithm algorithm, string keyId, in SignOptions options)
    {
        RequireSignable(grain);
        if (algorithm is not (SignatureAlgorithm.EdDsa or SignatureAlgorithm.Ed25519 or SignatureAlgorithm.Es256))
            throw new OmsException(new(OmsErrorCode.NotSupported, "R-7", "The signer's algorithm is none that signs grains"));
        if (keyId is null || !keyId.StartsWith("did:", StringComparison.Ordinal))
            throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-9.1-5", "The signer's key id is not a DID"));
        if (options.OmitIssuedAt && options.IssuedAt is not null) throw new ArgumentException("The time of signing is named and left out.", nameof(options));
        long? issuedAt = options.OmitIssuedAt ? null : (options.IssuedAt ?? (options.Clock ?? TimeProvider.System).GetUtcNow()).ToUnixTimeSeconds();
        return EnvelopeDraft.Make(grain, algorithm, keyId, issuedAt);
    }

    private static void RequireSignable(GrainBlob grain)
    {
        if (!grain.IsSigned) throw new OmsException(new(OmsErrorCode.SignedMismatch, "R-8", "A grain that was written as unsigned cannot be signed; write a new one", 1));
        if ((grain.Header.Flags & (GrainFlags.Encrypted | GrainFlags.Compressed)) != 0)
            throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "A sealed or compressed grain cannot be signed; sign it before it is sealed", 1));
        if (!grain.IsCanonical) throw new OmsException(new(OmsErrorCode.Corrupt, "R-26", "A grain that is not canonical cannot be signed"));
    }

    /// <summary>The key that a did:key is; null where another DID leaves it to others to say.</summary>
    private static VerificationKey? KeyOf(string keyId, SignatureAlgorithm algorithm)
    {
        if (!keyId.StartsWith("did:key:", StringComparison.Ordinal)) return null;
        VerificationKey key = DidKey.Parse(keyId);
        return key.Fits(algorithm) ? key : throw new OmsException(new(OmsErrorCode.Integrity, "R-7", "The signer's algorithm does not fit its key"));
    }

    private static byte[] CopyOf(in EnvelopeDraft draft, ReadOnlySpan<byte> externalData)
    {
        ToBeSigned message = draft.ToBeSigned(externalData);
        byte[] copy = [.. message.Bytes];
        message.Dispose();
        return copy;
    }

    private static bool IsSigned(in EnvelopeDraft draft, VerificationKey key, ReadOnlySpan<byte> externalData, byte[] signature)
    {
        ToBeSigned message = draft.ToBeSigned(externalData); // made anew: the signer held the other one
        try
        {
            return key.VerifyArray(message.Bytes, signature);
        }
        finally
        {
            message.Dispose();
        }
    }
}
