using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>A grain as backends keep it.</summary>
/// <param name="Blob">The grain with its envelope.</param>
/// <param name="Entry">Its index entry.</param>
/// <param name="AcceptedAt">When it was taken in.</param>
/// <param name="Guard">What is known of its ancestry, so that policy need not walk it each time.</param>
/// <param name="Tier">How readily it is found.</param>
internal readonly record struct GrainRow(
    GrainBlob Blob, IndexEntry Entry, EpochMilliseconds AcceptedAt, ProtectionGuard Guard, StorageTier Tier = StorageTier.Hot);
