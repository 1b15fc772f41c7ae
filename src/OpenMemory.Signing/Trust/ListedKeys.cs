namespace OpenMemory.Signing;

/// <summary>
/// Keeps strangers from making us fetch documents: only keys of signers whom some rule could trust are looked up, and those of did:key,
/// which cost nothing.
/// </summary>
internal sealed class ListedKeys(TrustPolicy policy, IKeyResolver resolver) : IKeyResolver
{
    public ValueTask<KeyResolution> ResolveAsync(string keyId, CancellationToken cancellationToken = default)
    {
        string did = EnvelopeJudge.DidOf(keyId);
        return keyId.StartsWith(DidKey.Prefix, StringComparison.Ordinal) || policy.MayTrust(did)
            ? resolver.ResolveAsync(keyId, cancellationToken)
            : new(KeyResolution.Unresolvable(did, new(OmsErrorCode.NotSupported, "OMS-12.2-2", "No rule of the policy could trust the signer: its key was not looked up")));
    }
}
