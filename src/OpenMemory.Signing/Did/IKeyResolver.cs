namespace OpenMemory.Signing;

/// <summary>Finds the keys that a <c>kid</c> names. Implementations are safe for use by several threads.</summary>
public interface IKeyResolver
{
    /// <summary>Finds the keys with which a signer's signatures are verified.</summary>
    /// <param name="keyId">The <c>kid</c>: a DID, which may carry a fragment that chooses one key of its document.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The keys, or why there are none. Only cancellation is thrown.</returns>
    ValueTask<KeyResolution> ResolveAsync(string keyId, CancellationToken cancellationToken = default);
}
