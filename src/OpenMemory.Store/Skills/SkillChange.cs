namespace OpenMemory.Store;

/// <summary>What goes along with a change of proficiency.</summary>
public sealed record SkillChange : AuthorOptions
{
    /// <summary>
    /// The DID of the agent: a Skill of another holder is not changed, and one without a holder becomes this agent's. Null leaves it as it is.
    /// </summary>
    public string? HolderDid { get; init; }

    /// <summary>The grains that contributed, for example Events and Tools; named in <c>derived_from</c> after the Skill before.</summary>
    public IReadOnlyList<ContentAddress> Evidence { get; init; } = [];

    /// <summary><c>supersession_justification</c>, for a Skill that is <c>soft_locked</c>; null for none.</summary>
    public string? Justification { get; init; }
}
