namespace OpenMemory.Supersession;

/// <summary>A grain while its chain is being read.</summary>
internal sealed class ChainNode(ContentAddress address, GrainBlob grain, IndexEntry entry, ContentAddress[] parents)
{
    internal ContentAddress Address { get; } = address;

    internal GrainBlob Grain { get; } = grain;

    internal IndexEntry Entry { get; } = entry;

    /// <summary>What the grain says to derive from, ascending and each once.</summary>
    internal ContentAddress[] Parents { get; } = parents;

    internal (long CreatedAt, ContentAddress Address) Rank { get; } = ChainWalk.Rank(address, grain);

    internal List<ChainNode> Predecessors { get; } = new(1);

    internal List<ChainNode> Successors { get; } = new(1);

    /// <summary>Whether a walk has come here.</summary>
    internal bool IsSeen { get; set; }

    /// <summary>Whether a walk that came here is still on its way beyond.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>How many of the successors a walk has taken.</summary>
    internal int Taken { get; set; }

    /// <summary>The successors by which a cycle closes; null for none.</summary>
    internal HashSet<ChainNode>? Returns { get; set; }

    /// <summary>Predecessors that must stand before this grain and do not yet.</summary>
    internal int Waiting { get; set; }

    /// <summary>The place among the grains of the chain.</summary>
    internal int Position { get; set; }

    /// <summary>Whether the grain itself names another one .</summary>
    internal bool Names(ContentAddress other) => Array.BinarySearch(Parents, other) >= 0;

    /// <summary>The grain with its neighbours.</summary>
    internal ChainLink ToLink() => new(Grain, Entry, Addresses(Predecessors), Addresses(Successors)) { Address = Address };

    private static ContentAddress[] Addresses(List<ChainNode> nodes)
    {
        if (nodes.Count == 0) return [];
        ContentAddress[] addresses = new ContentAddress[nodes.Count];
        for (int i = 0; i < addresses.Length; i++) addresses[i] = nodes[i].Address;
        Array.Sort(addresses);
        return addresses;
    }
}
