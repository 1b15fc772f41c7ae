namespace OpenMemory.Store;

/// <summary>
/// Keeps the best of what a search finds, in memory of what is wanted. Of a text and a vector together the score is that of reciprocal
/// ranks, <c>(1 / (60 + r) + 1 / (60 + s)) × 61 / 2</c> with the grain's place in each order, which is 1 for a grain that is first in both;
/// a grain that is missing in one order, or comes there after the first thousand, has nothing from it.
/// </summary>
/// <param name="limit">How many are wanted.</param>
/// <param name="isFused">Whether there are a text and a vector.</param>
internal sealed class SearchRanking(int limit, bool isFused)
{
    private const int Damping = 60, Depth = 1000;

    private readonly PriorityQueue<Found, Found> _byText = new(), _byVector = new();

    /// <summary>How many of the best are enough of each order.</summary>
    internal static int Wanted(int limit, bool isFused) => isFused ? Math.Max(limit, Depth) : limit;

    /// <summary>Takes what the words found.</summary>
    internal void AddText(long id, in QueryKey key, double score) => Add(_byText, new(id, key, score));

    /// <summary>Takes what the vector found.</summary>
    internal void AddVector(long id, in QueryKey key, double score) => Add(_byVector, new(id, key, score));

    /// <summary>The best ones, the best first; at the same score the newest.</summary>
    internal IReadOnlyList<(long Id, double Score)> Take()
    {
        List<Found> text = InOrder(_byText), vector = InOrder(_byVector);
        List<Found> ranked = isFused ? Fuse(text, vector) : text.Count > 0 ? text : vector;
        return [.. ranked.Take(limit).Select(static found => (found.Id, found.Score))];
    }

    private void Add(PriorityQueue<Found, Found> worstFirst, in Found found)
    {
        if (worstFirst.Count < Wanted(limit, isFused)) worstFirst.Enqueue(found, found);
        else if (found.CompareTo(worstFirst.Peek()) > 0) worstFirst.DequeueEnqueue(found, found);
    }

    private static List<Found> InOrder(PriorityQueue<Found, Found> worstFirst)
    {
        List<Found> order = new(worstFirst.Count);
        while (worstFirst.TryDequeue(out Found found, out _)) order.Add(found);
        order.Reverse();
        return order;
    }

    private static List<Found> Fuse(params ReadOnlySpan<List<Found>> orders)
    {
        Dictionary<long, Found> fused = [];
        foreach (List<Found> order in orders)
        {
            for (int i = 0; i < order.Count; i++)
            {
                double score = (Damping + 1) / 2.0 / (Damping + 1 + i);
                double before = fused.TryGetValue(order[i].Id, out Found other) ? other.Score : 0;
                fused[order[i].Id] = order[i] with { Score = Math.Min(1, before + score) };
            }
        }
        List<Found> ranked = [.. fused.Values];
        ranked.Sort(static (a, b) => b.CompareTo(a));
        return ranked;
    }

    /// <summary>Less is worse.</summary>
    private readonly record struct Found(long Id, QueryKey Key, double Score) : IComparable<Found>
    {
        public int CompareTo(Found other) => Score != other.Score ? Score.CompareTo(other.Score) : other.Key.CompareTo(Key, GrainOrder.NewestFirst);
    }
}
