namespace OpenMemory.Store;

/// <summary>Who acquires a skill, and how it is written (OMS-8.11-6).</summary>
public sealed record SkillAcquisition : AuthorOptions
{
    /// <summary>The DID of the agent that acquires it: <c>holder_did</c>, and <c>author_did</c> unless another one is named.</summary>
    public required string HolderDid { get; init; }

    /// <summary>The <c>namespace</c>; <c>agent:skills</c> unless set (OMS-8.11-7).</summary>
    public string Namespace { get; init; } = SkillQuery.DefaultNamespace;
}
