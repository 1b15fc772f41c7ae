namespace OpenMemory.Supersession;

/// <summary>
/// Finds the protectors of a grain and puts the question to each (§23.6). Breadth first with a record of what was seen: linear in what
/// there is, and it ends even where a source lies about hashes.
/// </summary>
internal static class ProtectorWalk
{
    /// <summary>Asks the derivation ancestry, up to 16 hops; a parent that is named directly is the first (OMS-23.6-1).</summary>
    /// <param name="judgement">The question.</param>
    /// <param name="source">The grains.</param>
    /// <param name="asked">The grain that was asked already, whose ancestors count with those of <paramref name="from"/>.</param>
    /// <param name="from">The grain whose ancestry it is.</param>
    /// <param name="isParent">Whether the grain that was asked is a parent itself.</param>
    /// <returns>Whether all let it pass.</returns>
    internal static bool AdmitsAncestry(ref Judgement judgement, ISupersessionSource source, ContentAddress asked, GrainBlob from, bool isParent)
    {
        List<ContentAddress> level = isParent ? [asked] : [], next = [];
        SupersessionProof.CollectParents(from, level);
        HashSet<ContentAddress> seen = isParent ? [] : [asked];
        for (int hop = 1; hop <= InvalidationRules.MaxAncestryHops && level.Count > 0; hop++)
        {
            foreach (ContentAddress address in level)
            {
                if (!seen.Add(address) || source.Find(address) is not { } ancestor) continue;
                if (address != asked && !judgement.Admits(address, ancestor, ProtectionScope.Subtree | ProtectionScope.Lineage)) return false;
                if (hop < InvalidationRules.MaxAncestryHops) SupersessionProof.CollectParents(ancestor, next);
            }
            (level, next) = (next, level);
            next.Clear();
        }
        return true;
    }

    /// <summary>Asks the earlier grains of a supersession chain, however long it is (OMS-23.6-1).</summary>
    internal static bool AdmitsChain(ref Judgement judgement, ISupersessionSource source, ContentAddress address, GrainBlob grain)
    {
        HashSet<ContentAddress> seen = [address];
        List<ContentAddress> parents = [];
        Queue<(ContentAddress, GrainBlob)> open = new();
        open.Enqueue((address, grain));
        while (open.TryDequeue(out (ContentAddress Address, GrainBlob Grain) at))
        {
            parents.Clear();
            SupersessionProof.CollectParents(at.Grain, parents);
            foreach (ContentAddress parent in parents)
            {
                if (seen.Contains(parent) || !source.EntryOf(parent).IsSupersededBy(at.Address) || source.Find(parent) is not { } earlier) continue;
                seen.Add(parent);
                if (!judgement.Admits(parent, earlier, ProtectionScope.Lineage)) return false;
                open.Enqueue((parent, earlier));
            }
        }
        return true;
    }
}
