namespace OpenMemory.Store;

/// <summary>How readily a store finds a grain. Retention moves grains down before it removes them; whatever the tier, a grain is found by its
/// address, in chains, reports about persons, exports and the feed, and its bytes are the same.</summary>
public enum StorageTier : byte
{
    /// <summary>Found by searches and queries.</summary>
    Hot,

    /// <summary>Found by queries, not by searches.</summary>
    Warm,

    /// <summary>Found by neither, unless <see cref="GrainQuery.IncludeCold"/> asks for it.</summary>
    Cold,
}
