namespace OpenMemory.Supersession;

/// <summary>Follows supersession chains. Time and memory are linear in the length of a chain, but for sorting it; cycles end.</summary>
public static class SupersessionChains
{
    /// <summary>Finds the head of the chain that a grain belongs to, going forward from it.</summary>
    /// <param name="address">Any grain of the chain.</param>
    /// <param name="source">The grains.</param>
    /// <returns>
    /// The head reached from this grain: the grain itself where nothing superseded it; at forks the provisional one. Null where the
    /// grain is absent, or a cycle leaves no head. A successor that is missing ends the way: the last grain that is here is the head.
    /// </returns>
    public static ContentAddress? FindHead(ContentAddress address, ISupersessionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return ChainWalk.FindHead(address, source);
    }

    /// <summary>
    /// Reads the whole chain of a grain: back to its beginnings, and forward on every branch. Going back is possible only where a grain names
    /// the one that it superseded.
    /// </summary>
    /// <param name="address">Any grain of the chain.</param>
    /// <param name="source">The grains.</param>
    /// <returns>The chain; null where the grain is absent.</returns>
    public static SupersessionChain? Read(ContentAddress address, ISupersessionSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Find(address) is { } grain ? new ChainReader(source).Read(address, grain) : null;
    }
}
