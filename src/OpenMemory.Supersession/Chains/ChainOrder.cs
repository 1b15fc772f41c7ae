namespace OpenMemory.Supersession;

/// <summary>Puts the grains of a chain in order, the same one whatever grain was asked about. Nothing recurses.</summary>
internal static class ChainOrder
{
    /// <summary>Finds the successors by which cycles close, so that the chain without them has none.</summary>
    /// <param name="nodes">The grains by their rank.</param>
    internal static void FindReturns(IReadOnlyList<ChainNode> nodes)
    {
        Stack<ChainNode> way = new();
        foreach (ChainNode root in nodes)
        {
            if (root.IsSeen) continue;
            Enter(root, way);
            while (way.TryPeek(out ChainNode? node))
            {
                if (node.Taken == node.Successors.Count)
                {
                    way.Pop().IsOpen = false;
                    continue;
                }
                ChainNode next = node.Successors[node.Taken++];
                if (!next.IsSeen) Enter(next, way);
                else if (next.IsOpen) (node.Returns ??= []).Add(next);
            }
        }
    }

    /// <summary>Sorts: each grain stands after those that it superseded; otherwise by rank.</summary>
    internal static ChainNode[] Sort(IReadOnlyList<ChainNode> nodes)
    {
        foreach (ChainNode node in nodes)
        {
            foreach (ChainNode next in node.Successors) next.Waiting += IsReturn(node, next) ? 0 : 1;
        }
        PriorityQueue<ChainNode, (long, ContentAddress)> ready = new();
        foreach (ChainNode node in nodes)
        {
            if (node.Waiting == 0) ready.Enqueue(node, node.Rank);
        }
        ChainNode[] sorted = new ChainNode[nodes.Count];
        for (int i = 0; ready.TryDequeue(out ChainNode? node, out _); i++)
        {
            (sorted[i], node.Position) = (node, i);
            foreach (ChainNode next in node.Successors)
            {
                if (!IsReturn(node, next) && --next.Waiting == 0) ready.Enqueue(next, next.Rank);
            }
        }
        return sorted;
    }

    private static bool IsReturn(ChainNode node, ChainNode next) => node.Returns?.Contains(next) == true;

    private static void Enter(ChainNode node, Stack<ChainNode> way)
    {
        (node.IsSeen, node.IsOpen) = (true, true);
        way.Push(node);
    }
}
