namespace OpenMemory;

/// <summary>What a split wrote.</summary>
/// <param name="Files">The number of files.</param>
/// <param name="Count">The number of grains, over all files.</param>
/// <param name="Dropped">The number of duplicates that were left out .</param>
public readonly record struct MgSplitResult(int Files, long Count, long Dropped);
