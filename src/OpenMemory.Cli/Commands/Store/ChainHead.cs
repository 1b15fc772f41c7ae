using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>A grain that nothing superseded.</summary>
/// <param name="Grain">The grain.</param>
/// <param name="Length">How many grains its chain has; 1 where it stands alone.</param>
/// <param name="Heads">How many heads its chain has; more than one where it is forked.</param>
/// <param name="IsProvisional">Whether it is the one that counts for the chain .</param>
internal readonly record struct ChainHead(StoredGrain Grain, int Length, int Heads, bool IsProvisional)
{
    /// <summary>Finds the heads among the grains that a question is about, the newest first.</summary>
    internal static List<ChainHead> Find(InMemoryGrainStore store, GrainQuery query)
    {
        HashSet<ContentAddress> successors = [];
        foreach (StoredGrain grain in store.ReadAllAsync().ToBlockingEnumerable()) successors.UnionWith(grain.Entry.Successors());
        List<(long Time, ChainHead Head)> heads = [];
        foreach (StoredGrain grain in store.ReadAllAsync(query).ToBlockingEnumerable())
        {
            if (grain.Entry.Successors().Any()) continue;
            heads.Add((GrainBrief.TimeOf(grain.Blob)?.Value ?? 0, Of(grain, successors.Contains(grain.Address), store)));
        }
        return [.. heads.OrderByDescending(static entry => entry.Time).ThenByDescending(static entry => entry.Head.Grain.Address).Select(static entry => entry.Head)];
    }

    private static ChainHead Of(StoredGrain grain, bool hasPredecessors, InMemoryGrainStore store)
    {
        if (!hasPredecessors || store.GetHistoryAsync(grain.Address).Wait() is not { } chain) return new(grain, 1, 1, true);
        return new(grain, chain.Links.Count, chain.Heads.Count(), chain.Head == grain.Address);
    }
}
