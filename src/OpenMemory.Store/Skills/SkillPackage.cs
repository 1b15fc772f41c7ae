namespace OpenMemory.Store;

/// <summary>A Skill with everything that goes along when it is transferred (OMS-28.8-1).</summary>
/// <param name="Skill">The Skill.</param>
/// <param name="Workflows">Each Workflow that its <c>strategies</c> name, once, in their order.</param>
public sealed record SkillPackage(GrainBlob Skill, IReadOnlyList<GrainBlob> Workflows)
{
    /// <summary>The Workflows, then the Skill: what an export or a stream is to carry.</summary>
    public IReadOnlyList<GrainBlob> Grains => [.. Workflows, Skill];
}
