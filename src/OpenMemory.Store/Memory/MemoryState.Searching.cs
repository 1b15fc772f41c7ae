using System.Numerics;
using System.Runtime.InteropServices;

namespace OpenMemory.Store;

internal sealed partial class MemoryState
{
    /// <summary>Answers a search: every grain that the filter matches is looked at, so that time grows with their number.</summary>
    /// <exception cref="ArgumentException">There is neither a text nor a vector, or the vector has another length than those of the store.</exception>
    internal QueryResult Search(GrainSearch search)
    {
        if (string.IsNullOrWhiteSpace(search.Text) && search.Vector.IsEmpty) throw new ArgumentException("A search needs a text or a vector", nameof(search));
        if (!search.Vector.IsEmpty && _vectors.Count > 0 && search.Vector.Length != VectorLength)
            throw new ArgumentException($"The vectors of this store have {VectorLength} numbers", nameof(search));
        if (!QueryVector.IsFinite(search.Vector.Span)) throw new ArgumentException("A number of the vector is not finite", nameof(search));

        GrainMatcher matcher = new(search.Filter, _contains);
        SearchWords? words = search.Text is { } text && new SearchWords(text) is { Count: > 0 } some ? some : null;
        SearchRanking ranking = new(search.Filter.Limit, words is not null && !search.Vector.IsEmpty);
        QueryVector query = new(search.Vector.Span);
        List<(int Number, ulong Words)> found = [];
        Span<long> having = stackalloc long[SearchWords.MaxWords];
        having.Clear();
        long searched = 0, total = 0;
        Candidates rows = CandidatesOf(matcher);
        while (rows.MoveNext())
        {
            int number = rows.Current;
            if (!Matches(number, matcher, StorageTier.Hot)) continue;
            searched++;
            ulong bits = words?.Find(ViewOf(number)) ?? 0;
            float[]? vector = search.Vector.IsEmpty ? null : _vectors.GetValueOrDefault(number);
            if (bits != 0 || vector is not null) total++;
            if (bits != 0) found.Add((number, bits));
            for (; bits != 0; bits &= bits - 1) having[BitOperations.TrailingZeroCount(bits)]++;
            if (vector is not null) ranking.AddVector(number, KeyOf(number), query.Relevance(vector));
        }
        if (words is not null)
        {
            double[] weights = SearchWords.Weights(searched, having[..words.Count]);
            foreach ((int number, ulong bits) in CollectionsMarshal.AsSpan(found)) ranking.AddText(number, KeyOf(number), SearchWords.Score(bits, weights));
        }
        return new([.. ranking.Take().Select(hit => new BackendHit(RowOf((int)hit.Id), hit.Score, words?.FieldsOf(ViewOf((int)hit.Id)) ?? []))], total, null);
    }

    private QueryKey KeyOf(int number) => new(Rows[number].CreatedAt, Rows[number].Address);
}
