namespace OpenMemory.Store;

public abstract partial class GrainStore : IQuietReads
{
    ValueTask<StoredGrain?> IQuietReads.PeekAsync(ContentAddress address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        return new(reader.TryGet(address, out GrainRow row) ? ToStored(row) : null);
    }

    ValueTask<GrainPage> IQuietReads.PeekQueryAsync(GrainQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        return new(ToPage(reader.Query(query)));
    }
}
