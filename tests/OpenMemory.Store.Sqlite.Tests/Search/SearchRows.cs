using OpenMemory.Supersession;
using SQLitePCL;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>
/// Rows for searches, in a database of their own, and the same in memory to compare with. An estimate that is set makes the searches go by
/// the indexes however few grains there are.
/// </summary>
internal sealed class SearchRows : IRowSource, IDisposable
{
    private readonly Dictionary<long, GrainRow> _rows = [];
    private readonly Dictionary<ContentAddress, long> _ids = [];
    private readonly WordText _text = new();

    internal SearchRows(string path = ":memory:")
    {
        Connection = new(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, TimeSpan.FromSeconds(1));
        Connection.Execute(StoreSchema.Tables);
        WordIndex.Create(Connection);
    }

    public Connection Connection { get; }

    internal MemoryBackend Memory { get; } = new();

    internal long? Estimated { get; set; }

    internal int VectorLength { get; private set; }

    internal bool HasWords { get; set; } = true;

    internal static IndexEntry Past { get; } = IndexEntry.Default with { IsContradicted = true, State = IndexState.Default with { SystemValidTo = 5 } };

    internal static GrainBlob Says(string text, long createdAt = 1, string subject = "s") => new Fact
    {
        Subject = subject, Relation = "r", Object = text, Confidence = 1, CreatedAt = createdAt,
    }.ToBlob();

    /// <summary>Adds grains to both in one transaction.</summary>
    internal void Add(params IEnumerable<GrainBlob> grains)
    {
        Connection.Run("BEGIN");
        using IStoreWriter writer = Memory.BeginWrite();
        foreach (GrainBlob grain in grains)
        {
            Insert(grain, IndexEntry.Default, StorageTier.Hot);
            writer.Insert(_rows[_ids[grain.Address]], grain);
        }
        writer.Commit();
        Connection.Run("COMMIT");
    }

    /// <summary>Adds a past grain to both.</summary>
    internal void AddPast(GrainBlob grain)
    {
        Insert(grain, Past, StorageTier.Hot);
        using IStoreWriter writer = Memory.BeginWrite();
        writer.Insert(_rows[_ids[grain.Address]], grain);
        writer.Commit();
    }

    /// <summary>Adds a grain on another tier, or one whose words it does not say itself, to the rows alone.</summary>
    internal long Insert(GrainBlob grain, IndexEntry entry, StorageTier tier, string? words = null)
    {
        long id = _ids.Count + 1;
        int shelf = Shelf.Of(entry.IsCurrent, tier);
        GrainView view = grain.View();
        bool hasTime = SetGrain.TryGetTime(view, out long time);
        int kind = (int)view.Type | (hasTime ? 0 : RowKind.Timeless) | (DisclosedOriginal.TryGet(view, out _) ? RowKind.Disclosed : 0);
        using (Statement statement = Connection.Use("INSERT INTO grains VALUES (?1, ?2, ?3, ?4, 0, ?5, 77, NULL, ?6, ?7)"))
            statement.Bind(1, id).Bind(2, grain.Address).Bind(3, shelf).Bind(4, kind).Bind(5, time).Bind(6, words).Bind(7, grain.Delivered.Span).Run();
        WordIndex.Add(Connection, id, shelf, words is null ? _text.Of(view) : System.Text.Encoding.UTF8.GetBytes(words));
        _rows[id] = new(grain, entry, 77, default, tier);
        _ids[grain.Address] = id;
        return id;
    }

    internal void SetVector(GrainBlob grain, params float[] vector)
    {
        long id = _ids[grain.Address];
        VectorLength = vector.Length;
        VectorTable.Set(Connection, id, Shelf.Of(_rows[id].Entry.IsCurrent, _rows[id].Tier), vector);
        using IStoreWriter writer = Memory.BeginWrite();
        writer.SetVector(grain.Address, vector);
        writer.Commit();
    }

    internal QueryResult Search(GrainSearch search) => SqliteSearch.Search(this, search, HasWords, VectorLength);

    internal QueryResult Search(string text) => Search(new GrainSearch { Text = text });

    internal QueryResult SearchMemory(GrainSearch search)
    {
        using IStoreReader reader = Memory.BeginRead();
        return reader.Search(search);
    }

    public bool TryRead(long id, out GrainRow row, out int shelf)
    {
        bool isHere = _rows.TryGetValue(id, out row);
        shelf = isHere ? Shelf.Of(row.Entry.IsCurrent, row.Tier) : 0;
        return isHere;
    }

    public bool Contains(ContentAddress address) => _ids.ContainsKey(address);

    public long Estimate(GrainMatcher matcher, int atMost) => Math.Min(Estimated ?? _rows.Count, atMost);

    public IEnumerable<long> Candidates(GrainMatcher matcher) => _rows.Keys;

    public void Dispose()
    {
        Connection.Dispose();
        Memory.Dispose();
    }
}
