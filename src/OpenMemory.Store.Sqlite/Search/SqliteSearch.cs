namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Answers searches, with the scores and the order of the in-memory store, in a time that is bounded whatever the size of the store: where
/// the filter leaves few grains, each is looked into; otherwise <see cref="IndexedSearch"/> says which are.
/// </summary>
/// <remarks>
/// Among many grains a search differs from one that looks into all: what a word weighs is told by all hot grains rather than by those that
/// the filter matches; a text finds the newest arrivals where more than <see cref="WordLists.Depth"/> grains have all its words; a filter on
/// fields is asked of the best <see cref="WordLists.Depth"/> grains alone; and <see cref="QueryResult.Total"/> counts those that were asked.
/// </remarks>
internal static class SqliteSearch
{
    /// <summary>Below this number of grains each is looked into, since that costs less than to ask an index and a grain.</summary>
    internal const int Few = 2000;

    /// <summary>Answers a search.</summary>
    /// <param name="rows">The state that is searched.</param>
    /// <param name="search">What to find.</param>
    /// <param name="hasWordIndex">Whether the word tables are here; without them a text is looked for in every grain that the filter leaves.</param>
    /// <param name="vectorLength">The length of the store's vectors; 0 where there are none.</param>
    /// <exception cref="ArgumentException">There is neither a text nor a vector, or the vector has another length than those of the store.</exception>
    internal static QueryResult Search(IRowSource rows, GrainSearch search, bool hasWordIndex, int vectorLength)
    {
        if (string.IsNullOrWhiteSpace(search.Text) && search.Vector.IsEmpty) throw new ArgumentException("A search needs a text or a vector", nameof(search));
        if (!search.Vector.IsEmpty && vectorLength > 0 && search.Vector.Length != vectorLength)
            throw new ArgumentException($"The vectors of this store have {vectorLength} numbers", nameof(search));
        if (!QueryVector.IsFinite(search.Vector.Span)) throw new ArgumentException("A number of the vector is not finite", nameof(search));

        GrainMatcher matcher = new(search.Filter, rows.Contains);
        SearchWords? words = search.Text is { } text && new SearchWords(text) is { Count: > 0 } some ? some : null;
        bool isFused = words is not null && !search.Vector.IsEmpty;
        SearchRanking ranking = new(search.Filter.Limit, isFused);
        int wanted = SearchRanking.Wanted(search.Filter.Limit, isFused);
        QueryVector? vector = vectorLength > 0 && !search.Vector.IsEmpty ? new(search.Vector.Span) : null;
        long total = Rank(rows, matcher, words, hasWordIndex, vector, vectorLength, wanted, ranking);

        List<BackendHit> hits = [];
        foreach ((long id, double score) in ranking.Take())
        {
            if (rows.TryRead(id, out GrainRow row, out _)) hits.Add(new(row, score, words?.FieldsOf(row.Blob.View()) ?? []));
        }
        return new(hits, total, null);
    }

    private static long Rank(
        IRowSource rows, GrainMatcher matcher, SearchWords? words, bool hasWordIndex, QueryVector? vector, int vectorLength, int wanted, SearchRanking ranking)
    {
        if (words is null && vector is null) return 0;
        bool asksStatusAlone = new SearchJudge(rows, matcher).AsksStatusAlone;
        long matching = rows.Estimate(matcher, WordLists.Depth);
        bool isExact = matching < Few || (words is not null && !hasWordIndex) || (vector is not null && matching < WordLists.Depth && !asksStatusAlone);
        WordLists? lists = isExact || words is null ? null : new(rows.Connection, ShelfRange.Of(matcher), words);
        // Of words that many grains have the index knows too many, of which the filter may leave none.
        if (isExact || (lists is { AreComplete: false } && matching < WordLists.Depth))
            return ExactSearch.Run(rows, matcher, words, vector, vectorLength, wanted, ranking);

        IndexedSearch search = new(rows, matcher, wanted, ranking);
        if (lists is not null) search.FindWords(lists);
        if (vector is not null) search.FindVectors(vector, vectorLength);
        return search.Total;
    }
}
