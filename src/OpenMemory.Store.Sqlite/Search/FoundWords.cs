namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Grains by the words that were found in them. Which words decides the score, so of each set of words the newest are enough, as many as
/// are wanted: memory does not grow with the grains.
/// </summary>
/// <param name="wanted">How many are wanted.</param>
internal sealed class FoundWords(int wanted)
{
    private static readonly Comparer<QueryKey> s_oldestFirst = Comparer<QueryKey>.Create(static (a, b) => b.CompareTo(a, GrainOrder.NewestFirst));

    private readonly Dictionary<ulong, PriorityQueue<long, QueryKey>> _byWords = [];

    /// <summary>Takes a grain with its words as bits.</summary>
    internal void Add(ulong words, long id, in QueryKey key)
    {
        if (!_byWords.TryGetValue(words, out PriorityQueue<long, QueryKey>? oldestFirst)) _byWords.Add(words, oldestFirst = new(s_oldestFirst));
        if (oldestFirst.Count < wanted) oldestFirst.Enqueue(id, key);
        else oldestFirst.EnqueueDequeue(id, key);
    }

    /// <summary>Hands all over with their scores.</summary>
    internal void AddTo(SearchRanking ranking, ReadOnlySpan<double> weights)
    {
        foreach ((ulong words, PriorityQueue<long, QueryKey> grains) in _byWords)
        {
            double score = SearchWords.Score(words, weights);
            while (grains.TryDequeue(out long id, out QueryKey key)) ranking.AddText(id, key, score);
        }
    }
}
