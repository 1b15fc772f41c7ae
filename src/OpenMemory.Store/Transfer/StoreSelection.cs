using System.Runtime.CompilerServices;
using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Reads of a store what an export asks for; nothing of it counts as an access (OMS-22.10-1).</summary>
internal static class StoreSelection
{
    /// <summary>The grains, each once.</summary>
    internal static IAsyncEnumerable<StoredGrain> ReadAsync(IGrainStore store, ExportOptions options, CancellationToken cancellationToken) =>
        options switch
        {
            { Query: null, IncludeHistory: true } => store.ReadAllAsync(null, cancellationToken),
            { IncludeHistory: true } => WithChains(store, options.Query, cancellationToken),
            _ => store.ReadAllAsync(options.Query ?? new(), cancellationToken),
        };

    /// <summary>What a query finds, and the chains of it. The addresses of the selection are held, so that none comes twice.</summary>
    private static async IAsyncEnumerable<StoredGrain> WithChains(
        IGrainStore store, GrainQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<ContentAddress> given = [];
        await foreach (StoredGrain grain in store.ReadAllAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (!given.Add(grain.Address)) continue; // it came with its chain
            yield return grain;
            if (await store.GetHistoryAsync(grain.Address, cancellationToken).ConfigureAwait(false) is not { } chain) continue;
            foreach (ChainLink link in chain.Links)
            {
                if (given.Add(link.Address)) yield return new(link.Grain, link.Entry, grain.AcceptedAt);
            }
        }
    }
}
