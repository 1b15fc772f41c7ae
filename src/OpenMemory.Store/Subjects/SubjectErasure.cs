using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>What the erasure of a person's data came to (§28.4.3, §28.4.4).</summary>
public sealed record SubjectErasure
{
    /// <summary>The person without the identity, as in <see cref="SubjectReport.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The grains that were erased, by ascending address.</summary>
    public required IReadOnlyList<ContentAddress> Erased { get; init; }

    /// <summary>The grains that a hold keeps.</summary>
    public required IReadOnlyList<ContentAddress> Held { get; init; }

    /// <summary>How many attachments were destroyed, because no surviving grain names them (OMS-28.4.3-5).</summary>
    public int ContentsReclaimed { get; init; }

    /// <summary>How many attachments stay, because a surviving grain names them.</summary>
    public int ContentsShared { get; init; }

    /// <summary>The receipt of the key's destruction; null where the store has no key ring, or the key was kept.</summary>
    public ErasureReceipt? Receipt { get; init; }

    /// <summary>The audit Observation that records the erasure, without the identity.</summary>
    public ContentAddress Record { get; init; }

    /// <summary>What could not be reached, or was not erased.</summary>
    public required IReadOnlyList<SubjectLimit> Limits { get; init; }

    /// <summary>Whether nothing is known to be left (OMS-28.4.4-4).</summary>
    public bool IsComplete => !Limits.Any(static limit => limit.MakesIncomplete);
}
