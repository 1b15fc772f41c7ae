namespace OpenMemory.Store;

/// <summary>What a <see cref="MemoryRow"/> says about its grain.</summary>
[Flags]
internal enum RowFlags : byte
{
    None = 0,

    /// <summary>The grain was removed.</summary>
    Removed = 1,

    /// <summary>The bytes are an envelope with the blob inside.</summary>
    Enveloped = 2,

    /// <summary>The blob was read with deviations.</summary>
    NotCanonical = 4,

    /// <summary>Neither payload nor header tell a time.</summary>
    Timeless = 8,

    /// <summary>It was read, and the time of the last access is known.</summary>
    HasLastAccess = 16,

    /// <summary>The bytes are already in the arena.</summary>
    HasBytes = 32,

    /// <summary>It lies in the warm tier.</summary>
    Warm = 64,

    /// <summary>It lies in the cold tier.</summary>
    Cold = 128,

    /// <summary>What tells the tier; neither for the hot one.</summary>
    Tiers = Warm | Cold,
}
