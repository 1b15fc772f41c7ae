namespace OpenMemory.Store;

/// <summary>One result of a query or search (§28.1).</summary>
/// <param name="Grain">The grain and its entry.</param>
/// <param name="Score">Relevance, 0 … 1; 1 for queries. It says nothing about <c>confidence</c>.</param>
/// <param name="MatchedFields">Full names of the fields that matched.</param>
public sealed record GrainHit(StoredGrain Grain, double Score, IReadOnlyList<string> MatchedFields)
{
    /// <summary>The content address.</summary>
    public ContentAddress Address => Grain.Address;

    /// <summary>
    /// The grains that this one derives from over <c>derived_from</c>, and those that they derive from: the nearest first, each once, at
    /// most 64 over at most 16 steps. One that the store does not hold, or cannot read, is among them, and nothing behind it. Filled by
    /// searches; empty otherwise.
    /// </summary>
    public IReadOnlyList<ContentAddress> Sources { get; init; } = [];
}
