namespace OpenMemory.Store;

/// <summary>Looks for skills (§28.8). What is not set asks nothing.</summary>
public sealed record SkillQuery
{
    /// <summary>Where skills are kept by convention (OMS-8.11-7).</summary>
    public const string DefaultNamespace = "agent:skills";

    /// <summary>The <c>namespace</c>; <see cref="DefaultNamespace"/> unless set; null for all.</summary>
    public string? Namespace { get; init; } = DefaultNamespace;

    /// <summary>The <c>name</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The <c>holder_did</c>.</summary>
    public string? HolderDid { get; init; }

    /// <summary>Only skills that somebody holds.</summary>
    public bool HeldOnly { get; init; }

    /// <summary>Only skills that another agent may acquire.</summary>
    public bool TransferableOnly { get; init; }

    /// <summary>The lowest proficiency, 0 … 1; null for all, also those without one.</summary>
    public double? MinProficiency { get; init; }
}
