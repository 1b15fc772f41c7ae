namespace OpenMemory.Signing;

/// <summary>
/// Verifies the signatures of grains as they are delivered, in the order of OMS-9.3-1: envelope, <c>kid</c>, key, signature, grain. Safe
/// for use by several threads.
/// </summary>
public sealed class SignatureVerifier
{
    private readonly IKeyResolver _resolver;

    /// <summary>Makes a verifier.</summary>
    /// <param name="resolver">Finds signers' keys; by default of did:key alone.</param>
    public SignatureVerifier(IKeyResolver? resolver = null) => _resolver = resolver ?? DidResolver.KeysOnly;

    /// <summary>How grains are read; strict by default. Set at construction.</summary>
    public GrainReadOptions ReadOptions { get; init; }

    /// <summary>Bytes that both sides know and envelopes do not hold (<c>external_aad</c>); empty by default, as OMS has it .</summary>
    public ReadOnlyMemory<byte> ExternalData { get; init; }

    /// <summary>
    /// Verifies a grain as it was delivered: an envelope, or a bare blob, which has no signature. Keys are looked up only where the
    /// algorithm is known; where the resolver answers at once, as for did:key, so does this.
    /// </summary>
    /// <param name="delivered">All bytes; they are copied before anything is decided with them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What can be said. Nothing is thrown for bad bytes.</returns>
    public ValueTask<SignatureCheck> VerifyAsync(ReadOnlyMemory<byte> delivered, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<SignatureCheck>(cancellationToken);
        return VerifyOwnedAsync(delivered.ToArray(), _resolver, cancellationToken);
    }

    /// <summary>Verifies a grain with a key that is known: whoever is named as signer, only that key counts.</summary>
    /// <param name="delivered">All bytes; they are copied before anything is decided with them.</param>
    /// <param name="key">The key.</param>
    /// <returns>
    /// What can be said. Nothing is thrown for bad bytes. <see cref="SignatureCheck.Signer"/> is named only where the <c>kid</c> is the
    /// did:key of this very key, since otherwise the key proves nothing about the name.
    /// </returns>
    public SignatureCheck Verify(ReadOnlyMemory<byte> delivered, VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        byte[] bytes = delivered.ToArray();
        if (!EnvelopeView.IsEnvelope(bytes)) return BareCheck.Of(bytes, ReadOptions);
        if (!EnvelopeView.TryParse(bytes, out EnvelopeView envelope, out OmsFault fault)) return new() { Status = SignatureStatus.Malformed, Fault = fault };
        SignatureCheck claim = EnvelopeJudge.Claim(envelope);
        claim = claim with { Fault = default, Signer = claim.Signer == key.ToString() ? claim.Signer : null };
        return EnvelopeJudge.NeedsKey(envelope, ref claim) ? EnvelopeJudge.Judge(bytes, envelope, claim, [key], ExternalData.Span, ReadOptions) : claim;
    }

    /// <summary>Demands a grain with a signature that is verified.</summary>
    /// <param name="delivered">All bytes; they are copied before anything is decided with them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The grain, with its envelope.</returns>
    /// <exception cref="OmsException">Anything but <see cref="SignatureStatus.Verified"/>; a grain without signature is <c>ERR_SIGNED_MISMATCH</c>.</exception>
    public async ValueTask<GrainBlob> RequireAsync(ReadOnlyMemory<byte> delivered, CancellationToken cancellationToken = default)
    {
        SignatureCheck check = await VerifyAsync(delivered, cancellationToken).ConfigureAwait(false);
        return check.Status switch
        {
            SignatureStatus.Verified => check.Grain!,
            SignatureStatus.NoSignature => throw new OmsException(new(OmsErrorCode.SignedMismatch, "OMS-9.3-2", "The grain is not signed", 1)),
            _ => throw new OmsException(check.Fault),
        };
    }

    /// <summary>Verifies bytes that nobody else holds, so that nothing of them changes between the steps.</summary>
    /// <param name="bytes">All bytes.</param>
    /// <param name="lookUp">Finds keys instead of the verifier's own resolver; null for that.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal ValueTask<SignatureCheck> VerifyOwnedAsync(byte[] bytes, IKeyResolver? lookUp, CancellationToken cancellationToken)
    {
        if (!EnvelopeView.IsEnvelope(bytes)) return new(BareCheck.Of(bytes, ReadOptions));
        if (!EnvelopeView.TryParse(bytes, out EnvelopeView envelope, out OmsFault fault)) return new(new SignatureCheck { Status = SignatureStatus.Malformed, Fault = fault });
        SignatureCheck claim = EnvelopeJudge.Claim(envelope);
        if (!EnvelopeJudge.NeedsKey(envelope, ref claim)) return new(claim);
        ValueTask<KeyResolution> pending = (lookUp ?? _resolver).ResolveAsync(claim.KeyId!, cancellationToken);
        return pending.IsCompletedSuccessfully ? new(Judge(bytes, envelope, claim, pending.Result)) : WaitAsync(bytes, claim, pending);
    }

    /// <summary>The verifier's own resolver.</summary>
    internal IKeyResolver Resolver => _resolver;

    private async ValueTask<SignatureCheck> WaitAsync(byte[] bytes, SignatureCheck claim, ValueTask<KeyResolution> pending)
    {
        KeyResolution resolution = await pending.ConfigureAwait(false);
        return Judge(bytes, EnvelopeView.Parse(bytes), claim, resolution);
    }

    private SignatureCheck Judge(byte[] bytes, in EnvelopeView envelope, SignatureCheck claim, KeyResolution resolution)
    {
        if (resolution.Keys.Count == 0) return EnvelopeJudge.WithoutKey(envelope, claim, resolution.Fault);
        return EnvelopeJudge.Judge(bytes, envelope, claim, resolution.Keys, ExternalData.Span, ReadOptions);
    }
}
