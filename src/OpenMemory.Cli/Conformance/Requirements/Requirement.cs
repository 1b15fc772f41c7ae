namespace OpenMemory.Cli.Conformance.Requirements;

/// <summary>A numbered requirement, and the vectors that show it.</summary>
internal sealed record Requirement
{
    // The parts of the specification that say what bytes are right: there, every MUST has vectors or a reason.
    private static readonly string[] s_formatSections = ["3", "4", "5", "6", "7", "8", "11", "13", "16", "19"];

    /// <summary>For example <c>OMS-4.2-1</c>.</summary>
    internal required string Id { get; init; }

    /// <summary>For example <c>4.2</c>.</summary>
    internal required string Section { get; init; }

    /// <summary>MUST, MUST NOT, SHOULD, SHOULD NOT or MAY.</summary>
    internal required string Keyword { get; init; }

    /// <summary>The lowest conformance level at which it binds: L1, L2 or L3.</summary>
    internal required string Level { get; init; }

    /// <summary>The capability without which it does not bind, or null.</summary>
    internal required string? Capability { get; init; }

    internal required string Text { get; init; }

    /// <summary>Rows that a conforming implementation accepts.</summary>
    internal required IReadOnlyList<VectorReference> Accepts { get; init; }

    /// <summary>Rows that a conforming implementation refuses.</summary>
    internal required IReadOnlyList<VectorReference> Rejects { get; init; }

    /// <summary>Why it has none to accept, or none to refuse; null where it needs no explanation.</summary>
    internal required string? Reason { get; init; }

    /// <summary>Whether there are vectors both ways.</summary>
    internal bool IsCovered => Accepts.Count > 0 && Rejects.Count > 0;

    /// <summary>Whether vectors are missing, and a reason says why.</summary>
    internal bool IsExplained => !IsCovered && Reason is not null;

    /// <summary>Whether there are vectors one way, and a reason says why there are none the other way.</summary>
    internal bool IsExplainedOneWay => IsExplained && Accepts.Count + Rejects.Count > 0;

    /// <summary>Whether it is a MUST or MUST NOT of the sections about bytes.</summary>
    internal bool NeedsVectors => Keyword.StartsWith("MUST", StringComparison.Ordinal) && s_formatSections.Contains(Section.Split('.')[0]);
}
