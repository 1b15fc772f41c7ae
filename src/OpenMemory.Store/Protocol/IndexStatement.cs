namespace OpenMemory.Store;

/// <summary>What somebody else's index says about a grain: one entry of a manifest (§11.7).</summary>
/// <param name="Address">The grain.</param>
/// <param name="State">What is said.</param>
public readonly record struct IndexStatement(ContentAddress Address, IndexState State);
