namespace OpenMemory.Supersession;

/// <summary>One grain of a supersession chain.</summary>
/// <param name="Grain">The grain.</param>
/// <param name="Entry">Its index entry.</param>
/// <param name="Predecessors">The grains of the chain that it superseded, ascending.</param>
/// <param name="Successors">The grains of the chain that superseded it, ascending; two or more are a fork.</param>
public sealed record ChainLink(
    GrainBlob Grain, IndexEntry Entry, IReadOnlyList<ContentAddress> Predecessors, IReadOnlyList<ContentAddress> Successors)
{
    /// <summary>The address under which the grain is kept: of a sealed grain that was opened, not that of <see cref="Grain"/>.</summary>
    public ContentAddress Address { get; init; } = Grain.Address;

    /// <summary>Whether nothing superseded the grain.</summary>
    public bool IsHead => Successors.Count == 0;

    /// <summary>Whether two or more grains superseded this one.</summary>
    public bool IsFork => Successors.Count > 1;
}
