namespace OpenMemory.Signing;

/// <summary>
/// Resolves did:key from the DID itself, and did:web through a source that the caller supplies; anything else is refused by name (§12.1).
/// </summary>
public sealed class DidResolver : IKeyResolver
{
    /// <summary>Makes a resolver of did:key alone: nothing is ever fetched.</summary>
    public DidResolver()
    {
    }

    /// <summary>Makes a resolver of did:key and did:web.</summary>
    /// <param name="source">Fetches documents.</param>
    /// <param name="options">How did:web is read.</param>
    public DidResolver(IDidDocumentSource source, DidWebOptions? options = null) => throw new NotImplementedException();

    /// <summary>A resolver of did:key alone.</summary>
    public static DidResolver KeysOnly { get; } = new();

    /// <inheritdoc/>
    public ValueTask<KeyResolution> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
