namespace OpenMemory.Store.Sqlite;

/// <summary>
/// A search among many grains: the word index and the vectors say which promise most, up to <see cref="WordLists.Depth"/> of each, and
/// these are asked whether they match the filter.
/// </summary>
internal sealed class IndexedSearch(IRowSource rows, GrainMatcher matcher, int wanted, SearchRanking ranking)
{
    private readonly SearchJudge _judge = new(rows, matcher);
    private readonly HashSet<long> _matching = [];
    private long _unasked;

    /// <summary>How many grains match of those that were looked at.</summary>
    internal long Total => _matching.Count + _unasked;

    /// <summary>Ranks grains by their words.</summary>
    internal void FindWords(WordLists lists)
    {
        FoundWords found = new(wanted);
        long[] havingAll = lists.HavingAll();
        int best = 0;
        foreach (long id in havingAll)
        {
            if (Take(id, ulong.MaxValue, found)) best++;
        }
        if (best < wanted)
        {
            found = new(wanted);
            foreach ((long id, ulong words) in lists.Candidates(havingAll)) Take(id, words, found);
        } // otherwise others have fewer words, and none is wanted
        found.AddTo(ranking, lists.Weights());
    }

    /// <summary>Ranks grains by their vectors, all of which are compared.</summary>
    internal void FindVectors(QueryVector query, int vectorLength)
    {
        BestVectors best = new(WordLists.Depth, _matching);
        VectorTable.Scan(rows.Connection, ShelfRange.Of(matcher), query, vectorLength, best);
        if (_judge.AsksStatusAlone) _unasked = best.Others;
        int found = 0;
        double worst = 0;
        foreach ((long id, double relevance) in best.Take())
        {
            // Where the shelf says all, only those that are wanted are asked, and none is counted by asking.
            if (_judge.AsksStatusAlone && found >= wanted && relevance < worst) break;
            if (_judge.Matches(id, out QueryKey key))
            {
                ranking.AddVector(id, key, relevance);
                if (++found == wanted) worst = relevance;
                if (!_judge.AsksStatusAlone) _matching.Add(id);
            }
            else if (_judge.AsksStatusAlone) _unasked--;
        }
    }

    private bool Take(long id, ulong words, FoundWords found)
    {
        if (!_judge.Matches(id, out QueryKey key)) return false;
        found.Add(words, id, key);
        _matching.Add(id);
        return true;
    }
}
