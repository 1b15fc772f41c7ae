namespace OpenMemory.Store.Sqlite;

/// <summary>Keeps terms and postings in step with grains.</summary>
internal sealed class TermWriter(Connection connection)
{
    private readonly TermList _terms = new();
    private readonly TermCache _cache = new();

    /// <summary>Forgets what it knows of the table.</summary>
    internal void Forget() => _cache.Clear();

    internal void Add(in StoredRow row, Totals totals)
    {
        GrainTerms.Collect(row.Row.Blob.View(), _terms);
        for (int i = 0; i < _terms.Count; i++) PostingTable.Insert(connection, GetOrAdd(_terms.FieldOf(i), _terms.TextOf(i), totals), row);
    }

    internal void Move(in StoredRow row, int shelf)
    {
        GrainTerms.Collect(row.Row.Blob.View(), _terms);
        for (int i = 0; i < _terms.Count; i++) PostingTable.Move(connection, Require(_terms.FieldOf(i), _terms.TextOf(i)), row, shelf);
    }

    /// <summary>Removes the postings of a grain, and the terms that no other grain has.</summary>
    internal void Remove(in StoredRow row)
    {
        GrainTerms.Collect(row.Row.Blob.View(), _terms);
        for (int i = 0; i < _terms.Count; i++)
        {
            TermField field = _terms.FieldOf(i);
            ReadOnlySpan<byte> text = _terms.TextOf(i);
            long term = Find(field, text);
            if (term == 0) continue; // it stood here twice
            PostingTable.Delete(connection, term, row);
            if (PostingTable.Any(connection, term)) continue;
            TermTable.Delete(connection, field, text);
            _cache.Remove(field, text);
        }
    }

    private long GetOrAdd(TermField field, ReadOnlySpan<byte> text, Totals totals)
    {
        long term = Find(field, text);
        if (term != 0) return term;
        term = ++totals.LastTerm;
        TermTable.Insert(connection, field, text, term);
        _cache.Set(field, text, term);
        return term;
    }

    private long Require(TermField field, ReadOnlySpan<byte> text)
    {
        long term = Find(field, text);
        if (term == 0) StoreDamage.Throw("a grain has a term that is not in the index");
        return term;
    }

    private long Find(TermField field, ReadOnlySpan<byte> text)
    {
        long term = _cache.Find(field, text);
        if (term != 0) return term;
        term = TermTable.Find(connection, field, text);
        if (term != 0) _cache.Set(field, text, term);
        return term;
    }
}
