namespace OpenMemory.Supersession;

/// <summary>One grain of a supersession chain.</summary>
/// <param name="Grain">The grain.</param>
/// <param name="Entry">Its index entry.</param>
/// <param name="Predecessors">The grains of the chain that it superseded.</param>
/// <param name="Successors">The grains that superseded it; two or more are a fork.</param>
public sealed record ChainLink(
    GrainBlob Grain, IndexEntry Entry, IReadOnlyList<ContentAddress> Predecessors, IReadOnlyList<ContentAddress> Successors)
{
    /// <summary>The grain's address.</summary>
    public ContentAddress Address => Grain.Address;

    /// <summary>Whether nothing superseded the grain.</summary>
    public bool IsHead => Successors.Count == 0;

    /// <summary>Whether two or more grains superseded this one.</summary>
    public bool IsFork => Successors.Count > 1;
}
