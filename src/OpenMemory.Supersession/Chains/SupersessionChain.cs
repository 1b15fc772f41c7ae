namespace OpenMemory.Supersession;

/// <summary>
/// Everything that supersession connects with one grain: what it replaced, what replaced it, and where the two ways part. Immutable.
/// </summary>
public sealed class SupersessionChain
{
    private readonly Dictionary<ContentAddress, ChainLink> _byAddress;

    internal SupersessionChain(IReadOnlyList<ChainLink> links, ContentAddress? head, IReadOnlyList<ChainFault> faults)
    {
        (Links, Head, Faults) = (links, head, faults);
        _byAddress = links.ToDictionary(static link => link.Address);
    }

    /// <summary>The grains from the oldest to the newest: each stands after those that it superseded; otherwise by <c>created_at</c>, then address.</summary>
    public IReadOnlyList<ChainLink> Links { get; }

    /// <summary>
    /// The head; where forks left several, the provisional one: the greatest by <c>created_at</c>, then address, so that every copy of the
    /// memory answers alike. Null only where a cycle leaves none.
    /// </summary>
    public ContentAddress? Head { get; }

    /// <summary>All heads; more than one where the chain is forked.</summary>
    public IEnumerable<ChainLink> Heads => Links.Where(static link => link.IsHead);

    /// <summary>Whether two or more grains superseded the same one.</summary>
    public bool IsForked => Links.Any(static link => link.IsFork);

    /// <summary>What is wrong, and is told rather than hidden.</summary>
    public IReadOnlyList<ChainFault> Faults { get; }

    /// <summary>Finds a grain of the chain.</summary>
    /// <param name="address">The grain.</param>
    /// <returns>Its link, or null.</returns>
    public ChainLink? Find(ContentAddress address) => _byAddress.GetValueOrDefault(address);
}
