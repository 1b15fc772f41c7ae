using System.Runtime.InteropServices;

namespace OpenMemory.Store;

/// <summary>
/// Changes happen at once, and each first writes down how it is undone. What cannot be undone, overwriting bytes, waits for
/// <see cref="Commit"/>, which cannot fail. Undoing needs no new memory.
/// </summary>
internal sealed partial class MemoryState
{
    /// <summary>Longer chains of terms are tidied only where that is cheap beside what was removed, or a quarter of all is gone.</summary>
    private const int ShortChain = 4096, PerRemoval = 64;

    private readonly List<UndoStep> _undo = [];
    private readonly HashSet<uint> _goneTerms = [];
    private readonly HashSet<int> _goneSlabs = [];
    private (int Rows, int Feed, int Rich, int Audit) _before;
    private bool _isChanging;
    private int _unswept;

    /// <summary>Keeps everything, and overwrites what was removed.</summary>
    internal void Commit()
    {
        if (!_isChanging) return;
        Failure?.Invoke();
        Span<UndoStep> steps = CollectionsMarshal.AsSpan(_undo);
        int removed = CollectGone(steps);
        foreach (ref UndoStep step in steps)
        {
            if (step.Kind == UndoKind.Content && step.Old is byte[] content && !ReferenceEquals(_contents.GetValueOrDefault(step.Content), content))
                content.AsSpan().Clear();
            else if (step.Kind == UndoKind.Vector && step.Old is float[] vector && !ReferenceEquals(_vectors.GetValueOrDefault(step.Row), vector))
                vector.AsSpan().Clear();
        }
        if (removed > 0) Forget(steps, removed);
        _undo.Clear();
        _isChanging = false;
    }

    /// <summary>Undoes everything since the last <see cref="Commit"/>.</summary>
    internal void Rollback()
    {
        if (!_isChanging) return;
        for (int i = _undo.Count - 1; i >= 0; i--) Undo(_undo[i]);
        while (_table.Count > _before.Rows) UndoInsert(_table.Count - 1);
        _feed.Truncate(_before.Feed);
        _richChanges.Truncate(_before.Rich);
        if (_audit.Count > _before.Audit) _audit.RemoveRange(_before.Audit, _audit.Count - _before.Audit);
        _undo.Clear();
        _isChanging = false;
    }

    private void Begin()
    {
        if (_isChanging) return;
        _before = (_table.Count, _feed.Count, _richChanges.Count, _audit.Count);
        _isChanging = true;
    }

    private void Remember(in UndoStep step)
    {
        Failure?.Invoke();
        _undo.Add(step);
    }

    private void Undo(in UndoStep step)
    {
        switch (step.Kind)
        {
            case UndoKind.Entry:
                ref MemoryRow row = ref Rows[step.Row];
                row.Entry = step.Entry;
                row.Guard = step.Guard;
                row.Flags = step.Flags;
                _accesses.Write(step.Row, step.Counter);
                if (step.Rare is null) _rareEntries.Remove(step.Row);
                else _rareEntries[step.Row] = step.Rare;
                break;
            case UndoKind.Removal:
                if (Rows[step.Row].IsLive) break; // it failed before anything was done
                Rows[step.Row].Flags &= ~RowFlags.Removed;
                _removed--;
                _removing -= Rows[step.Row].Length;
                break;
            case UndoKind.Tier:
                ref MemoryRow moved = ref Rows[step.Row];
                moved.Flags = (moved.Flags & ~RowFlags.Tiers) | (step.Flags & RowFlags.Tiers);
                break;
            case UndoKind.Vector: Restore(_vectors, step.Row, (float[]?)step.Old); break;
            case UndoKind.Metadata: Restore(_metadata, step.Key!, (string?)step.Old); break;
            case UndoKind.Content: Restore(_contents, step.Content, (byte[]?)step.Old); break;
            default:
                if (step.Old is WriteResult result) _operations[step.Key!] = result;
                else _operations.Remove(step.Key!);
                break;
        }
    }

    private static void Restore<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key, TValue? old)
        where TKey : notnull
        where TValue : class
    {
        if (old is null) table.Remove(key);
        else table[key] = old;
    }

    private void UndoInsert(int number)
    {
        MemoryRow row = Rows[number];
        if (row.Has(RowFlags.HasBytes))
        {
            GrainTerms.Collect(ViewOf(number), _terms);
            foreach (uint term in CollectionsMarshal.AsSpan(_terms)) _index.RemoveNewest(term, number);
            _arena.Erase(row.Slab, row.Offset, row.Length);
        }
        _rareEntries.Remove(number);
        _accesses.Write(number, default);
        _table.RemoveLast();
    }

    /// <summary>Collects the terms and slabs of removed grains: the last thing that can fail.</summary>
    private int CollectGone(Span<UndoStep> steps)
    {
        _goneTerms.Clear();
        _goneSlabs.Clear();
        int gone = 0;
        foreach (ref UndoStep step in steps)
        {
            if (step.Kind != UndoKind.Removal) continue;
            gone++;
            _goneSlabs.Add(Rows[step.Row].Slab);
            GrainTerms.Collect(ViewOf(step.Row), _terms);
            foreach (uint term in CollectionsMarshal.AsSpan(_terms)) _goneTerms.Add(term);
        }
        return gone;
    }

    /// <summary>Overwrites removed grains and takes them out of everything that finds them.</summary>
    private void Forget(Span<UndoStep> steps, int gone)
    {
        foreach (ref UndoStep step in steps)
        {
            if (step.Kind != UndoKind.Removal) continue;
            ref MemoryRow row = ref Rows[step.Row];
            _removing -= row.Length;
            _arena.Erase(row.Slab, row.Offset, row.Length);
            _rareEntries.Remove(step.Row);
            _accesses.Write(step.Row, default);
            row = new() { Address = row.Address, AcceptedAt = row.AcceptedAt, Next = row.Next, Flags = RowFlags.Removed };
        }
        foreach (uint term in _goneTerms)
        {
            if (_index.Count(term) <= Math.Max(ShortChain, (long)PerRemoval * gone)) _index.Filter(term, Rows);
            else _unswept += gone;
        }
        if (_unswept > _index.Postings / 4)
        {
            _index.Sweep(Rows);
            _unswept = 0;
        }
        for (int i = 0; i < _richChanges.Count && _hasRare; i++)
        {
            if (!Rows[_richChanges[i].Row].IsLive) _richChanges[i].Rare = null;
        }
        foreach (int slab in _goneSlabs) TidySlab(slab);
        _goneTerms.Clear();
    }

    private void TidySlab(int slab)
    {
        try
        {
            _arena.Tidy(slab, Rows);
        }
        catch (OutOfMemoryException)
        {
            // Without room to move records to, they stay where they are; what was removed is overwritten already.
        }
    }
}
