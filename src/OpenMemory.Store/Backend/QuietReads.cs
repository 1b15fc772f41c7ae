namespace OpenMemory.Store;

/// <summary>Reads any store without counting, where it can be read so.</summary>
internal static class QuietReads
{
    internal static ValueTask<StoredGrain?> PeekAsync(this IGrainStore store, ContentAddress address, CancellationToken cancellationToken) =>
        store is IQuietReads quiet ? quiet.PeekAsync(address, cancellationToken) : store.GetAsync(address, cancellationToken);

    internal static ValueTask<GrainPage> PeekPageAsync(this IGrainStore store, GrainQuery query, CancellationToken cancellationToken) =>
        store is IQuietReads quiet ? quiet.PeekQueryAsync(query, cancellationToken) : store.QueryAsync(query, cancellationToken);
}
