namespace OpenMemory.Store.Sqlite;

internal sealed partial class StoreCheck
{
    private readonly TermList _terms = new();
    private readonly HashSet<long> _ofGrain = [];
    private long _expectedPostings;

    /// <summary>Whether every term of a grain leads to it.</summary>
    private void CheckTerms(GrainBlob blob, in StoredRow row, in ContentAddress address)
    {
        GrainTerms.Collect(blob.View(), _terms);
        _ofGrain.Clear();
        for (int i = 0; i < _terms.Count; i++)
        {
            long term = TermTable.Find(_connection, _terms.FieldOf(i), _terms.TextOf(i));
            if (term == 0) Add(StoreFaultKind.Index, $"a term of the grain is missing ({_terms.FieldOf(i)})", address);
            else if (_ofGrain.Add(term) && !HasPosting(term, row)) Add(StoreFaultKind.Index, $"the grain is missing under a term ({_terms.FieldOf(i)})", address);
        }
        _expectedPostings += _ofGrain.Count;
    }

    private bool HasPosting(long term, in StoredRow row)
    {
        using Statement select = _connection.Use("SELECT kind FROM postings WHERE term = ?1 AND shelf = ?2 AND created_at = ?3 AND id = ?4");
        return select.Bind(1, term).Bind(2, row.Shelf).Bind(3, row.CreatedAt).Bind(4, row.Id).Step() && select.Int64(0) == row.Kind;
    }

    private void CheckIndex()
    {
        using (Statement select = _connection.Use(
            """
            SELECT g.address FROM postings p LEFT JOIN grains g ON g.id = p.id
            WHERE g.id IS NULL OR g.shelf <> p.shelf OR g.created_at <> p.created_at OR g.kind <> p.kind LIMIT 100
            """))
        {
            while (Next(select)) Add(StoreFaultKind.Index, select.IsNull(0) ? "a posting is of no grain" : "a posting says otherwise than its grain", select.NullableAddress(0));
        }
        CountFaults(StoreFaultKind.Index, "SELECT count(*) - count(DISTINCT id) FROM terms", "terms share a number with another one");
        CountFaults(StoreFaultKind.Index, "SELECT count(*) FROM terms WHERE id NOT IN (SELECT term FROM postings)", "terms are of no grain");
        CountFaults(StoreFaultKind.Index, "SELECT count(*) FROM (SELECT DISTINCT term FROM postings) WHERE term NOT IN (SELECT id FROM terms)", "lists of postings are of no term");
        long all = TermTable.Find(_connection, TermField.All, default);
        using (Statement missing = _connection.Use("SELECT g.address FROM grains g LEFT JOIN postings p ON p.term = ?1 AND p.shelf = g.shelf AND p.created_at = g.created_at AND p.id = g.id WHERE p.id IS NULL LIMIT 100"))
        {
            missing.Bind(1, all);
            while (Next(missing)) Add(StoreFaultKind.Index, "the grain is in no list of all grains", missing.Address(0));
        }
        // Where each expected posting is there and there are no more of them, there are no others.
        if (!_deep || _faults.Count > 0) return;
        if (Number("SELECT count(*) FROM postings") is var count && count != _expectedPostings) Add(StoreFaultKind.Index, $"{count - _expectedPostings} postings are of terms that their grains do not have");
    }
}
