using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>A store whose process ends after a number of calls that change it; what was changed before stays.</summary>
internal sealed class CuttingStore(IGrainStore inner, int calls) : IGrainStore
{
    private int _left = calls;

    /// <summary>What the process ends with.</summary>
    internal sealed class CutException : Exception;

    /// <summary>Called before every grain that is read as a whole selection.</summary>
    internal Func<Task>? WhileReading { get; init; }

    /// <summary>Called with every batch before it is taken in.</summary>
    internal Action<IReadOnlyList<ReceivedBytes>>? WhileReceiving { get; init; }

    public IMetadataTable Metadata => inner.Metadata;

    public IContentTable Content => inner.Content;

    public ValueTask<IReadOnlyList<WriteResult>> ReceiveAsync(IReadOnlyList<ReceivedBytes> received, CancellationToken cancellationToken = default)
    {
        Cut();
        WhileReceiving?.Invoke(received);
        return inner.ReceiveAsync(received, cancellationToken);
    }

    public ValueTask<IReadOnlyList<IndexMergeResult>> MergeIndexAsync(
        IReadOnlyList<IndexStatement> statements, bool resetLocal = false, CancellationToken cancellationToken = default)
    {
        Cut();
        return inner.MergeIndexAsync(statements, resetLocal, cancellationToken);
    }

    public async IAsyncEnumerable<StoredGrain> ReadAllAsync(
        GrainQuery? filter = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (StoredGrain grain in inner.ReadAllAsync(filter, cancellationToken))
        {
            yield return grain;
            if (WhileReading is { } act) await act();
        }
    }

    public IAsyncEnumerable<GrainChange> ReadChangesAsync(long after = 0, bool follow = false, CancellationToken cancellationToken = default) =>
        inner.ReadChangesAsync(after, follow, cancellationToken);

    public ValueTask<StoreStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default) => inner.GetStatisticsAsync(cancellationToken);

    public ValueTask<SupersessionChain?> GetHistoryAsync(ContentAddress address, CancellationToken cancellationToken = default) =>
        inner.GetHistoryAsync(address, cancellationToken);

    public ValueTask<bool> ExistsAsync(ContentAddress address, CancellationToken cancellationToken = default) => inner.ExistsAsync(address, cancellationToken);

    public ValueTask<StoredGrain?> GetAsync(ContentAddress address, CancellationToken cancellationToken = default) => throw Counted();

    public ValueTask<IReadOnlyList<StoredGrain?>> GetBatchAsync(IReadOnlyList<ContentAddress> addresses, CancellationToken cancellationToken = default) => throw Counted();

    public ValueTask<GrainPage> QueryAsync(GrainQuery query, CancellationToken cancellationToken = default) => throw Counted();

    public ValueTask<GrainPage> SearchAsync(GrainSearch search, CancellationToken cancellationToken = default) => throw Counted();

    public ValueTask<WriteResult> PutAsync(ReadOnlyMemory<byte> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<IReadOnlyList<WriteResult>> PutBatchAsync(IReadOnlyList<ReadOnlyMemory<byte>> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<WriteResult> SupersedeAsync(ContentAddress old, ReadOnlyMemory<byte> delivered, SupersedeOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<WriteResult> ContradictAsync(ContentAddress address, ContradictOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<WriteResult> VerifyAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<WriteResult> LiftHoldAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<WriteResult> DeleteAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<bool> SetVectorAsync(ContentAddress address, ReadOnlyMemory<float> vector, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<ContentAddress?> GetHeadAsync(ContentAddress address, CancellationToken cancellationToken = default) => inner.GetHeadAsync(address, cancellationToken);

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(long after = 0, CancellationToken cancellationToken = default) => inner.ReadAuditAsync(after, cancellationToken);

    public ValueTask<SubjectReport> ReportSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<SubjectErasure> EraseSubjectAsync(string identity, SubjectOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<ConsentCascade> CascadeConsentAsync(bool run = false, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask<RetentionReport> ApplyRetentionAsync(RetentionPolicy policy, RetentionOptions? options = null, CancellationToken cancellationToken = default) => throw Authored();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Cut()
    {
        if (_left-- == 0) throw new CutException();
    }

    private static AssertionException Counted() => new("Transfers must not count as accesses.");

    private static AssertionException Authored() => new("Transfers author nothing.");
}
