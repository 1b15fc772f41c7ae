namespace OpenMemory.Store;

internal sealed partial class MemoryState
{
    private readonly Func<ContentAddress, bool> _contains;

    /// <summary>Answers a query: the shortest list of rows that an index has, or all rows, each asked in place.</summary>
    internal QueryResult Query(GrainQuery query)
    {
        GrainMatcher matcher = new(query, _contains);
        PageSelector page = new(query);
        StorageTier deepest = query.IncludeCold ? StorageTier.Cold : StorageTier.Warm;
        Candidates rows = CandidatesOf(matcher);
        while (rows.MoveNext())
        {
            int number = rows.Current;
            if (!Matches(number, matcher, deepest)) continue;
            ref MemoryRow row = ref Rows[number];
            long time = query.Order == GrainOrder.Timeline ? GrainMatcher.TimeOf(ViewOf(number), query.Order, row.CreatedAt) : row.CreatedAt;
            page.Add(new(time, row.Address), number);
        }
        BackendHit[] hits = [.. page.Take(out string? next).Select(number => new BackendHit(RowOf((int)number), 1, matcher.MatchedFields))];
        return new(hits, page.Total, next);
    }

    /// <summary>Whether a grain matches: what the row tells first, then the fields, in place.</summary>
    private bool Matches(int number, GrainMatcher matcher, StorageTier deepest)
    {
        ref MemoryRow row = ref Rows[number];
        if (!row.IsLive || row.Tier > deepest || !matcher.MatchesType(row.Type) || !matcher.MatchesStatus(IsCurrent(number))) return false;
        if (!matcher.MatchesTime(!row.Has(RowFlags.Timeless), row.CreatedAt)) return false;
        GrainView grain = ViewOf(number);
        return matcher.MatchesFields(grain) && (!matcher.NeedsEntry || matcher.MatchesEntry(grain, EntryOf(number)));
    }

    private Candidates CandidatesOf(GrainMatcher matcher)
    {
        uint[]? best = null;
        long fewest = long.MaxValue;
        foreach (WantedField field in matcher.Fields)
        {
            if (!field.IsIndexed) continue;
            uint[] terms = [.. field.Values.Where(static value => !value.IsImpossible).Select(value => TermHash.Of(field.Field, value.Utf8)).Distinct()];
            long count = terms.Sum(term => (long)_index.Count(term));
            if (count >= fewest) continue;
            (best, fewest) = (terms, count);
        }
        return new(_index, best, _table.Count);
    }

    /// <summary>The rows to ask: those of some terms, each once, or all.</summary>
    private struct Candidates(TermIndex index, uint[]? terms, int rows)
    {
        private readonly HashSet<int>? _seen = terms?.Length > 1 ? [] : null;
        private TermIndex.Cursor _rows;
        private int _next;

        internal int Current { get; private set; }

        internal bool MoveNext()
        {
            if (terms is null)
            {
                if (_next == rows) return false;
                Current = _next++;
                return true;
            }
            while (true)
            {
                while (!_rows.MoveNext())
                {
                    if (_next == terms.Length) return false;
                    _rows = index.RowsOf(terms[_next++]);
                }
                Current = _rows.Current;
                if (_seen is null || _seen.Add(Current)) return true;
            }
        }
    }
}
