namespace OpenMemory.Signing;

/// <summary>
/// Resolves did:key from the DID itself, and did:web through a source that the caller supplies; anything else is refused by name (§12.1).
/// Safe for use by several threads.
/// </summary>
/// <remarks>
/// A <c>kid</c> with a fragment stands for that one key of the document, which its <c>assertionMethod</c> must allow; without one for all
/// such keys, at most sixteen. A document that lacks a named key is fetched again once it is five seconds old, so that a new key is found
/// before <see cref="DidWebOptions.CacheLifetime"/> is over. A key that was withdrawn counts until then. Failures are kept for five seconds.
/// </remarks>
public sealed class DidResolver : IKeyResolver
{
    private const string Rule = "OMS-9.3-1";
    private const int MaxLength = 4096, MaxMethodLength = 32;

    private readonly RecentKeys _keys = new();
    private readonly DidWebOptions _options = new();
    private readonly DidDocumentCache? _documents;

    /// <summary>Makes a resolver of did:key alone: nothing is ever fetched.</summary>
    public DidResolver()
    {
    }

    /// <summary>Makes a resolver of did:key and did:web.</summary>
    /// <param name="source">Fetches documents.</param>
    /// <param name="options">How did:web is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is negative, or a document may have no byte.</exception>
    public DidResolver(IDidDocumentSource source, DidWebOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _options = options ?? _options;
        _options.Validate();
        _documents = new(source, _options);
    }

    /// <summary>A resolver of did:key alone.</summary>
    public static DidResolver KeysOnly { get; } = new();

    /// <summary>How much of did:web is held.</summary>
    internal (int Documents, int Failures, int Fetches) Cached => _documents?.Counts ?? default;

    /// <inheritdoc/>
    public ValueTask<KeyResolution> ResolveAsync(string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<KeyResolution>(cancellationToken);
        if (_keys.Find(keyId) is { } known) return new(known);
        int number = keyId.IndexOf('#', StringComparison.Ordinal);
        string did = number < 0 ? keyId : keyId[..number];
        if (keyId.Length > MaxLength) return new(Refuse(did[..Math.Min(did.Length, MaxLength)], OmsErrorCode.Corrupt, "The key's name is longer than 4,096 characters", MaxLength));
        if (did.StartsWith("did:key:", StringComparison.Ordinal)) return new(ResolveKey(keyId, did));
        if (did.StartsWith(DidWeb.Prefix, StringComparison.Ordinal)) return ResolveWebAsync(did, number < 0 ? null : keyId[(number + 1)..], cancellationToken);
        return new(NameOfMethod(did) is { } method
            ? Refuse(did, OmsErrorCode.NotSupported, $"DIDs of the method {method} are not resolved here", "did:".Length)
            : Refuse(did, OmsErrorCode.Corrupt, "The key's name is not a DID", 0));
    }

    private KeyResolution ResolveKey(string keyId, string did)
    {
        if (!DidKey.TryParse(keyId, out VerificationKey? key, out OmsFault fault)) return KeyResolution.Unresolvable(did, fault);
        KeyResolution resolution = KeyResolution.Found(did, key);
        _keys.Add(keyId, resolution);
        return resolution;
    }

    private async ValueTask<KeyResolution> ResolveWebAsync(string did, string? fragment, CancellationToken cancellationToken)
    {
        if (_documents is null) return Refuse(did, OmsErrorCode.NotSupported, "DIDs of the method web are not resolved here, for want of a source of documents", "did:".Length);
        if (fragment is { Length: 0 }) return Refuse(did, OmsErrorCode.Corrupt, "The fragment is empty", did.Length);
        if (!DidWeb.TryToUri(did, _options.AllowPrivateHosts, out Uri? address, out OmsFault fault)) return KeyResolution.Unresolvable(did, fault);
        DidFetched fetched = await _documents.GetAsync(did, address, _options.CacheLifetime, cancellationToken).ConfigureAwait(false);
        if (fetched.Document is null) return KeyResolution.Unresolvable(did, fetched.Fault);
        KeyResolution resolution = fetched.Document.Find(fragment, out bool isAbsent);
        if (!isAbsent || _options.Clock.GetElapsedTime(fetched.StartedAt) < DidDocumentCache.Grace) return resolution;
        fetched = await _documents.GetAsync(did, address, DidDocumentCache.Grace, cancellationToken).ConfigureAwait(false);
        return fetched.Document is null ? KeyResolution.Unresolvable(did, fetched.Fault) : fetched.Document.Find(fragment, out _);
    }

    /// <summary>The method of a DID, where it is one that can be shown.</summary>
    private static string? NameOfMethod(string did)
    {
        string[] parts = did.Split(':', 3);
        bool isDid = parts.Length == 3 && parts[0] == "did" && parts[1].Length is > 0 and <= MaxMethodLength && parts[2].Length > 0;
        return isDid && parts[1].All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)) ? parts[1] : null;
    }

    private static KeyResolution Refuse(string did, OmsErrorCode code, string message, int offset) =>
        KeyResolution.Unresolvable(did, new(code, Rule, message, offset));
}
