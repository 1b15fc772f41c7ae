namespace OpenMemory.Store.Sqlite;

/// <summary>Keeps the best of many compared vectors; among the same, those of the newest arrivals.</summary>
/// <param name="limit">How many are kept.</param>
/// <param name="counted">Grains that were found otherwise.</param>
internal sealed class BestVectors(int limit, HashSet<long> counted)
{
    private readonly PriorityQueue<long, (double Relevance, long Id)> _worstFirst = new();
    private double _worst = -1;

    /// <summary>How many were taken that were not found otherwise.</summary>
    internal long Others { get; private set; }

    /// <summary>Takes one.</summary>
    internal void Add(long id, double relevance)
    {
        if (counted.Count == 0 || !counted.Contains(id)) Others++;
        if (relevance < _worst) return;
        if (_worstFirst.Count < limit) _worstFirst.Enqueue(id, (relevance, id));
        else _worstFirst.EnqueueDequeue(id, (relevance, id));
        if (_worstFirst.Count == limit && _worstFirst.TryPeek(out _, out (double Relevance, long Id) worst)) _worst = worst.Relevance;
    }

    /// <summary>What was kept, the best first.</summary>
    internal List<(long Id, double Relevance)> Take()
    {
        List<(long, double)> order = new(_worstFirst.Count);
        while (_worstFirst.TryDequeue(out long id, out (double Relevance, long Id) found)) order.Add((id, found.Relevance));
        order.Reverse();
        return order;
    }
}
