namespace OpenMemory.Supersession;

/// <summary>Goes forward along supersession chains. Nothing recurses, and whatever a source answers, the way ends.</summary>
internal static class ChainWalk
{
    /// <summary>Finds the head reached from a grain; null where the grain is absent, or a cycle leaves none .</summary>
    /// <param name="address">Where to begin.</param>
    /// <param name="source">The grains.</param>
    /// <param name="known">Heads found before, for who asks about many grains: takes in all of the way up to a fork. Null for none.</param>
    internal static ContentAddress? FindHead(ContentAddress address, ISupersessionSource source, Dictionary<ContentAddress, ContentAddress?>? known = null)
    {
        if (source.Find(address) is null) return null;
        List<ContentAddress>? path = known is null ? null : [];
        ContentAddress at = address, mark = address; // the mark jumps ahead at every power of two: who meets it goes in a circle
        ContentAddress? head;
        for (long steps = 0, limit = 1; ;)
        {
            if (known is not null && known.TryGetValue(at, out head)) break;
            path?.Add(at);
            IndexEntry entry = source.EntryOf(at);
            if (entry.MayBeForked)
            {
                head = FindHeadOfFork(at, source);
                break;
            }
            if (entry.Successor is not { } next || source.Find(next) is null)
            {
                head = at;
                break;
            }
            if (next == mark)
            {
                head = null;
                break;
            }
            at = next;
            if (++steps < limit) continue;
            (mark, steps, limit) = (at, 0, 2 * limit);
        }
        if (path is not null)
        {
            foreach (ContentAddress passed in path) known![passed] = head;
        }
        return head;
    }

    /// <summary>The order of heads and of grains of one chain: by <c>created_at</c>, then address .</summary>
    internal static (long CreatedAt, ContentAddress Address) Rank(ContentAddress address, GrainBlob grain) => (GrainTimes.CreatedAt(grain.View()), address);

    private static ContentAddress? FindHeadOfFork(ContentAddress address, ISupersessionSource source)
    {
        (long, ContentAddress Address)? best = null;
        HashSet<ContentAddress> seen = [address];
        Stack<ContentAddress> open = new();
        open.Push(address);
        while (open.TryPop(out ContentAddress at))
        {
            bool isHead = true;
            foreach (ContentAddress successor in source.EntryOf(at).Successors())
            {
                if (!seen.Contains(successor))
                {
                    if (source.Find(successor) is null) continue; // missing: the way ends here
                    seen.Add(successor);
                    open.Push(successor);
                }
                isHead = false;
            }
            if (!isHead || source.Find(at) is not { } grain) continue;
            (long, ContentAddress) rank = Rank(at, grain);
            if (best is null || rank.CompareTo(best.Value) > 0) best = rank;
        }
        return best?.Address;
    }
}
