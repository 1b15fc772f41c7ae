namespace OpenMemory.Signing;

/// <summary>What a policy says of the grains of a file or a stream, counted. Immutable; its size does not grow with the file.</summary>
public sealed class TrustReport
{
    internal TrustReport(IReadOnlyDictionary<TrustVerdict, long> verdicts, IReadOnlyDictionary<string, long> signers, long otherSigners, IReadOnlyList<TrustFinding> findings, OmsFault fault) =>
        (Verdicts, Signers, SignedByOthers, Findings, Fault) = (verdicts, signers, otherSigners, findings, fault);

    /// <summary>The number of grains that were examined.</summary>
    public long Count => Verdicts.Values.Sum();

    /// <summary>The number of grains that are trusted.</summary>
    public long Trusted => Verdicts.GetValueOrDefault(TrustVerdict.Trusted);

    /// <summary>Whether all grains were examined and each is trusted.</summary>
    public bool IsTrusted => !Fault.IsFault && Trusted == Count;

    /// <summary>How many grains had which verdict; verdicts that no grain had are not in it.</summary>
    public IReadOnlyDictionary<TrustVerdict, long> Verdicts { get; }

    /// <summary>
    /// How many grains with a verified signature were of which signer, trusted or not: the first ones that were met, as many as
    /// <see cref="TrustTally.MaxSigners"/>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Signers { get; }

    /// <summary>How many grains with a verified signature were of signers that are not in <see cref="Signers"/>.</summary>
    public long SignedByOthers { get; }

    /// <summary>The first grains that are not trusted, as many as <see cref="TrustTally.MaxFindings"/>.</summary>
    public IReadOnlyList<TrustFinding> Findings { get; }

    /// <summary>Why the stream broke off before its end; the default value where it did not.</summary>
    public OmsFault Fault { get; }
}
