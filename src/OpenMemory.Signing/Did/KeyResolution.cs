namespace OpenMemory.Signing;

/// <summary>What a <see cref="IKeyResolver"/> found.</summary>
public sealed class KeyResolution
{
    private KeyResolution(IReadOnlyList<VerificationKey> keys, string did, OmsFault fault) => (Keys, Did, Fault) = (keys, did, fault);

    /// <summary>The signer's DID: the <c>kid</c> without its fragment.</summary>
    public string Did { get; }

    /// <summary>The keys with which the signer may have signed; empty where they cannot be told.</summary>
    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>Why there are no keys, or the default value. Its offset, where it has one, counts in the <c>kid</c>.</summary>
    public OmsFault Fault { get; }

    /// <summary>Keys were found.</summary>
    /// <param name="did">The DID without fragment.</param>
    /// <param name="keys">One or more keys; copied.</param>
    /// <returns>The resolution.</returns>
    /// <exception cref="ArgumentException">There is no key, or one is null.</exception>
    public static KeyResolution Found(string did, params IReadOnlyList<VerificationKey> keys)
    {
        ArgumentNullException.ThrowIfNull(did);
        ArgumentNullException.ThrowIfNull(keys);
        VerificationKey[] own = [.. keys]; // a list that changes later would change who is believed
        return own.Length > 0 && !Array.Exists(own, static key => key is null) ? new(own, did, default) : throw new ArgumentException("Where keys were found, there is at least one.", nameof(keys));
    }

    /// <summary>No key was found.</summary>
    /// <param name="did">The DID without fragment.</param>
    /// <param name="fault">Why.</param>
    /// <returns>The resolution.</returns>
    /// <exception cref="ArgumentException">The fault is none.</exception>
    public static KeyResolution Unresolvable(string did, OmsFault fault)
    {
        ArgumentNullException.ThrowIfNull(did);
        return fault.IsFault ? new([], did, fault) : throw new ArgumentException("It must be told why there are no keys.", nameof(fault));
    }
}
