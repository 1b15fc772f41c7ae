using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>The operations as callers see them: each is one line, which has it watched.</summary>
public abstract partial class GrainStore : IWatchedStore
{
    StoreWatch? IWatchedStore.Watch => _watch;

    /// <inheritdoc/>
    public ValueTask<StoredGrain?> GetAsync(ContentAddress address, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Get, (store: this, address, cancellationToken),
            static x => x.store.GetCoreAsync(x.address, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredGrain?>> GetBatchAsync(
        IReadOnlyList<ContentAddress> addresses, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.GetBatch, (store: this, addresses, cancellationToken),
            static x => x.store.GetBatchCoreAsync(x.addresses, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(ContentAddress address, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Exists, (store: this, address, cancellationToken),
            static x => x.store.ExistsCoreAsync(x.address, x.cancellationToken), OperationEnd.OfFound);

    /// <inheritdoc/>
    public ValueTask<GrainPage> QueryAsync(GrainQuery query, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Query, (store: this, query, cancellationToken),
            static x => x.store.QueryCoreAsync(x.query, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<GrainPage> SearchAsync(GrainSearch search, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Search, (store: this, search, cancellationToken),
            static x => x.store.SearchCoreAsync(x.search, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredGrain> ReadAllAsync(GrainQuery? filter = null, CancellationToken cancellationToken = default) =>
        _watch.Read(StoreOperation.ReadAll, ReadAllCoreAsync(filter, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<ContentAddress?> GetHeadAsync(ContentAddress address, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.GetHead, (store: this, address, cancellationToken),
            static x => x.store.GetHeadCoreAsync(x.address, x.cancellationToken), OperationEnd.OfFound);

    /// <inheritdoc/>
    public ValueTask<SupersessionChain?> GetHistoryAsync(ContentAddress address, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.GetHistory, (store: this, address, cancellationToken),
            static x => x.store.GetHistoryCoreAsync(x.address, x.cancellationToken), OperationEnd.OfFound);

    /// <inheritdoc/>
    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.GetStatistics, (store: this, cancellationToken),
            static x => x.store.GetStatisticsCoreAsync(x.cancellationToken), OperationEnd.OfDone);

    /// <inheritdoc/>
    public ValueTask<WriteResult> PutAsync(
        ReadOnlyMemory<byte> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Put, (store: this, delivered, options, cancellationToken),
            static x => x.store.PutCoreAsync(x.delivered, x.options, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteResult>> PutBatchAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.PutBatch, (store: this, delivered, options, cancellationToken),
            static x => x.store.PutBatchCoreAsync(x.delivered, x.options, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<WriteResult> SupersedeAsync(
        ContentAddress old, ReadOnlyMemory<byte> delivered, SupersedeOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Supersede, (store: this, old, delivered, options, cancellationToken),
            static x => x.store.SupersedeCoreAsync(x.old, x.delivered, x.options, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<WriteResult> ContradictAsync(
        ContentAddress address, ContradictOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Contradict, (store: this, address, options, cancellationToken),
            static x => x.store.ContradictCoreAsync(x.address, x.options, x.cancellationToken), OperationEnd.OfStatus);

    /// <inheritdoc/>
    public ValueTask<WriteResult> VerifyAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Verify, (store: this, address, options, cancellationToken),
            static x => x.store.VerifyCoreAsync(x.address, x.options, x.cancellationToken), OperationEnd.OfStatus);

    /// <inheritdoc/>
    public ValueTask<WriteResult> LiftHoldAsync(
        ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.LiftHold, (store: this, address, options, cancellationToken),
            static x => x.store.LiftHoldCoreAsync(x.address, x.options, x.cancellationToken), OperationEnd.OfStatus);

    /// <inheritdoc/>
    public ValueTask<WriteResult> DeleteAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Delete, (store: this, address, options, cancellationToken),
            static x => x.store.DeleteCoreAsync(x.address, x.options, x.cancellationToken), OperationEnd.OfDeletion);

    /// <inheritdoc/>
    public ValueTask<bool> SetVectorAsync(ContentAddress address, ReadOnlyMemory<float> vector, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.SetVector, (store: this, address, vector, cancellationToken),
            static x => x.store.SetVectorCoreAsync(x.address, x.vector, x.cancellationToken), OperationEnd.OfFound);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteResult>> ReceiveAsync(IReadOnlyList<ReceivedBytes> received, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.Receive, (store: this, received, cancellationToken),
            static x => x.store.ReceiveCoreAsync(x.received, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IndexMergeResult>> MergeIndexAsync(
        IReadOnlyList<IndexStatement> statements, bool resetLocal = false, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.MergeIndex, (store: this, statements, resetLocal, cancellationToken),
            static x => x.store.MergeIndexCoreAsync(x.statements, x.resetLocal, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public IAsyncEnumerable<GrainChange> ReadChangesAsync(long after = 0, bool follow = false, CancellationToken cancellationToken = default) =>
        _watch.Read(follow ? StoreOperation.FollowChanges : StoreOperation.ReadChanges, ReadChangesCoreAsync(after, follow, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(long after = 0, CancellationToken cancellationToken = default) =>
        _watch.Read(StoreOperation.ReadAudit, ReadAuditCoreAsync(after, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<SubjectReport> ReportSubjectAsync(
        string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.ReportSubject, (store: this, identity, options, cancellationToken),
            static x => x.store.ReportSubjectCoreAsync(x.identity, x.options, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<SubjectErasure> EraseSubjectAsync(
        string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.EraseSubject, (store: this, identity, options, cancellationToken),
            static x => x.store.EraseSubjectCoreAsync(x.identity, x.options, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<ConsentCascade> CascadeConsentAsync(bool run = false, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.CascadeConsent, (store: this, run, cancellationToken),
            static x => x.store.CascadeConsentCoreAsync(x.run, x.cancellationToken), OperationEnd.Of);

    /// <inheritdoc/>
    public ValueTask<RetentionReport> ApplyRetentionAsync(RetentionPolicy policy, RetentionOptions? options = null, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(StoreOperation.ApplyRetention, (store: this, policy, options, cancellationToken),
            static x => x.store.ApplyRetentionCoreAsync(x.policy, x.options, x.cancellationToken), OperationEnd.Of);
}
