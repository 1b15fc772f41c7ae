using System.Runtime.CompilerServices;
using OpenMemory.Supersession;

namespace OpenMemory.Store;

public sealed partial class AuthorizedGrainStore : IQuietReads
{
    private static readonly GrainPage s_nothing = new([], 0, null);

    /// <inheritdoc/>
    public async ValueTask<StoredGrain?> GetAsync(ContentAddress address, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await PeekAsync(rights, address, cancellationToken).ConfigureAwait(false) is not { } found) return null;
        return _inner is IQuietReads ? await _inner.GetAsync(address, cancellationToken).ConfigureAwait(false) : found;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredGrain?>> GetBatchAsync(IReadOnlyList<ContentAddress> addresses, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ContentAddress[] asked = [.. addresses];
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        List<int> readable = [];
        for (int i = 0; i < asked.Length; i++)
        {
            if (await PeekAsync(rights, asked[i], cancellationToken).ConfigureAwait(false) is not null) readable.Add(i);
        }
        StoredGrain?[] answers = new StoredGrain?[asked.Length];
        if (readable.Count == 0) return answers;
        IReadOnlyList<StoredGrain?> found = await _inner.GetBatchAsync([.. readable.Select(index => asked[index])], cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < readable.Count; i++) answers[readable[i]] = found[i];
        return answers;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExistsAsync(ContentAddress address, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        return await PeekAsync(rights, address, cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc/>
    public async ValueTask<GrainPage> QueryAsync(GrainQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (GrantedNamespaces.Narrow(query, rights) is not { } narrowed) return s_nothing;
        return Visible(await _inner.QueryAsync(narrowed, cancellationToken).ConfigureAwait(false), rights, query);
    }

    /// <inheritdoc/>
    public async ValueTask<GrainPage> SearchAsync(GrainSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (GrantedNamespaces.Narrow(search.Filter, rights) is not { } narrowed) return s_nothing;
        GrainPage page = Visible(await _inner.SearchAsync(search with { Filter = narrowed }, cancellationToken).ConfigureAwait(false), rights, search.Filter);
        return rights.HasEverywhere(GrantVerbs.Read) ? page : await WithVisibleSourcesAsync(page, rights, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredGrain> ReadAllAsync(GrainQuery? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        GrainQuery asked = filter ?? new() { Status = GrainStatus.Any };
        if (GrantedNamespaces.Narrow(asked, rights) is not { } narrowed) yield break;
        await foreach (StoredGrain grain in _inner.ReadAllAsync(narrowed, cancellationToken).ConfigureAwait(false))
        {
            if (rights.CanRead(grain.Blob)) yield return grain;
        }
    }

    /// <inheritdoc/>
    /// <returns>The head; null where the store does not hold the grain, or where it or the head may not be read.</returns>
    public async ValueTask<ContentAddress?> GetHeadAsync(ContentAddress address, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await PeekAsync(rights, address, cancellationToken).ConfigureAwait(false) is null) return null;
        ContentAddress? head = await _inner.GetHeadAsync(address, cancellationToken).ConfigureAwait(false);
        return head is { } found && await PeekAsync(rights, found, cancellationToken).ConfigureAwait(false) is not null ? found : null;
    }

    /// <inheritdoc/>
    /// <returns>The chain without the grains that may not be read, and without a head where that is one of them; null where the grain itself may not be.</returns>
    public async ValueTask<SupersessionChain?> GetHistoryAsync(ContentAddress address, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await PeekAsync(rights, address, cancellationToken).ConfigureAwait(false) is null) return null;
        if (await _inner.GetHistoryAsync(address, cancellationToken).ConfigureAwait(false) is not { } chain) return null;
        ChainLink[] links = [.. chain.Links.Where(link => rights.CanRead(link.Grain))];
        if (links.Length == chain.Links.Count) return chain;
        HashSet<ContentAddress> seen = [.. links.Select(static link => link.Address)];
        return new(links, chain.Head is { } head && seen.Contains(head) ? head : null, [.. chain.Faults.Where(fault => seen.Contains(fault.Grain))]);
    }

    /// <inheritdoc/>
    /// <returns>The numbers; zeros where the principal may not read everything.</returns>
    public async ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        return rights.HasEverywhere(GrantVerbs.Read) ? await _inner.GetStatisticsAsync(cancellationToken).ConfigureAwait(false) : default;
    }

    /// <summary>Reads an attachment of a grain that the principal may read, and that names it in <c>content_refs</c>.</summary>
    /// <param name="address">The grain.</param>
    /// <param name="uri">The attachment.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The bytes; null where the grain may not be read, does not name them, or they are not here, or only sealed.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: what is kept under the name has another hash.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAttachmentAsync(ContentAddress address, CasUri uri, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await PeekAsync(rights, address, cancellationToken).ConfigureAwait(false) is not { } found || !Attachments.Of(found.Blob.View()).Contains(uri)) return null;
        return await _inner.Content.GetAsync(uri, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A grain that the principal may read; null where it looks absent.</summary>
    private async ValueTask<StoredGrain?> PeekAsync(PrincipalRights rights, ContentAddress address, CancellationToken cancellationToken)
    {
        if (!rights.HasSomewhere(GrantVerbs.Read)) return null;
        StoredGrain? found = await _inner.PeekAsync(address, cancellationToken).ConfigureAwait(false);
        return found is not null && rights.CanRead(found.Blob) ? found : null;
    }

    /// <summary>Sources as far as readable grains name them: what may not be read looks absent, and nothing behind it is told.</summary>
    private async ValueTask<GrainPage> WithVisibleSourcesAsync(GrainPage page, PrincipalRights rights, CancellationToken cancellationToken)
    {
        GrainHit[] hits = [.. page.Results];
        SourceWalk walk = new();
        for (int i = 0; i < hits.Length; i++)
        {
            if (hits[i].Sources.Count == 0) continue;
            walk.Begin(hits[i].Grain.Blob);
            while (walk.TryNext(out ContentAddress address)) walk.Open((await PeekAsync(rights, address, cancellationToken).ConfigureAwait(false))?.Blob);
            hits[i] = hits[i] with { Sources = walk.Sources };
        }
        return page with { Results = hits };
    }

    async ValueTask<StoredGrain?> IQuietReads.PeekAsync(ContentAddress address, CancellationToken cancellationToken) =>
        await PeekAsync(await RightsAsync(cancellationToken).ConfigureAwait(false), address, cancellationToken).ConfigureAwait(false);

    async ValueTask<GrainPage> IQuietReads.PeekQueryAsync(GrainQuery query, CancellationToken cancellationToken)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (GrantedNamespaces.Narrow(query, rights) is not { } narrowed) return s_nothing;
        return Visible(await _inner.PeekPageAsync(narrowed, cancellationToken).ConfigureAwait(false), rights, query);
    }

    /// <summary>A page as the principal asked for it: without what slipped through a store's own matching, or the condition that was added.</summary>
    private static GrainPage Visible(GrainPage page, PrincipalRights rights, GrainQuery asked)
    {
        GrainHit[] hits = [.. page.Results.Where(hit => rights.CanRead(hit.Grain.Blob))];
        long hidden = page.Results.Count - hits.Length;
        if (asked.Namespaces is null)
            hits = [.. hits.Select(static hit => hit with { MatchedFields = [.. hit.MatchedFields.Where(static field => field != "namespace")] })];
        return page with { Results = hits, Total = page.Total - hidden };
    }
}
