namespace OpenMemory.Store;

/// <summary>What the in-memory store keeps of one grain beside its bytes. A grain that was removed keeps its address and number.</summary>
internal struct MemoryRow
{
    internal ContentAddress Address;
    internal long AcceptedAt;

    /// <summary>The payload's <c>created_at</c>, or the header's second.</summary>
    internal long CreatedAt;

    internal PackedEntry Entry;

    /// <summary>Where the bytes are; <see cref="BlobArena"/>.</summary>
    internal int Slab, Offset, Length;

    /// <summary>The next row with the same bucket, or -1.</summary>
    internal int Next;

    internal RowFlags Flags;
    internal ProtectionGuard Guard;
    internal GrainType Type;

    internal readonly bool Has(RowFlags flag) => (Flags & flag) != 0;

    internal readonly StorageTier Tier => Has(RowFlags.Cold) ? StorageTier.Cold : Has(RowFlags.Warm) ? StorageTier.Warm : StorageTier.Hot;

    /// <summary>Whether the grain is here.</summary>
    internal readonly bool IsLive => (Flags & RowFlags.Removed) == 0;
}
