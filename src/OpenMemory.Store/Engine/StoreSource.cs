using OpenMemory.Erasure;
using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Lets policy and chains look at a backend, and into grains that are sealed for the user at hand.</summary>
internal sealed class StoreSource(IStoreReader reader, UserKeyRing? ring, string? userId) : ISupersessionSource
{
    /// <inheritdoc/>
    public GrainBlob? Find(ContentAddress address) => reader.TryGet(address, out GrainRow row) ? Readable(row.Blob, ring, userId) : null;

    /// <inheritdoc/>
    public IndexEntry EntryOf(ContentAddress address) => reader.TryGet(address, out GrainRow row) ? row.Entry : IndexEntry.Default;

    /// <summary>What a grain says: of one that is sealed for the user, what was sealed; of any other, itself.</summary>
    internal static GrainBlob Readable(GrainBlob grain, UserKeyRing? ring, string? userId) =>
        ring is not null && userId is not null && grain.View().IsSealed && ring.TryOpen(userId, grain.Span, out GrainBlob? opened, out _) ? opened : grain;
}
