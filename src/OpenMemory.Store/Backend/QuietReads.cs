using System.Runtime.CompilerServices;

namespace OpenMemory.Store;

/// <summary>Reads any store without counting, where it can be read so.</summary>
internal static class QuietReads
{
    internal static ValueTask<StoredGrain?> PeekAsync(this IGrainStore store, ContentAddress address, CancellationToken cancellationToken) =>
        store is IQuietReads quiet ? quiet.PeekAsync(address, cancellationToken) : store.GetAsync(address, cancellationToken);

    internal static ValueTask<GrainPage> PeekPageAsync(this IGrainStore store, GrainQuery query, CancellationToken cancellationToken) =>
        store is IQuietReads quiet ? quiet.PeekQueryAsync(query, cancellationToken) : store.QueryAsync(query, cancellationToken);

    /// <summary>All results of a query, page by page.</summary>
    internal static async IAsyncEnumerable<StoredGrain> PeekAllAsync(
        this IGrainStore store, GrainQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            GrainQuery next = query with { Limit = GrainQuery.MaxLimit, Cursor = cursor };
            GrainPage page = await store.PeekPageAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (GrainHit hit in page.Results) yield return hit.Grain;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
