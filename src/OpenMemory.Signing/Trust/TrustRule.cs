using System.Collections.Frozen;

namespace OpenMemory.Signing;

/// <summary>What is trusted in a namespace. The default value trusts every grain whose signature is verified, whoever signed. Immutable.</summary>
public sealed class TrustRule
{
    private readonly FrozenSet<string>? _signers;
    private readonly FrozenSet<SignatureAlgorithm>? _algorithms;

    /// <summary>Trusts nothing.</summary>
    public static TrustRule Nothing { get; } = new() { RefuseAll = true };

    /// <summary>
    /// The DIDs, without fragment, whose signatures are trusted; null for all. Names are compared as they stand.
    /// </summary>
    /// <exception cref="ArgumentException">A name is not a DID, or has a fragment.</exception>
    public IReadOnlyCollection<string>? Signers
    {
        get => _signers;
        init => _signers = value is null ? null : Require(value);
    }

    /// <summary>
    /// The algorithms whose signatures are trusted; null for all. <see cref="SignatureAlgorithm.EdDsa"/> and
    /// <see cref="SignatureAlgorithm.Ed25519"/> are two names of one, and each of them allows both.
    /// </summary>
    public IReadOnlyCollection<SignatureAlgorithm>? Algorithms
    {
        get => _algorithms;
        init => _algorithms = value?.Select(Plain).ToFrozenSet();
    }

    /// <summary>Whether grains without a signature are trusted too; false by default. What the other properties say is of signed ones.</summary>
    public bool AllowUnsigned { get; init; }

    /// <summary>Whether the signer must be the grain's <c>author_did</c>; false by default. A grain that names no author is then not trusted.</summary>
    public bool SignerMustBeAuthor { get; init; }

    /// <summary>Whether nothing is trusted at all, whoever signed; false by default.</summary>
    public bool RefuseAll { get; init; }

    /// <summary>Whether the rule could trust a signature of this DID.</summary>
    internal bool MayTrust(string did) => !RefuseAll && (_signers is null || _signers.Contains(did));

    /// <summary>Judges a grain that is sound, and verified or without a signature.</summary>
    internal TrustVerdict Judge(SignatureCheck check)
    {
        if (RefuseAll) return TrustVerdict.NamespaceRefused;
        if (!check.IsVerified) return AllowUnsigned ? TrustVerdict.Trusted : TrustVerdict.Unsigned;
        if (_signers is not null && (check.Signer is null || !_signers.Contains(check.Signer))) return TrustVerdict.SignerNotListed;
        if (_algorithms is not null && !_algorithms.Contains(Plain(check.Algorithm))) return TrustVerdict.AlgorithmNotAllowed;
        return SignerMustBeAuthor && check.SignerIsAuthor != true ? TrustVerdict.SignerNotAuthor : TrustVerdict.Trusted;
    }

    private static SignatureAlgorithm Plain(SignatureAlgorithm algorithm) => algorithm == SignatureAlgorithm.Ed25519 ? SignatureAlgorithm.EdDsa : algorithm;

    private static FrozenSet<string> Require(IReadOnlyCollection<string> signers)
    {
        foreach (string signer in signers)
        {
            if (signer is null || !signer.StartsWith("did:", StringComparison.Ordinal) || signer.Contains('#', StringComparison.Ordinal))
                throw new ArgumentException("A signer is named by a DID without a fragment.", nameof(signers));
        }
        return signers.ToFrozenSet(StringComparer.Ordinal);
    }
}
