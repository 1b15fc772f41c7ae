using System.Collections.Frozen;

namespace OpenMemory.Signing;

/// <summary>
/// Which grains are trusted: a rule for each namespace that has one of its own, and one for all others. Immutable, and safe for use by
/// several threads. The namespace is that of the payload, never the header's hash (OMS-3.1-5); a grain without one counts as
/// <c>shared</c>, which §28.2 makes the default. Where the namespace is sealed or elided, a grain is trusted only if every rule
/// would trust it.
/// </summary>
public sealed class TrustPolicy
{
    private readonly FrozenDictionary<string, TrustRule> _exact;
    private readonly (string Prefix, TrustRule Rule)[] _prefixes; // the longest first

    /// <summary>Makes a policy.</summary>
    /// <param name="fallback">The rule of all namespaces that have none of their own.</param>
    /// <param name="namespaces">
    /// Rules of their own: by the namespace itself, or by its beginning and <c>*</c>, such as <c>agent:*</c>. The namespace itself goes
    /// before a beginning, and a longer beginning before a shorter one. Names are taken in NFC.
    /// </param>
    /// <exception cref="ArgumentException">A name is empty, is <c>*</c> alone or has it elsewhere than at the end, or two are the same in NFC.</exception>
    public TrustPolicy(TrustRule fallback, IEnumerable<KeyValuePair<string, TrustRule>>? namespaces = null)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        Fallback = fallback;
        Dictionary<string, TrustRule> rules = new(StringComparer.Ordinal);
        foreach ((string name, TrustRule rule) in namespaces ?? [])
        {
            ArgumentNullException.ThrowIfNull(rule, nameof(namespaces));
            if (!rules.TryAdd(NamespaceNames.Require(name), rule)) throw new ArgumentException($"Two rules are of namespace '{name}'.", nameof(namespaces));
        }
        Namespaces = rules.AsReadOnly();
        _exact = rules.Where(static rule => !NamespaceNames.IsPrefix(rule.Key)).ToFrozenDictionary(StringComparer.Ordinal);
        _prefixes = [.. rules.Where(static rule => NamespaceNames.IsPrefix(rule.Key)).Select(static rule => (rule.Key[..^1], rule.Value)).OrderByDescending(static rule => rule.Item1.Length)];
    }

    /// <summary>Trusts every grain whose signature is verified, whoever signed.</summary>
    public static TrustPolicy SignedOnly { get; } = new(new TrustRule());

    /// <summary>The rule of all namespaces that have none of their own.</summary>
    public TrustRule Fallback { get; }

    /// <summary>The rules of namespaces, and of beginnings of namespaces, in NFC.</summary>
    public IReadOnlyDictionary<string, TrustRule> Namespaces { get; }

    /// <summary>Trusts grains that one of some DIDs signed.</summary>
    /// <param name="dids">The DIDs, without fragment.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentException">A name is not a DID, or has a fragment.</exception>
    public static TrustPolicy From(params IReadOnlyCollection<string> dids) => new(new TrustRule { Signers = dids });

    /// <summary>Reads a policy from JSON, strictly: what is not known, or stands twice, is refused.</summary>
    /// <param name="json">
    /// <c>{"default": rule, "namespaces": {name: rule}}</c> in UTF-8; a rule may have <c>signers</c> (DIDs), <c>algorithms</c>
    /// (<c>EdDSA</c>, <c>ES256</c>), and as true or false <c>unsigned</c>, <c>author</c> (the signer must be the author) and <c>refuse</c>.
    /// </param>
    /// <returns>The policy.</returns>
    /// <exception cref="OmsException">The text is not such a policy.</exception>
    public static TrustPolicy Parse(ReadOnlyMemory<byte> json) => TrustPolicyJson.Parse(json);

    /// <summary>The rule of a namespace.</summary>
    /// <param name="name">The namespace in NFC; empty for a grain without one.</param>
    /// <returns>The rule.</returns>
    public TrustRule RuleFor(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) name = NamespaceNames.Default;
        if (_exact.TryGetValue(name, out TrustRule? rule)) return rule;
        foreach ((string prefix, TrustRule some) in _prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return some;
        }
        return Fallback;
    }

    /// <summary>Judges a grain whose signature was checked.</summary>
    /// <param name="check">What checking came to.</param>
    /// <returns>Whether the grain is trusted, or why not.</returns>
    public TrustVerdict Judge(SignatureCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        switch (check.Status)
        {
            case SignatureStatus.Verified or SignatureStatus.NoSignature: break;
            case SignatureStatus.Invalid: return TrustVerdict.SignatureInvalid;
            case SignatureStatus.KeyUnresolvable: return check.Signer is null || MayTrust(check.Signer) ? TrustVerdict.KeyUnresolvable : TrustVerdict.SignerNotListed;
            default: return TrustVerdict.Malformed;
        }
        if (check.Grain is null) return TrustVerdict.Malformed;
        if (Namespaces.Count == 0) return Fallback.Judge(check);
        if (NamespaceNames.TryRead(check.Grain, out string name)) return RuleFor(name).Judge(check);
        return Fallback.Judge(check) == TrustVerdict.Trusted && Namespaces.Values.All(rule => rule.Judge(check) == TrustVerdict.Trusted)
            ? TrustVerdict.Trusted
            : TrustVerdict.NamespaceHidden;
    }

    /// <summary>Whether some rule could trust a signature of this DID; where none could, nobody has to look for its key.</summary>
    internal bool MayTrust(string did) => Fallback.MayTrust(did) || Namespaces.Values.Any(rule => rule.MayTrust(did));
}
