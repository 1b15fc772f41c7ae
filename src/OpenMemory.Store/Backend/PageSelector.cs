namespace OpenMemory.Store;

/// <summary>
/// Keeps the first grains of an order behind a cursor while all that match go by, in memory of one page.
/// </summary>
/// <param name="query">The order, the limit and the cursor.</param>
internal sealed class PageSelector(GrainQuery query)
{
    private readonly QueryKey? _after = QueryCursor.Read(query.Cursor, query.Order);
    private readonly PriorityQueue<long, QueryKey> _worstFirst = new(LastFirst.Of(query.Order));
    private long _behind;

    /// <summary>How many grains matched.</summary>
    internal long Total { get; private set; }

    /// <summary>Takes a grain that matches.</summary>
    /// <param name="key">Its place.</param>
    /// <param name="id">What the backend finds it by.</param>
    internal void Add(in QueryKey key, long id)
    {
        Total++;
        if (_after is { } after && key.CompareTo(after, query.Order) <= 0) return;
        _behind++;
        if (_worstFirst.Count < query.Limit) _worstFirst.Enqueue(id, key);
        else if (_worstFirst.TryPeek(out _, out QueryKey worst) && key.CompareTo(worst, query.Order) < 0) _worstFirst.DequeueEnqueue(id, key);
    }

    /// <summary>The page in order, after which nothing more is taken.</summary>
    internal long[] Take(out string? nextCursor)
    {
        long[] ids = new long[_worstFirst.Count];
        nextCursor = null;
        for (int i = ids.Length - 1; i >= 0; i--)
        {
            _worstFirst.TryDequeue(out ids[i], out QueryKey key);
            if (i == ids.Length - 1 && _behind > ids.Length) nextCursor = QueryCursor.Write(key, query.Order);
        }
        return ids;
    }

    private sealed class LastFirst(GrainOrder order) : IComparer<QueryKey>
    {
        private static readonly LastFirst[] s_all = [new(GrainOrder.NewestFirst), new(GrainOrder.OldestFirst)];

        public int Compare(QueryKey x, QueryKey y) => y.CompareTo(x, order);

        internal static LastFirst Of(GrainOrder order) => s_all[order == GrainOrder.NewestFirst ? 0 : 1];
    }
}
