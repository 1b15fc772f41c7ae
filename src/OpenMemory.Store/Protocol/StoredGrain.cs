using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>A grain that a store holds, with its index entry at the moment it was read.</summary>
/// <param name="Blob">The bytes, with their envelope where the grain is signed.</param>
/// <param name="Entry">What the index knew of it.</param>
/// <param name="AcceptedAt">When the store took it in.</param>
public sealed record StoredGrain(GrainBlob Blob, IndexEntry Entry, EpochMilliseconds AcceptedAt)
{
    /// <summary>How readily the store finds it.</summary>
    public StorageTier Tier { get; init; }

    /// <summary>The content address.</summary>
    public ContentAddress Address => Blob.Address;

    /// <summary>Reads the grain into an object.</summary>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException"><c>not_supported</c>: the grain is sealed, or compressed.</exception>
    public Grain ToGrain() => Blob.ToGrain();
}
