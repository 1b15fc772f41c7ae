namespace OpenMemory.Store;

/// <summary>What a run of retention came to.</summary>
public sealed record RetentionReport
{
    /// <summary>The rules: those of the policy in their order, then those of rows of the metadata table by their keys.</summary>
    public required IReadOnlyList<RetentionTally> Rules { get; init; }

    /// <summary>Whether nothing was changed: it only counts what would have been done.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>When the run began; ages count to this moment.</summary>
    public EpochMilliseconds At { get; init; }

    /// <summary>Grains whose namespace cannot be seen: sealed, compressed or elided. No rule touches them.</summary>
    public long Unreadable { get; init; }

    /// <summary>Attachments that were destroyed with the grains that named them (OMS-28.4.3-5); 0 of a dry run, which cannot tell.</summary>
    public long ContentsReclaimed { get; init; }

    /// <summary>Rows that could not be loaded and were skipped (OMS-28.4.1-7), and what else kept the run from doing all of its work.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the principal's grants do not allow it (§12.6): nothing was looked at.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether what was removed could not be overwritten in the store's files yet (<see cref="SubjectLimitKind.ResidueRemains"/>).</summary>
    public bool ResidueRemains { get; init; }

    /// <summary>How many grains were removed by all rules.</summary>
    public long Removed => Rules.Sum(static rule => rule.Removed);

    /// <summary>How many grains changed their tier by all rules.</summary>
    public long Moved => Rules.Sum(static rule => rule.Warmed + rule.Cooled + rule.Promoted);
}
