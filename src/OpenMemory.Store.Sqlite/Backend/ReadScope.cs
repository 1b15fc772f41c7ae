using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite;

/// <summary>One state of a file: a read transaction on a connection that is used over and over.</summary>
internal class ReadScope : IStoreReader, IRowSource
{
    private readonly SqliteBackend _backend;
    private readonly QueryRunner _queries;
    private Statement? _first;

    internal ReadScope(SqliteBackend backend, Connection connection)
    {
        (_backend, Connection) = (backend, connection);
        _queries = new(connection, Contains);
    }

    /// <summary>The connection, whether or not the scope has begun.</summary>
    internal Connection Connection { get; }

    Connection IRowSource.Connection => Reading;

    public AuditEntry? LastAudit => AuditTable.ReadLast(Reading);

    public virtual StoreStatistics Statistics
    {
        get
        {
            Totals totals = new();
            totals.Load(Reading);
            return ToStatistics(totals);
        }
    }

    protected SqliteBackend Backend => _backend;

    /// <summary>Whether a transaction was begun.</summary>
    protected bool HasBegun { get; set; }

    /// <summary>
    /// The connection in the scope's state. A scope that only gets one grain needs no transaction: the statement that found it stays open,
    /// and keeps the state for what may follow.
    /// </summary>
    private Connection Reading
    {
        get
        {
            if (HasBegun) return Connection;
            Connection.Run("BEGIN");
            HasBegun = true;
            _first?.Dispose();
            _first = null;
            return Connection;
        }
    }

    public bool TryGet(in ContentAddress address, out GrainRow row)
    {
        if (HasBegun || _first is not null || !GrainTable.TryOpen(Connection, address, out row, out _first))
        {
            bool isHere = GrainTable.TryRead(Reading, address, out StoredRow stored); // absent in the state that is kept from here on
            row = stored.Row;
            if (!isHere) return false;
        }
        row = WithPending(row);
        return true;
    }

    public bool Contains(in ContentAddress address) => GrainTable.Contains(Reading, address);

    public bool Contains(ContentAddress address) => GrainTable.Contains(Reading, address);

    public bool IsDeleted(in ContentAddress address) => GrainTable.IsDeleted(Reading, address);

    public ContentAddress? SuccessorOf(in ContentAddress address, out bool isForked)
    {
        IndexEntry? entry = GrainTable.ReadEntry(Reading, address);
        isForked = entry is { Rivals.Count: > 0 };
        return entry?.State.SupersededBy;
    }

    public QueryResult Query(GrainQuery query)
    {
        _ = Reading;
        return WithPending(_queries.Run(query));
    }

    public QueryResult Search(GrainSearch search)
    {
        Totals totals = new();
        totals.Load(Reading);
        return WithPending(SqliteSearch.Search(this, search, totals.HasTextIndex, totals.VectorLength));
    }

    public IEnumerable<GrainRow> FindSubject(SubjectSelector selector)
    {
        foreach (long id in SubjectSearch.Find(Reading, selector))
        {
            if (!HasBegun) throw new InvalidOperationException("The scope has ended");
            if (GrainTable.TryRead(Reading, id, out StoredRow row)) yield return WithPending(row.Row);
        }
    }

    public IEnumerable<ContentAddress> Addresses() => GrainTable.ReadAddresses(Reading);

    public bool TryGetOperation(string operationId, out WriteResult result) => OperationTable.TryGet(Reading, operationId, out result);

    public IReadOnlyList<AuditEntry> ReadAudit(long after, int limit) => AuditTable.Read(Reading, after, limit);

    public IReadOnlyList<GrainChange> ReadChanges(long after, int limit) => FeedTable.Read(Reading, after, limit);

    public string? GetMetadata(string key) => MetadataRows.Get(Reading, key);

    public IReadOnlyList<KeyValuePair<string, string>> ScanMetadata(string prefix) => MetadataRows.Scan(Reading, prefix);

    public bool TryGetContent(CasUri uri, out ReadOnlyMemory<byte> content) => ContentRows.TryGet(Reading, uri, out content);

    public bool IsReferenced(CasUri uri) =>
        TermTable.Find(Reading, TermField.Content, uri.Address.ToByteArray()) is var term and not 0 && PostingTable.Any(Reading, term);

    bool IRowSource.TryRead(long id, out GrainRow row, out int shelf)
    {
        bool isHere = GrainTable.TryRead(Reading, id, out StoredRow stored);
        (row, shelf) = (stored.Row, stored.Shelf);
        return isHere;
    }

    long IRowSource.Estimate(GrainMatcher matcher, int atMost) => _queries.Estimate(matcher, atMost);

    IEnumerable<long> IRowSource.Candidates(GrainMatcher matcher) => _queries.Candidates(matcher);

    public void Dispose() => End();

    /// <summary>Ends the transaction, and gives the connection back.</summary>
    protected virtual void End()
    {
        try
        {
            _first?.Dispose();
            _first = null;
            if (HasBegun) Connection.Run("COMMIT");
            HasBegun = false;
        }
        catch
        {
            Connection.Dispose(); // and with it the transaction
            throw;
        }
        _backend.Return(this);
    }

    protected StoreStatistics ToStatistics(Totals totals) => new()
    {
        Grains = totals.Grains,
        GrainBytes = totals.GrainBytes,
        Deleted = totals.Deleted,
        Contents = totals.Contents,
        LastChange = totals.LastChange,
        LastAudit = LastAudit?.Number ?? 0,
    };

    /// <summary>Adds the accesses that are counted and not written yet.</summary>
    protected virtual GrainRow WithPending(in GrainRow row)
    {
        AccessBuffer.Access access = _backend.Accesses.Find(row.Blob.Address);
        if (access.Times == 0) return row;
        IndexState state = row.Entry.State;
        long count = state.AccessCount > long.MaxValue - access.Times ? long.MaxValue : state.AccessCount + access.Times;
        EpochMilliseconds last = new(Math.Max(state.LastAccessedAt?.Value ?? long.MinValue, access.Last!.Value));
        return row with { Entry = row.Entry with { State = state with { AccessCount = count, LastAccessedAt = last } } };
    }

    private QueryResult WithPending(in QueryResult result)
    {
        if (_backend.Accesses.IsEmpty) return result;
        return result with { Hits = [.. result.Hits.Select(hit => hit with { Row = WithPending(hit.Row) })] };
    }
}
