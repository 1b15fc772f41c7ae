using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// All that the in-memory store holds, and how it is read. Nobody else is at work meanwhile: <see cref="MemoryBackend"/> sees to that.
/// Grains are numbered in the order in which they came, and everything else says the number; bytes go out as copies, so that an erasure can
/// overwrite its own.
/// </summary>
internal sealed partial class MemoryState
{
    private readonly RowTable _table = new();
    private readonly BlobArena _arena = new();
    private readonly TermIndex _index = new();
    private readonly Dictionary<int, IndexEntry> _rareEntries = [];
    private readonly AccessCounters _accesses = new();
    private readonly Dictionary<int, float[]> _vectors = [];
    private readonly Dictionary<CasUri, byte[]> _contents = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WriteResult> _operations = new(StringComparer.Ordinal);
    private readonly List<AuditEntry> _audit = [];
    private int _removed;

    internal MemoryState() => _contains = address => Contains(address);

    internal AuditEntry? LastAudit => _audit.Count == 0 ? null : _audit[^1];

    internal StoreStatistics Statistics => new()
    {
        Grains = _table.Count - _removed,
        GrainBytes = _arena.LiveBytes - _removing,
        Deleted = _removed,
        Contents = _contents.Count,
        LastChange = LastChange,
        LastAudit = _audit.Count == 0 ? 0 : _audit[^1].Number,
    };

    /// <summary>Terms and postings of the index, for tests.</summary>
    internal int Terms => _index.Terms;

    /// <inheritdoc cref="Terms"/>
    internal int Postings => _index.Postings;

    private Chunks<MemoryRow> Rows => _table.Rows;

    internal bool TryGet(in ContentAddress address, out GrainRow row)
    {
        int number = FindLive(address);
        row = number < 0 ? default : RowOf(number);
        return number >= 0;
    }

    internal bool Contains(in ContentAddress address) => FindLive(address) >= 0;

    internal bool IsDeleted(in ContentAddress address) => _table.Find(address) is var number and >= 0 && !Rows[number].IsLive;

    internal ContentAddress? SuccessorOf(in ContentAddress address, out bool isForked)
    {
        isForked = false;
        int number = FindLive(address);
        if (number < 0) return null;
        PackedEntry entry = Rows[number].Entry;
        if (entry.IsRare)
        {
            IndexEntry rare = _rareEntries[number];
            isForked = rare.Rivals.Count > 0;
            return rare.State.SupersededBy;
        }
        return (entry.Flags & EntryFlags.HasSuccessor) == 0 ? null : Rows[entry.Successor].Address;
    }

    internal IEnumerable<ContentAddress> Addresses()
    {
        ContentAddress[] addresses = new ContentAddress[_table.Count - _removed];
        int count = 0;
        for (int number = 0; number < _table.Count; number++)
        {
            if (Rows[number].IsLive) addresses[count++] = Rows[number].Address;
        }
        Array.Sort(addresses);
        return addresses;
    }

    internal bool TryGetOperation(string operationId, out WriteResult result) => _operations.TryGetValue(operationId, out result);

    internal IReadOnlyList<AuditEntry> ReadAudit(long after, int limit)
    {
        int first = FirstAfter(after);
        return first >= _audit.Count ? [] : _audit.GetRange(first, Math.Min(limit, _audit.Count - first));
    }

    internal string? GetMetadata(string key) => _metadata.GetValueOrDefault(key);

    internal IReadOnlyList<KeyValuePair<string, string>> ScanMetadata(string prefix)
    {
        List<KeyValuePair<string, string>> rows = [.. _metadata.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal))];
        rows.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return rows;
    }

    internal bool TryGetContent(CasUri uri, out ReadOnlyMemory<byte> content)
    {
        bool isHere = _contents.TryGetValue(uri, out byte[]? bytes);
        content = isHere ? bytes!.AsSpan().ToArray() : default;
        return isHere;
    }

    internal bool IsReferenced(CasUri uri)
    {
        TermIndex.Cursor rows = _index.RowsOf(GrainTerms.Of(uri));
        while (rows.MoveNext())
        {
            if (Rows[rows.Current].IsLive && Attachments.Of(ViewOf(rows.Current)).Contains(uri)) return true;
        }
        return false;
    }

    internal IEnumerable<GrainRow> FindSubject(SubjectSelector selector)
    {
        int count = _table.Count;
        for (int number = 0; number < count && number < _table.Count; number++)
        {
            if (Rows[number].IsLive && MayBeAbout(number, selector)) yield return RowOf(number);
        }
    }

    internal void CountAccess(in ContentAddress address, long at)
    {
        int number = FindLive(address);
        if (number < 0) return;
        ref AccessCounter counter = ref _accesses[number];
        if (counter.Count < long.MaxValue) counter.Count++;
        ref MemoryRow row = ref Rows[number];
        counter.Last = row.Has(RowFlags.HasLastAccess) ? Math.Max(counter.Last, at) : at;
        row.Flags |= RowFlags.HasLastAccess;
    }

    /// <summary>Overwrites bytes of grains and attachments.</summary>
    internal void Clear()
    {
        _arena.Clear();
        foreach (byte[] content in _contents.Values) content.AsSpan().Clear();
    }

    /// <summary>How often bytes stand anywhere in the arena, erased places included; for tests.</summary>
    internal int FindBytes(ReadOnlySpan<byte> bytes) => _arena.FindBytes(bytes);

    private int FindLive(in ContentAddress address)
    {
        int number = _table.Find(address);
        return number >= 0 && Rows[number].IsLive ? number : -1;
    }

    /// <summary>Whether a grain is about a person, or may be: what cannot be read, or only guessed at, is for the caller to judge.</summary>
    private bool MayBeAbout(int number, SubjectSelector selector)
    {
        GrainView grain = ViewOf(number);
        return !grain.IsReadable() || !grain.Type.HasSchema() || selector.Matches(grain);
    }

    /// <summary>The bytes as they are delivered.</summary>
    private ReadOnlySpan<byte> BytesOf(in MemoryRow row) => _arena.Read(row.Slab, row.Offset, row.Length);

    private GrainView ViewOf(int number)
    {
        ref MemoryRow row = ref Rows[number];
        ReadOnlySpan<byte> bytes = BytesOf(row);
        return GrainView.OverTrusted(row.Has(RowFlags.Enveloped) ? GrainBlob.BytesIn(bytes) : bytes, !row.Has(RowFlags.NotCanonical));
    }

    private GrainRow RowOf(int number)
    {
        ref MemoryRow row = ref Rows[number];
        return new(BlobOf(row), EntryOf(number), row.AcceptedAt, row.Guard, row.Tier);
    }

    private GrainBlob BlobOf(in MemoryRow row)
    {
        byte[] delivered = BytesOf(row).ToArray();
        bool isCanonical = !row.Has(RowFlags.NotCanonical);
        return row.Has(RowFlags.Enveloped)
            ? GrainBlob.AdoptTrusted(GrainBlob.BytesIn(delivered).ToArray(), row.Address, isCanonical, delivered)
            : GrainBlob.AdoptTrusted(delivered, row.Address, isCanonical, null);
    }

    /// <summary>Where the entries of the audit chain after a number begin; their numbers ascend.</summary>
    private int FirstAfter(long after)
    {
        int low = 0, high = _audit.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_audit[middle].Number <= after) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
