namespace OpenMemory.Signing;

/// <summary>What was fetched, up to a number; whoever was not asked for longest goes first. Not safe for several threads.</summary>
internal sealed class RecentDocuments(int capacity, TimeProvider clock)
{
    private readonly Dictionary<string, LinkedListNode<(string Did, DidFetched Fetched)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Did, DidFetched Fetched)> _order = new(); // the last one that was asked for first

    internal int Count => _nodes.Count;

    /// <summary>What is younger than an age, or null.</summary>
    internal DidFetched? Find(string did, TimeSpan maxAge)
    {
        if (!_nodes.TryGetValue(did, out LinkedListNode<(string Did, DidFetched Fetched)>? node)) return null;
        if (clock.GetElapsedTime(node.Value.Fetched.StartedAt) >= maxAge) return null;
        _order.Remove(node);
        _order.AddFirst(node);
        return node.Value.Fetched;
    }

    internal void Set(string did, DidFetched fetched)
    {
        Remove(did);
        if (capacity == 0) return;
        if (_nodes.Count == capacity) Remove(_order.Last!.Value.Did);
        _nodes.Add(did, _order.AddFirst((did, fetched)));
    }

    internal void Remove(string did)
    {
        if (_nodes.Remove(did, out LinkedListNode<(string Did, DidFetched Fetched)>? node)) _order.Remove(node);
    }
}
