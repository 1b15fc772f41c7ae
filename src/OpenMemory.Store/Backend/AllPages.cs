using System.Runtime.CompilerServices;

namespace OpenMemory.Store;

/// <summary>All results of a query, page after page; its limit and cursor do not count.</summary>
internal static class AllPages
{
    /// <summary>Each page counts as accesses when it is read.</summary>
    internal static IAsyncEnumerable<StoredGrain> QueryAllAsync(this IGrainStore store, GrainQuery query, CancellationToken cancellationToken) =>
        ReadAsync(store.QueryAsync, query, cancellationToken);

    /// <summary>Without counting, where the store can be read so.</summary>
    internal static IAsyncEnumerable<StoredGrain> PeekAllAsync(this IGrainStore store, GrainQuery query, CancellationToken cancellationToken) =>
        ReadAsync(store.PeekPageAsync, query, cancellationToken);

    /// <summary>In one state of a backend.</summary>
    internal static IEnumerable<GrainRow> QueryAll(this IStoreReader reader, GrainQuery query)
    {
        string? cursor = null;
        do
        {
            QueryResult page = reader.Query(query with { Limit = GrainQuery.MaxLimit, Cursor = cursor });
            foreach (BackendHit hit in page.Hits) yield return hit.Row;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private static async IAsyncEnumerable<StoredGrain> ReadAsync(
        Func<GrainQuery, CancellationToken, ValueTask<GrainPage>> ask, GrainQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            GrainPage page = await ask(query with { Limit = GrainQuery.MaxLimit, Cursor = cursor }, cancellationToken).ConfigureAwait(false);
            foreach (GrainHit hit in page.Results) yield return hit.Grain;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
