namespace OpenMemory.Supersession;

/// <summary>Collects everything that supersession connects with one grain. For one use.</summary>
internal sealed class ChainReader(ISupersessionSource source)
{
    private readonly Dictionary<ContentAddress, ChainNode> _nodes = [];
    private readonly Queue<ChainNode> _open = new();
    private readonly List<ContentAddress> _parents = [];
    private readonly List<(ChainNode Node, ChainFaultKind Kind, ContentAddress? Other)> _faults = [];

    internal SupersessionChain Read(ContentAddress address, GrainBlob grain)
    {
        Add(address, grain);
        while (_open.TryDequeue(out ChainNode? node))
        {
            AddSuccessors(node);
            AddPredecessors(node);
        }
        ChainNode[] nodes = [.. _nodes.Values];
        Array.Sort(nodes, static (left, right) => left.Rank.CompareTo(right.Rank));
        foreach (ChainNode node in nodes) node.Successors.Sort(static (left, right) => left.Rank.CompareTo(right.Rank));
        ChainOrder.FindReturns(nodes);
        foreach (ChainNode node in nodes) FindFaults(node);

        ChainNode? head = Array.FindLast(nodes, static node => node.Successors.Count == 0);
        ChainLink[] links = Array.ConvertAll(ChainOrder.Sort(nodes), static node => node.ToLink());
        _faults.Sort(static (left, right) =>
            (left.Node.Position, left.Kind, left.Other ?? default).CompareTo((right.Node.Position, right.Kind, right.Other ?? default)));
        return new(links, head?.Address, [.. _faults.Select(static fault => new ChainFault(fault.Kind, fault.Node.Address, fault.Other))]);
    }

    private ChainNode Add(ContentAddress address, GrainBlob grain)
    {
        _parents.Clear();
        SupersessionProof.CollectParents(grain, _parents);
        ContentAddress[] parents = _parents.Count < 2 ? [.. _parents] : [.. _parents.Distinct().Order()];
        ChainNode node = new(address, grain, source.EntryOf(address), parents);
        _nodes.Add(address, node);
        _open.Enqueue(node);
        return node;
    }

    private void AddSuccessors(ChainNode node)
    {
        foreach (ContentAddress address in node.Entry.Successors())
        {
            if (!_nodes.TryGetValue(address, out ChainNode? successor))
            {
                if (source.Find(address) is not { } grain)
                {
                    _faults.Add((node, ChainFaultKind.MissingSuccessor, address));
                    continue;
                }
                successor = Add(address, grain);
            }
            node.Successors.Add(successor);
            successor.Predecessors.Add(node);
        }
    }

    /// <summary>Takes in the grains that this one names and that were superseded by it: they see their successors themselves.</summary>
    private void AddPredecessors(ChainNode node)
    {
        foreach (ContentAddress parent in node.Parents)
        {
            if (!_nodes.ContainsKey(parent) && source.EntryOf(parent).IsSupersededBy(node.Address) && source.Find(parent) is { } grain) Add(parent, grain);
        }
    }

    private void FindFaults(ChainNode node)
    {
        foreach (ChainNode successor in node.Successors)
        {
            if (!successor.Names(node.Address)) _faults.Add((node, ChainFaultKind.Unproven, successor.Address));
        }
        foreach (ChainNode start in node.Returns ?? []) _faults.Add((node, ChainFaultKind.Cycle, start.Address));
        bool isOrphan = node.Predecessors.Count == 0 && SupersessionProof.ImpliesSupersession(node.Grain.View());
        foreach (ContentAddress parent in node.Parents)
        {
            // Which of the absent ones it was cannot be told, where no index knows.
            if (!_nodes.ContainsKey(parent) && (isOrphan || source.EntryOf(parent).IsSupersededBy(node.Address)) && source.Find(parent) is null)
                _faults.Add((node, ChainFaultKind.MissingPredecessor, parent));
        }
    }
}
