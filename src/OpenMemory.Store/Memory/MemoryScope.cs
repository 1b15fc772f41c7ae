using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// A time in which one thread alone has the state: for reading, or for writing too. There are two of them in a backend, which are used
/// over and over, so that beginning one costs nothing.
/// </summary>
internal sealed class MemoryScope(MemoryBackend backend, bool canWrite) : IStoreWriter
{
    public AuditEntry? LastAudit => State.LastAudit;

    public StoreStatistics Statistics => State.Statistics;

    /// <summary>The state, for the thread whose scope this is.</summary>
    private MemoryState State => backend.StateOf(this);

    private MemoryState Writable => canWrite ? State : throw new InvalidOperationException("The scope only reads");

    public bool TryGet(in ContentAddress address, out GrainRow row) => State.TryGet(address, out row);

    public bool Contains(in ContentAddress address) => State.Contains(address);

    public bool IsDeleted(in ContentAddress address) => State.IsDeleted(address);

    public ContentAddress? SuccessorOf(in ContentAddress address, out bool isForked) => State.SuccessorOf(address, out isForked);

    public QueryResult Query(GrainQuery query) => State.Query(query);

    public QueryResult Search(GrainSearch search) => State.Search(search);

    public IEnumerable<GrainRow> FindSubject(SubjectSelector selector)
    {
        foreach (GrainRow row in State.FindSubject(selector))
        {
            _ = State; // the scope may have ended since the last one
            yield return row;
        }
    }

    public IEnumerable<ContentAddress> Addresses() => State.Addresses();

    public bool TryGetOperation(string operationId, out WriteResult result) => State.TryGetOperation(operationId, out result);

    public IReadOnlyList<AuditEntry> ReadAudit(long after, int limit) => State.ReadAudit(after, limit);

    public IReadOnlyList<GrainChange> ReadChanges(long after, int limit) => State.ReadChanges(after, limit);

    public string? GetMetadata(string key) => State.GetMetadata(key);

    public IReadOnlyList<KeyValuePair<string, string>> ScanMetadata(string prefix) => State.ScanMetadata(prefix);

    public bool TryGetContent(CasUri uri, out ReadOnlyMemory<byte> content) => State.TryGetContent(uri, out content);

    public bool IsReferenced(CasUri uri) => State.IsReferenced(uri);

    public void Insert(in GrainRow row, GrainBlob readable) => Writable.Insert(row);

    public void SetEntry(in ContentAddress address, IndexEntry entry, ProtectionGuard guard, EpochMilliseconds at) =>
        Writable.SetEntry(address, entry, guard, at);

    public void Remove(in ContentAddress address, EpochMilliseconds at) => Writable.Remove(address, at);

    public void SetTier(in ContentAddress address, StorageTier tier) => Writable.SetTier(address, tier);

    public void SetVector(in ContentAddress address, ReadOnlySpan<float> vector) => Writable.SetVector(address, vector);

    public void AppendAudit(AuditEntry entry) => Writable.AppendAudit(entry);

    public void RememberOperation(string operationId, in WriteResult result) => Writable.RememberOperation(operationId, result);

    public void SetMetadata(string key, string? value) => Writable.SetMetadata(key, value);

    public void PutContent(CasUri uri, ReadOnlySpan<byte> content) => Writable.PutContent(uri, content);

    public void RemoveContent(CasUri uri) => Writable.RemoveContent(uri);

    public void Commit()
    {
        MemoryState state = Writable;
        try
        {
            state.Commit();
        }
        catch
        {
            state.Rollback();
            throw;
        }
        backend.Announce();
    }

    public void Dispose() => backend.End(this);
}
