using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>One change of a store, in the order in which they happened. Access counters are no changes.</summary>
/// <param name="Sequence">1 for the first change of a store, and so on without a gap.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Address">The grain.</param>
/// <param name="At">When, by the store's clock.</param>
/// <param name="Blob">The grain that was added; null for other kinds, and where it was removed since: its <see cref="GrainChangeKind.Removed"/> follows.</param>
/// <param name="Entry">The entry after the change; <see cref="IndexEntry.Default"/> for a grain that was removed.</param>
public sealed record GrainChange(
    long Sequence, GrainChangeKind Kind, ContentAddress Address, EpochMilliseconds At, GrainBlob? Blob, IndexEntry Entry);
