namespace OpenMemory.Signing;

/// <summary>What verifying one delivered grain came to. Immutable.</summary>
public sealed record SignatureCheck
{
    /// <summary>What can be said of the signature.</summary>
    public required SignatureStatus Status { get; init; }

    /// <summary>Whether the signature was verified, and the grain in the envelope is sound.</summary>
    public bool IsVerified => Status == SignatureStatus.Verified;

    /// <summary>
    /// The DID for which the envelope claims to be signed, without fragment. It is proven only where <see cref="IsVerified"/>. Null where
    /// there is no envelope, or none that is sound; where the name is too long to be one; and where a given key does not prove it.
    /// </summary>
    public string? Signer { get; init; }

    /// <summary>
    /// The <c>kid</c> as it stands, with its fragment; null where there is no sound envelope, or the name has more than 2048 bytes.
    /// </summary>
    public string? KeyId { get; init; }

    /// <summary>The algorithm; <see cref="SignatureAlgorithm.None"/> where there is no envelope or the algorithm is not known.</summary>
    public SignatureAlgorithm Algorithm { get; init; }

    /// <summary>When the signer says to have signed. The signature does not cover it (OMS-9.1-6).</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Whether the signer is the grain's <c>author_did</c>; null where the grain names none or is not readable, or nobody is proven (OMS-9.3-3).</summary>
    public bool? SignerIsAuthor { get; init; }

    /// <summary>
    /// The grain, with its envelope; null unless the signature was verified or there is none, so that nothing is taken from an envelope
    /// that proves nothing.
    /// </summary>
    public GrainBlob? Grain { get; init; }

    /// <summary>Why the grain is not verified, with its offset in what was delivered; the default value where it is, or where it has no signature.</summary>
    public OmsFault Fault { get; init; }

    /// <summary>What is unusual without being wrong, for example a content type that does not fit the grain .</summary>
    public IReadOnlyList<OmsFault> Warnings { get; init; } = [];
}
