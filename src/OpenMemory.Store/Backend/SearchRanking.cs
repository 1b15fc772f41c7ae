namespace OpenMemory.Store;

/// <summary>
/// Orders what a search found. Of a text and a vector together the score is that of reciprocal ranks,
/// <c>(1 / (60 + r) + 1 / (60 + s)) × 61 / 2</c> with the grain's place in each order, which is 1 for a grain that is first in both; a grain
/// that is missing in one order has nothing from it.
/// </summary>
internal sealed class SearchRanking
{
    private const int Damping = 60;

    private readonly List<Found> _byText = [], _byVector = [];

    /// <summary>Takes what the words found.</summary>
    internal void AddText(int id, in QueryKey key, double score) => _byText.Add(new(id, key, score));

    /// <summary>Takes what the vector found.</summary>
    internal void AddVector(int id, in QueryKey key, double score) => _byVector.Add(new(id, key, score));

    /// <summary>The best ones, the best first; at the same score the newest.</summary>
    /// <param name="hasText">Whether words were looked for.</param>
    /// <param name="hasVector">Whether a vector was compared.</param>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="total">How many were found.</param>
    internal IReadOnlyList<(int Id, double Score)> Take(bool hasText, bool hasVector, int limit, out long total)
    {
        _byText.Sort();
        _byVector.Sort();
        List<Found> ranked = !hasText ? _byVector : !hasVector ? _byText : Fuse();
        total = ranked.Count;
        return [.. ranked.Take(limit).Select(static found => (found.Id, found.Score))];
    }

    private List<Found> Fuse()
    {
        Dictionary<int, Found> fused = [];
        foreach (List<Found> order in (ReadOnlySpan<List<Found>>)[_byText, _byVector])
        {
            for (int i = 0; i < order.Count; i++)
            {
                double score = (Damping + 1) / 2.0 / (Damping + 1 + i);
                double before = fused.TryGetValue(order[i].Id, out Found other) ? other.Score : 0;
                fused[order[i].Id] = order[i] with { Score = Math.Min(1, before + score) };
            }
        }
        List<Found> ranked = [.. fused.Values];
        ranked.Sort();
        return ranked;
    }

    private readonly record struct Found(int Id, QueryKey Key, double Score) : IComparable<Found>
    {
        public int CompareTo(Found other) => Score != other.Score ? other.Score.CompareTo(Score) : Key.CompareTo(other.Key, GrainOrder.NewestFirst);
    }
}
