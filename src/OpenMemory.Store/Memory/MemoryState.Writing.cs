using System.Runtime.InteropServices;
using OpenMemory.Supersession;

namespace OpenMemory.Store;

internal sealed partial class MemoryState
{
    private readonly List<uint> _terms = [];
    private long _removing;

    /// <summary>Called before each step of a change, so that tests can make any of them fail.</summary>
    internal Action? Failure { get; set; }

    internal void Insert(in GrainRow row)
    {
        GrainBlob blob = row.Blob;
        ContentAddress address = blob.Address;
        if (_table.Find(address) >= 0) throw new InvalidOperationException("The grain is here, or was deleted here");
        Begin();
        ReadOnlySpan<byte> delivered = blob.Envelope.IsEmpty ? blob.Span : blob.Envelope.Span;
        GrainView view = blob.View();
        bool hasTime = SetGrain.TryGetTime(view, out long createdAt);
        GrainTerms.Collect(view, _terms);
        _table.Reserve();
        _arena.Reserve(delivered.Length);
        ReserveChange();
        Failure?.Invoke();

        int number = _table.Add(new()
        {
            Address = address,
            AcceptedAt = row.AcceptedAt.Value,
            CreatedAt = createdAt,
            Length = delivered.Length,
            Guard = row.Guard,
            Type = view.Type,
            Flags = (blob.Envelope.IsEmpty ? 0 : RowFlags.Enveloped) | (blob.IsCanonical ? 0 : RowFlags.NotCanonical) | (hasTime ? 0 : RowFlags.Timeless)
                | FlagOf(row.Tier),
        });
        Failure?.Invoke();
        ref MemoryRow added = ref Rows[number];
        (added.Slab, added.Offset) = _arena.Write(number, delivered);
        added.Flags |= RowFlags.HasBytes;
        foreach (uint term in CollectionsMarshal.AsSpan(_terms))
        {
            Failure?.Invoke();
            _index.Add(term, number);
        }
        Failure?.Invoke();
        SetEntryOf(number, row.Entry, out PackedEntry entry, out IndexEntry? rare);
        Failure?.Invoke();
        TellAdded(number, entry, rare);
    }

    internal void SetEntry(in ContentAddress address, IndexEntry entry, ProtectionGuard guard, EpochMilliseconds at)
    {
        int number = RequireLive(address);
        Begin();
        ReserveChange();
        ref MemoryRow row = ref Rows[number];
        IndexEntry? rareBefore = row.Entry.IsRare ? _rareEntries[number] : null;
        Remember(new() { Kind = UndoKind.Entry, Row = number, Entry = row.Entry, Rare = rareBefore, Guard = row.Guard, Flags = row.Flags, Counter = _accesses.Read(number) });
        PackedEntry before = row.Entry;
        row.Guard = guard;
        Failure?.Invoke();
        SetEntryOf(number, entry, out PackedEntry after, out IndexEntry? rare);
        Failure?.Invoke();
        if (!before.Equals(after) || !Equals(rareBefore, rare)) Tell(GrainChangeKind.EntryChanged, number, after, rare, at.Value);
    }

    internal void Remove(in ContentAddress address, EpochMilliseconds at)
    {
        int number = RequireLive(address);
        Begin();
        ReserveChange();
        if (_vectors.TryGetValue(number, out float[]? vector))
        {
            Remember(new() { Kind = UndoKind.Vector, Row = number, Old = vector });
            _vectors.Remove(number);
        }
        Failure?.Invoke();
        ref MemoryRow row = ref Rows[number];
        Remember(new() { Kind = UndoKind.Removal, Row = number });
        row.Flags |= RowFlags.Removed;
        _removed++;
        _removing += row.Length;
        Failure?.Invoke();
        Tell(GrainChangeKind.Removed, number, default, null, at.Value);
    }

    internal void SetTier(in ContentAddress address, StorageTier tier)
    {
        int number = RequireLive(address);
        ref MemoryRow row = ref Rows[number];
        if (row.Tier == tier) return;
        Begin();
        Remember(new() { Kind = UndoKind.Tier, Row = number, Flags = row.Flags });
        row.Flags = (row.Flags & ~RowFlags.Tiers) | FlagOf(tier);
    }

    internal void SetVector(in ContentAddress address, ReadOnlySpan<float> vector)
    {
        int number = RequireLive(address);
        if (!vector.IsEmpty && _vectors.Count > 0 && VectorLength != vector.Length)
            throw new ArgumentException($"The vectors of this store have {VectorLength} numbers", nameof(vector));
        if (!QueryVector.IsFinite(vector)) throw new ArgumentException("A number of the vector is not finite", nameof(vector));
        Begin();
        float[]? kept = vector.IsEmpty ? null : vector.ToArray();
        _vectors.EnsureCapacity(_vectors.Count + 1);
        Remember(new() { Kind = UndoKind.Vector, Row = number, Old = _vectors.GetValueOrDefault(number) });
        Failure?.Invoke();
        if (kept is null) _vectors.Remove(number);
        else _vectors[number] = kept;
    }

    internal void AppendAudit(AuditEntry entry)
    {
        Begin();
        Failure?.Invoke();
        _audit.Add(entry);
    }

    internal void RememberOperation(string operationId, in WriteResult result)
    {
        Begin();
        _operations.EnsureCapacity(_operations.Count + 1);
        Remember(_operations.TryGetValue(operationId, out WriteResult old)
            ? new() { Kind = UndoKind.Operation, Key = operationId, Old = old }
            : new() { Kind = UndoKind.Operation, Key = operationId });
        Failure?.Invoke();
        _operations[operationId] = result;
    }

    internal void SetMetadata(string key, string? value)
    {
        Begin();
        _metadata.EnsureCapacity(_metadata.Count + 1);
        Remember(new() { Kind = UndoKind.Metadata, Key = key, Old = _metadata.GetValueOrDefault(key) });
        Failure?.Invoke();
        if (value is null) _metadata.Remove(key);
        else _metadata[key] = value;
    }

    internal void PutContent(CasUri uri, ReadOnlySpan<byte> content)
    {
        if (_contents.ContainsKey(uri)) return;
        Begin();
        byte[] kept = content.ToArray();
        _contents.EnsureCapacity(_contents.Count + 1);
        Remember(new() { Kind = UndoKind.Content, Content = uri });
        Failure?.Invoke();
        _contents[uri] = kept;
    }

    internal void RemoveContent(CasUri uri)
    {
        if (!_contents.TryGetValue(uri, out byte[]? content)) return;
        Begin();
        Remember(new() { Kind = UndoKind.Content, Content = uri, Old = content });
        Failure?.Invoke();
        _contents.Remove(uri);
    }

    private int VectorLength
    {
        get
        {
            foreach (float[] vector in _vectors.Values) return vector.Length;
            return 0;
        }
    }

    private static RowFlags FlagOf(StorageTier tier) => tier switch { StorageTier.Cold => RowFlags.Cold, StorageTier.Warm => RowFlags.Warm, _ => RowFlags.None };

    private int RequireLive(in ContentAddress address)
    {
        int number = FindLive(address);
        return number >= 0 ? number : throw new InvalidOperationException("The grain is not here");
    }

    /// <summary>Sets everything that an entry says; undone as a whole by whoever called.</summary>
    private void SetEntryOf(int number, IndexEntry entry, out PackedEntry packed, out IndexEntry? rare)
    {
        packed = Pack(entry, out rare);
        if (rare is not null)
        {
            _rareEntries[number] = rare;
            Rows[number].Entry = packed;
        }
        else
        {
            Rows[number].Entry = packed;
            _rareEntries.Remove(number);
        }
        EpochMilliseconds? last = entry.State.LastAccessedAt;
        _accesses.Write(number, new() { Count = entry.State.AccessCount, Last = last?.Value ?? 0 });
        ref MemoryRow row = ref Rows[number];
        row.Flags = last is null ? row.Flags & ~RowFlags.HasLastAccess : row.Flags | RowFlags.HasLastAccess;
    }
}
