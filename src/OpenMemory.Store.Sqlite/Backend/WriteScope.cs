using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite;

/// <summary>A write transaction. What is not committed when it ends is undone.</summary>
internal sealed class WriteScope : ReadScope, IStoreWriter
{
    private readonly TermWriter _terms;
    private readonly WordWriter _words;
    private readonly Totals _totals = new();
    private KeyValuePair<ContentAddress, AccessBuffer.Access>[] _counted = [];
    private long _commits = -1;
    private bool _isOpen; // SQLite undoes a transaction by itself after some faults, so that it cannot be asked

    internal WriteScope(SqliteBackend backend, Connection connection)
        : base(backend, connection) =>
        (_terms, _words) = (new(connection), new(connection, backend.Options.SealedTextNamespaces));

    public override StoreStatistics Statistics => ToStatistics(_totals);

    /// <summary>The row of the store, as this scope has it.</summary>
    internal Totals Totals => _totals;

    /// <summary>Begins, where no other connection writes.</summary>
    internal void BeginWriting()
    {
        Connection.Run("BEGIN IMMEDIATE");
        HasBegun = _isOpen = true;
        try
        {
            _totals.Load(Connection);
            if (_totals.Commits != _commits) _terms.Forget(); // another process wrote
            _counted = Backend.Accesses.IsEmpty ? [] : Backend.Accesses.Peek();
            foreach ((ContentAddress address, AccessBuffer.Access access) in _counted) AccessTable.Add(Connection, address, access.Times, access.Last!.Value);
        }
        catch
        {
            Undo();
            throw;
        }
    }

    public void Insert(in GrainRow row, GrainBlob readable)
    {
        if (Contains(row.Blob.Address) || IsDeleted(row.Blob.Address)) throw new InvalidOperationException("The grain is here, or was deleted here");
        GrainView view = row.Blob.View();
        bool hasTime = SetGrain.TryGetTime(view, out long createdAt);
        int kind = (int)view.Type | (hasTime ? 0 : RowKind.Timeless) | (DisclosedOriginal.TryGet(view, out _) ? RowKind.Disclosed : 0)
            | (row.Blob.Envelope.IsEmpty ? 0 : RowKind.Enveloped) | (row.Blob.IsCanonical ? 0 : RowKind.NotCanonical);
        StoredRow stored = new(++_totals.LastGrain, Shelf.Of(row.Entry.IsCurrent, row.Tier), kind, createdAt, row);
        ReadOnlySpan<byte> words = _words.Of(row.Blob, readable, out bool isSecret);
        GrainTable.Insert(Connection, stored, isSecret ? words : default);
        if (_totals.HasTextIndex) WordIndex.Add(Connection, stored.Id, stored.Shelf, words);
        _terms.Add(stored, _totals);
        if (row.Entry.State.AccessCount != 0 || row.Entry.State.LastAccessedAt is not null) SetCounters(stored.Id, row.Entry.State);
        _totals.Grains++;
        _totals.GrainBytes += row.Blob.Delivered.Length;
        Tell(stored.Id, GrainChangeKind.Added, row.AcceptedAt, EntryBytes.Write(row.Entry));
    }

    public void SetEntry(in ContentAddress address, IndexEntry entry, ProtectionGuard guard, EpochMilliseconds at)
    {
        StoredRow row = Require(address);
        int shelf = Shelf.Of(entry.IsCurrent, row.Row.Tier);
        byte[] bytes = EntryBytes.Write(entry);
        bool isSame = bytes.AsSpan().SequenceEqual(EntryBytes.Write(row.Row.Entry));
        if (!isSame || guard != row.Row.Guard) GrainTable.SetEntry(Connection, row.Id, shelf, bytes, guard);
        Move(row, shelf);
        IndexState before = row.Row.Entry.State, after = entry.State;
        if (before.AccessCount != after.AccessCount || before.LastAccessedAt != after.LastAccessedAt) SetCounters(row.Id, after);
        if (!isSame) Tell(row.Id, GrainChangeKind.EntryChanged, at, bytes);
    }

    public void SetTier(in ContentAddress address, StorageTier tier)
    {
        StoredRow row = Require(address);
        int shelf = Shelf.Of(Shelf.IsCurrent(row.Shelf), tier);
        if (shelf == row.Shelf) return;
        GrainTable.SetEntry(Connection, row.Id, shelf, EntryBytes.Write(row.Row.Entry), row.Row.Guard);
        Move(row, shelf);
    }

    public void Remove(in ContentAddress address, EpochMilliseconds at)
    {
        StoredRow row = Require(address);
        _terms.Remove(row);
        if (_totals.HasTextIndex) WordIndex.Remove(Connection, row.Id, row.Shelf, _words.Of(row));
        VectorTable.Remove(Connection, row.Id);
        AccessTable.Delete(Connection, row.Id);
        FeedTable.Forget(Connection, row.Id);
        GrainTable.Delete(Connection, row.Id, address);
        _totals.Grains--;
        _totals.GrainBytes -= row.Row.Blob.Delivered.Length;
        _totals.Deleted++;
        _totals.Residue = Residue.Words;
        if (_totals.VectorLength != 0 && !VectorTable.Any(Connection)) _totals.VectorLength = 0;
        Tell(row.Id, GrainChangeKind.Removed, at, default);
    }

    public void SetVector(in ContentAddress address, ReadOnlySpan<float> vector)
    {
        StoredRow row = Require(address);
        if (!vector.IsEmpty && _totals.VectorLength != 0 && _totals.VectorLength != vector.Length)
            throw new ArgumentException($"The vectors of this store have {_totals.VectorLength} numbers", nameof(vector));
        if (!QueryVector.IsFinite(vector)) throw new ArgumentException("A number of the vector is not finite", nameof(vector));
        if (vector.IsEmpty) VectorTable.Remove(Connection, row.Id);
        else VectorTable.Set(Connection, row.Id, row.Shelf, vector);
        if (!vector.IsEmpty) _totals.VectorLength = vector.Length;
        else if (_totals.VectorLength != 0 && !VectorTable.Any(Connection)) _totals.VectorLength = 0;
    }

    public void AppendAudit(AuditEntry entry) => AuditTable.Append(Connection, entry);

    public void RememberOperation(string operationId, in WriteResult result) => OperationTable.Set(Connection, operationId, result);

    public void SetMetadata(string key, string? value) => MetadataRows.Set(Connection, key, value);

    public void PutContent(CasUri uri, ReadOnlySpan<byte> content)
    {
        if (ContentRows.Contains(Connection, uri)) return;
        ContentRows.Insert(Connection, uri, content);
        _totals.Contents++;
    }

    public void RemoveContent(CasUri uri)
    {
        if (!ContentRows.Contains(Connection, uri)) return;
        ContentRows.Delete(Connection, uri);
        _totals.Contents--;
        if (_totals.Residue == Residue.None) _totals.Residue = Residue.Log;
    }

    public void Commit()
    {
        try
        {
            _totals.Commits++;
            _totals.Save(Connection);
            Connection.Run("COMMIT");
        }
        catch
        {
            Undo();
            throw;
        }
        _isOpen = false;
        _commits = _totals.Commits;
        Backend.Accesses.Done(_counted);
        _counted = [];
        Backend.Announce(_totals.LastChange);
    }

    /// <summary>Undoes what was not committed.</summary>
    internal void Abandon()
    {
        if (_isOpen) Undo();
    }

    protected override void End()
    {
        try
        {
            Abandon();
        }
        finally
        {
            HasBegun = false;
            Backend.ReturnWriter();
        }
    }

    /// <summary>Writers see what is written: what waited was written when they began.</summary>
    protected override GrainRow WithPending(in GrainRow row) => row;

    private void Undo()
    {
        _isOpen = false;
        _terms.Forget();
        _commits = -1;
        _counted = [];
        if (Connection.IsInTransaction) Connection.Run("ROLLBACK"); // SQLite itself has done it after some faults
    }

    /// <summary>Removes all terms and postings, to be made anew.</summary>
    internal void ClearTerms()
    {
        Connection.Execute("DELETE FROM postings; DELETE FROM terms;");
        _terms.Forget();
        _totals.LastTerm = 0;
    }

    /// <summary>Indexes a grain that is here and is in no index.</summary>
    internal void Index(in StoredRow row, bool withTerms)
    {
        if (withTerms) _terms.Add(row, _totals);
        if (_totals.HasTextIndex) WordIndex.Add(Connection, row.Id, row.Shelf, _words.Of(row));
    }

    private void Move(in StoredRow row, int shelf)
    {
        if (shelf == row.Shelf) return;
        _terms.Move(row, shelf);
        if (_totals.HasTextIndex) WordIndex.Move(Connection, row.Id, row.Shelf, shelf, _words.Of(row));
        VectorTable.Move(Connection, row.Id, shelf);
    }

    private void SetCounters(long id, IndexState state) => AccessTable.Set(Connection, id, state.AccessCount, state.LastAccessedAt?.Value);

    private void Tell(long id, GrainChangeKind kind, EpochMilliseconds at, ReadOnlySpan<byte> entry) =>
        FeedTable.Add(Connection, ++_totals.LastChange, id, kind, at, entry);

    private StoredRow Require(in ContentAddress address) =>
        GrainTable.TryRead(Connection, address, out StoredRow row) ? row : throw new InvalidOperationException("The grain is not here");
}
