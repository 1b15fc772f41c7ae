using System.Numerics;

namespace OpenMemory.Store.Sqlite;

/// <summary>A search that looks into every grain that the filter may match, as the in-memory store does.</summary>
internal static class ExactSearch
{
    /// <summary>Ranks what matches.</summary>
    /// <returns>How many grains match.</returns>
    internal static long Run(IRowSource rows, GrainMatcher matcher, SearchWords? words, QueryVector? vector, int vectorLength, int wanted, SearchRanking ranking)
    {
        SearchJudge judge = new(rows, matcher);
        FoundWords found = new(wanted);
        Span<long> having = stackalloc long[SearchWords.MaxWords];
        having.Clear();
        long searched = 0, total = 0;
        foreach (long id in rows.Candidates(matcher))
        {
            if (!judge.LooksAs(id, out GrainRow row, out QueryKey key)) continue;
            searched++;
            ulong bits = words is null ? 0 : WordsOf(rows.Connection, id, row.Blob.View(), words);
            double relevance = 0;
            bool hasVector = vector is not null && VectorTable.TryCompare(rows.Connection, id, vector, vectorLength, out relevance);
            if (bits != 0 || hasVector) total++;
            if (bits != 0) found.Add(bits, id, key);
            for (; bits != 0; bits &= bits - 1) having[BitOperations.TrailingZeroCount(bits)]++;
            if (hasVector) ranking.AddVector(id, key, relevance);
        }
        if (words is not null) found.AddTo(ranking, SearchWords.Weights(searched, having[..words.Count]));
        return total;
    }

    /// <summary>The words of a grain; of a sealed one, those that the store was allowed to index.</summary>
    private static ulong WordsOf(Connection connection, long id, GrainView grain, SearchWords words)
    {
        if (grain.IsReadable()) return words.Find(grain);
        using Statement statement = connection.Use("SELECT words FROM grains WHERE id = ?1");
        statement.Bind(1, id);
        return statement.Step() && !statement.IsNull(0) ? words.FindAmong(statement.Blob(0)) : 0;
    }
}
