namespace OpenMemory.Signing;

/// <summary>What a policy says of one grain, and why. Immutable.</summary>
public sealed record TrustDecision
{
    /// <summary>The 0-based position of the grain in the file or stream; 0 for a grain alone.</summary>
    public required long Index { get; init; }

    /// <summary>Trusted, or why not.</summary>
    public required TrustVerdict Verdict { get; init; }

    /// <summary>The address of the grain; of bytes without a grain, that of themselves.</summary>
    public required ContentAddress Address { get; init; }

    /// <summary>What checking the signature came to. It may hold a grain that is not trusted: take grains from <see cref="Grain"/>.</summary>
    public required SignatureCheck Check { get; init; }

    /// <summary>
    /// What is wrong with the grain or its signature; the default value where only the policy refuses it. In a file the offset counts as
    /// <see cref="MgFileReader.OffsetOf"/> does, in a stream from its beginning.
    /// </summary>
    public OmsFault Fault { get; init; }

    /// <summary>Whether the policy trusts the grain.</summary>
    public bool IsTrusted => Verdict == TrustVerdict.Trusted;

    /// <summary>The grain, with its envelope; null unless it is trusted.</summary>
    public GrainBlob? Grain => IsTrusted ? Check.Grain : null;
}
