using System.Text.Unicode;
using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Looks for everything in a file that cannot be right, in one read state and on a connection of its own. Memory grows with the number of
/// superseded grains alone, by some forty bytes each.
/// </summary>
internal sealed partial class StoreCheck
{
    private const int MaxFaults = 1000, MaxOfOneKind = 100;

    private readonly Connection _connection;
    private readonly bool _deep;
    private readonly ProgressMeter? _meter;
    private readonly CancellationToken _cancellationToken;
    private readonly Totals _totals = new();
    private readonly List<StoreFault> _faults = [];
    private bool _hasMore;
    private long _grains, _changes, _audit, _contents, _vectors;

    private StoreCheck(Connection connection, bool deep, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
    {
        (_connection, _deep, _cancellationToken) = (connection, deep, cancellationToken);
        connection.Execute("BEGIN");
        _totals.Load(connection);
        if (progress is not null) _meter = new(progress, FileBytes + (deep ? GrainBytes : 0) + ContentBytes);
    }

    private long FileBytes => Number("PRAGMA page_count") * Number("PRAGMA page_size");

    private long GrainBytes => Number("SELECT total(length(delivered)) FROM grains");

    private long ContentBytes => Number("SELECT total(length(bytes)) FROM contents");

    /// <summary>Checks a file.</summary>
    internal static StoreCheckReport Run(string path, bool deep, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
    {
        using Connection connection = new(path, raw.SQLITE_OPEN_READONLY, TimeSpan.FromSeconds(30));
        SchemaGuard.Harden(connection);
        using CancellationTokenRegistration interruption = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            return new StoreCheck(connection, deep, progress, cancellationToken).Run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private StoreCheckReport Run()
    {
        Part(CheckFile);
        // Pages that lead in circles could be read for ever.
        if (_faults.Count == 0)
        {
            foreach (Action part in (Action[])[CheckTypes, CheckCounts, CheckGrains, CheckIndex, CheckWords, CheckFeed, CheckAudit, CheckContents, CheckVectors, CheckRows]) Part(part);
        }
        return new()
        {
            IsDeep = _deep, Faults = _faults, HasMoreFaults = _hasMore, Grains = _grains, Changes = _changes, AuditEntries = _audit, Contents = _contents, Vectors = _vectors,
        };
    }

    private void Part(Action check)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        try
        {
            check();
        }
        catch (OmsException damage) when (damage.Code == OmsErrorCode.Corrupt)
        {
            Add(StoreFaultKind.File, damage.Fault.Message);
        }
    }

    private void CheckFile()
    {
        SchemaGuard.Check(_connection);
        using Statement check = _connection.Use("PRAGMA integrity_check(100)");
        while (check.Step())
        {
            string line = check.Text(0);
            if (line != "ok") Add(StoreFaultKind.File, line);
        }
        _meter?.Add(FileBytes);
    }

    /// <summary>SQLite keeps in any column what it was given; each holds what its table says, as this library writes it.</summary>
    private void CheckTypes()
    {
        foreach ((string table, string[] integers, string[] blobs, string[] optionalBlobs) in s_columns)
        {
            string wrong = string.Join(" OR ", integers.Select(static column => $"typeof({column}) <> 'integer'")
                .Concat(blobs.Select(static column => $"typeof({column}) <> 'blob'"))
                .Concat(optionalBlobs.Select(static column => $"typeof({column}) NOT IN ('blob', 'null')")));
            using Statement count = _connection.UseMade($"SELECT count(*) FROM {table} WHERE {wrong}");
            if (count.Step() && count.Int64(0) is > 0 and var rows) Add(StoreFaultKind.File, $"{rows} rows of {table} hold values of other types");
        }
    }

    private void CheckCounts()
    {
        Compare(_totals.Grains, "SELECT count(*) FROM grains", "grains");
        Compare(_totals.GrainBytes, "SELECT total(length(delivered)) FROM grains", "bytes of grains");
        Compare(_totals.Deleted, "SELECT count(*) FROM deleted", "deleted grains");
        Compare(_totals.Contents, "SELECT count(*) FROM contents", "attachments");
        Compare(_totals.LastChange, "SELECT coalesce(max(sequence), 0) FROM changes", "changes");
        if (_totals.LastGrain < Number("SELECT max(coalesce((SELECT max(id) FROM grains), 0), coalesce((SELECT max(id) FROM deleted), 0))"))
            Add(StoreFaultKind.Count, "numbers of grains would be used again");
        if (_totals.LastTerm < Number("SELECT coalesce(max(id), 0) FROM terms")) Add(StoreFaultKind.Count, "numbers of terms would be used again");
    }

    private void CheckContents()
    {
        using Statement select = _connection.Use("SELECT uri, bytes FROM contents");
        while (Next(select))
        {
            _contents++;
            ContentAddress name = select.Address(0);
            if (ContentAddress.Compute(select.Blob(1)) != name) Add(StoreFaultKind.Content, "an attachment has another hash than its name", name);
            _meter?.Add(select.Blob(1).Length);
        }
    }

    private void CheckVectors()
    {
        using Statement select = _connection.Use("SELECT v.shelf, v.vector, g.shelf, g.address FROM vectors v LEFT JOIN grains g ON g.id = v.id");
        while (Next(select))
        {
            _vectors++;
            ReadOnlySpan<byte> vector = select.Blob(1);
            if (select.IsNull(3)) Add(StoreFaultKind.Vector, "a vector belongs to no grain");
            else if (select.Int64(0) != select.Int64(2)) Add(StoreFaultKind.Vector, "a vector stands on another shelf than its grain", select.Address(3));
            if (vector.Length != sizeof(float) * (long)_totals.VectorLength) Add(StoreFaultKind.Vector, "a vector has another length", select.NullableAddress(3));
            for (; vector.Length >= sizeof(float); vector = vector[sizeof(float)..])
            {
                if (float.IsFinite(System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(vector))) continue;
                Add(StoreFaultKind.Vector, "a vector has a number that is not finite", select.NullableAddress(3));
                break;
            }
        }
    }

    private void CheckRows()
    {
        CountFaults(StoreFaultKind.Row, "SELECT count(*) FROM accesses WHERE id NOT IN (SELECT id FROM grains)", "access counters are of no grain");
        CountFaults(StoreFaultKind.Row, "SELECT count(*) FROM accesses WHERE count < 0", "access counters are less than nothing");
        CountFaults(StoreFaultKind.Row, "SELECT count(*) FROM deleted WHERE length(address) <> 32", "deleted addresses have another length");
        CountFaults(StoreFaultKind.Row, "SELECT count(*) FROM operations WHERE length(address) <> 32 OR length(head) <> 32 OR outcome NOT BETWEEN 1 AND 2", "operations say what none came to");
        using Statement select = _connection.Use("SELECT key, value FROM metadata");
        while (Next(select))
        {
            if (!Utf8.IsValid(select.Blob(0)) || !Utf8.IsValid(select.Blob(1))) Add(StoreFaultKind.Row, "a row of metadata is no text");
        }
    }

    private void Compare(long kept, string select, string what)
    {
        long there = Number(select);
        if (kept != there) Add(StoreFaultKind.Count, $"{kept} {what} are counted, and {there} are there");
    }

    /// <summary>Adds a fault where a statement counts any.</summary>
    private void CountFaults(StoreFaultKind kind, string select, string what)
    {
        if (Number(select) is > 0 and var count) Add(kind, $"{count} {what}");
    }

    private long Number(string select) => _connection.ReadInt64(select) ?? 0;

    private bool Next(Statement statement)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return statement.Step();
    }

    private void Add(StoreFaultKind kind, string what, ContentAddress? address = null)
    {
        if (_faults.Count < MaxFaults) _faults.Add(new(kind, what, address));
        else _hasMore = true;
    }

    private static readonly (string Table, string[] Integers, string[] Blobs, string[] OptionalBlobs)[] s_columns =
    [
        ("store", ["commits", "grains", "grain_bytes", "deleted", "contents", "last_grain", "last_term", "last_change", "vector_length", "residue", "text_index", "index_version"], [], []),
        ("grains", ["shelf", "kind", "guard", "created_at", "accepted_at"], ["address", "delivered"], ["entry", "words"]),
        ("deleted", [], ["address"], []),
        ("terms", ["field", "id"], ["text"], []),
        ("postings", ["term", "shelf", "created_at", "id", "kind"], [], []),
        ("vectors", ["shelf"], ["vector"], []),
        ("changes", ["id", "kind", "at"], [], ["entry"]),
        ("audit", ["act", "at"], ["previous"], ["grain", "other", "record", "actor", "detail"]),
        ("operations", ["outcome", "needs_review"], ["operation", "address"], ["head"]),
        ("metadata", [], ["key", "value"], []),
        ("contents", [], ["uri", "bytes"], []),
    ];
}
