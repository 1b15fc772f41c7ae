namespace OpenMemory.Store;

/// <summary>What a store's change feed tells.</summary>
public enum GrainChangeKind : byte
{
    /// <summary>A grain was taken in.</summary>
    Added,

    /// <summary>The index entry of a grain changed.</summary>
    EntryChanged,

    /// <summary>A grain was deleted; its address stays refused.</summary>
    Removed,
}
