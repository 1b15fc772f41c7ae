using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// A store of grains: all rules of the store protocol, over something that keeps bytes. <see cref="InMemoryGrainStore"/> is one.
/// </summary>
public abstract partial class GrainStore : IGrainStore
{
    private readonly IStoreBackend _backend;

    private protected GrainStore(IStoreBackend backend, GrainStoreOptions? options)
    {
        _backend = backend;
        Options = options ?? new();
        Metadata = null!;
        Content = null!;
    }

    /// <summary>How the store works.</summary>
    public GrainStoreOptions Options { get; }

    /// <inheritdoc/>
    public IMetadataTable Metadata { get; }

    /// <inheritdoc/>
    public IContentTable Content { get; }

    /// <inheritdoc/>
    public ValueTask<StoredGrain?> GetAsync(ContentAddress address, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredGrain?>> GetBatchAsync(IReadOnlyList<ContentAddress> addresses, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(ContentAddress address, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<WriteResult> PutAsync(ReadOnlyMemory<byte> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteResult>> PutBatchAsync( IReadOnlyList<ReadOnlyMemory<byte>> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<WriteResult> SupersedeAsync( ContentAddress old, ReadOnlyMemory<byte> delivered, SupersedeOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<WriteResult> ContradictAsync(ContentAddress address, ContradictOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<WriteResult> VerifyAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<WriteResult> LiftHoldAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<WriteResult> DeleteAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<GrainPage> QueryAsync(GrainQuery query, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<GrainPage> SearchAsync(GrainSearch search, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<bool> SetVectorAsync(ContentAddress address, ReadOnlyMemory<float> vector, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<ContentAddress?> GetHeadAsync(ContentAddress address, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SupersessionChain?> GetHistoryAsync(ContentAddress address, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteResult>> ReceiveAsync(IReadOnlyList<ReceivedBytes> received, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IndexMergeResult>> MergeIndexAsync( IReadOnlyList<IndexStatement> statements, bool resetLocal = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IAsyncEnumerable<GrainChange> ReadChangesAsync(long after = 0, bool follow = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(long after = 0, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SubjectReport> ReportSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<SubjectErasure> EraseSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<ConsentCascade> CascadeConsentAsync(bool run = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Releases what the store holds. Doing it again does nothing.</summary>
    /// <returns>Nothing.</returns>
    public ValueTask DisposeAsync()
    {
        _backend.Dispose();
        GC.SuppressFinalize(this);
        return default;
    }
}
