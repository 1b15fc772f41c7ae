using System.Runtime.CompilerServices;
using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// A store of grains: all rules of the store protocol, over something that keeps bytes. <see cref="InMemoryGrainStore"/> is one.
/// </summary>
public abstract partial class GrainStore : IGrainStore, IDisposable
{
    private const int BatchSize = 256; // grains that are read in one scope, so that none is long

    private readonly IStoreBackend _backend;
    private readonly StoreWatch _watch;

    private protected GrainStore(IStoreBackend backend, GrainStoreOptions? options, string backendName = "other")
    {
        _backend = backend;
        Options = options ?? new();
        _watch = new(backendName, Options.LoggerFactory);
        Metadata = new WatchedMetadata(new MetadataTable(backend, Options.Clock), _watch);
        Content = new WatchedContent(new ContentTable(backend, Options.KeyRing), _watch);
    }

    /// <summary>How the store works.</summary>
    public GrainStoreOptions Options { get; }

    /// <inheritdoc/>
    public IMetadataTable Metadata { get; }

    /// <inheritdoc/>
    public IContentTable Content { get; }

    private EpochMilliseconds Now => EpochMilliseconds.Now(Options.Clock);

    private ValueTask<StoredGrain?> GetCoreAsync(ContentAddress address, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<StoredGrain?>(cancellationToken);
        StoredGrain? found;
        using (IStoreReader reader = _backend.BeginRead())
        {
            found = reader.TryGet(address, out GrainRow row) ? ToStored(row) : null;
        }
        if (found is not null) Count([address]);
        return new(found);
    }

    private ValueTask<IReadOnlyList<StoredGrain?>> GetBatchCoreAsync(IReadOnlyList<ContentAddress> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        cancellationToken.ThrowIfCancellationRequested();
        StoredGrain?[] found = new StoredGrain?[addresses.Count];
        using (IStoreReader reader = _backend.BeginRead())
        {
            for (int i = 0; i < found.Length; i++) found[i] = reader.TryGet(addresses[i], out GrainRow row) ? ToStored(row) : null;
        }
        Count([.. found.Where(static grain => grain is not null).Select(static grain => grain!.Address)]);
        return new(found);
    }

    private ValueTask<bool> ExistsCoreAsync(ContentAddress address, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellationToken);
        using IStoreReader reader = _backend.BeginRead();
        return new(reader.Contains(address));
    }

    private ValueTask<GrainPage> QueryCoreAsync(GrainQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        QueryResult result;
        using (IStoreReader reader = _backend.BeginRead()) result = reader.Query(query);
        return new(Counted(ToPage(result)));
    }

    private ValueTask<GrainPage> SearchCoreAsync(GrainSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (string.IsNullOrWhiteSpace(search.Text) && search.Vector.IsEmpty) throw new ArgumentException("There is neither a text nor a vector.", nameof(search));
        cancellationToken.ThrowIfCancellationRequested();
        GrainPage page;
        using (IStoreReader reader = _backend.BeginRead())
        {
            page = ToPage(reader.Search(search));
            SourceWalk walk = new();
            page = page with { Results = [.. page.Results.Select(hit => hit with { Sources = walk.Of(hit.Grain.Blob, reader) })] };
        }
        return new(Counted(page));
    }

    private async IAsyncEnumerable<StoredGrain> ReadAllCoreAsync(GrainQuery? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GrainMatcher? matcher = filter is null ? null : new(filter);
        ContentAddress[] addresses;
        using (IStoreReader reader = _backend.BeginRead()) addresses = [.. reader.Addresses()];
        List<StoredGrain> batch = new(BatchSize);
        for (int first = 0; first < addresses.Length; first += BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Clear();
            using (IStoreReader reader = _backend.BeginRead())
            {
                foreach (ContentAddress address in addresses.AsSpan(first, Math.Min(BatchSize, addresses.Length - first)))
                {
                    if (reader.TryGet(address, out GrainRow row) && (matcher is null || matcher.Matches(row.Blob.View(), row.Entry))) batch.Add(ToStored(row));
                }
            }
            foreach (StoredGrain grain in batch) yield return grain;
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    private ValueTask<bool> SetVectorCoreAsync(ContentAddress address, ReadOnlyMemory<float> vector, CancellationToken cancellationToken)
    {
        foreach (float number in vector.Span)
        {
            if (!float.IsFinite(number)) throw new ArgumentException("A number of the vector is not finite.", nameof(vector));
        }
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreWriter writer = _backend.BeginWrite();
        if (!writer.Contains(address)) return new(false);
        writer.SetVector(address, vector.Span);
        writer.Commit();
        return new(true);
    }

    private ValueTask<ContentAddress?> GetHeadCoreAsync(ContentAddress address, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ContentAddress?>(cancellationToken);
        using IStoreReader reader = _backend.BeginRead();
        return new(FindHead(reader, address));
    }

    private ValueTask<SupersessionChain?> GetHistoryCoreAsync(ContentAddress address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        return new(SupersessionChains.Read(address, SourceOf(reader, null)));
    }

    private ValueTask<StoreStatistics> GetStatisticsCoreAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        return new(reader.Statistics);
    }

    /// <summary>Releases what the store holds. Doing it again does nothing.</summary>
    public void Dispose()
    {
        _backend.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same as <see cref="Dispose"/>.</summary>
    /// <returns>Nothing.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return default;
    }

    private static StoredGrain ToStored(in GrainRow row) => new(row.Blob, row.Entry, row.AcceptedAt) { Tier = row.Tier };

    /// <summary>Goes forward without looking at entries as long as the chain is one line.</summary>
    private ContentAddress? FindHead(IStoreReader reader, ContentAddress address)
    {
        if (!reader.Contains(address)) return null;
        ContentAddress head = address;
        for (long steps = reader.Statistics.Grains; steps >= 0; steps--) // more steps than grains are a cycle
        {
            ContentAddress? successor = reader.SuccessorOf(head, out bool isForked);
            if (isForked || (successor is { } next && !reader.Contains(next))) break;
            if (successor is null) return head;
            head = successor.Value;
        }
        return SupersessionChains.FindHead(address, SourceOf(reader, null));
    }

    private StoreSource SourceOf(IStoreReader reader, string? userId) => new(reader, Options.KeyRing, userId);

    private static GrainPage ToPage(in QueryResult result) =>
        new([.. result.Hits.Select(static hit => new GrainHit(ToStored(hit.Row), hit.Score, hit.MatchedFields))], result.Total, result.NextCursor);

    private GrainPage Counted(GrainPage page)
    {
        Count([.. page.Results.Select(static hit => hit.Address)]);
        return page;
    }

    private void Count(ReadOnlySpan<ContentAddress> addresses)
    {
        if (Options.CountAccesses && addresses.Length > 0) _backend.CountAccess(addresses, Now);
    }
}
