namespace OpenMemory.Store.Sqlite;

/// <summary>Where a grain stands in the indexes: twice its tier, and one more where it is not current.</summary>
internal static class Shelf
{
    /// <summary>How many shelves there are.</summary>
    internal const int Count = 6;

    internal static int Of(bool isCurrent, StorageTier tier) => (2 * (int)tier) + (isCurrent ? 0 : 1);

    internal static bool IsCurrent(int shelf) => (shelf & 1) == 0;

    internal static StorageTier TierOf(int shelf) => (StorageTier)(shelf >> 1);
}
