using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Keeps the protected-root indicators of OMS-23.6-2.</summary>
internal static class GuardRules
{
    /// <summary>What a walk from a new grain could find: what it says itself, and what its parents' indicators say.</summary>
    internal static ProtectionGuard Of(GrainBlob readable, IStoreReader reader)
    {
        if (readable.View().IsSealed) return ProtectionGuard.Ancestry | ProtectionGuard.Chain; // what it says cannot be seen
        (bool ancestry, bool chain) = GrainProtection.Read(readable.View()).Seeds;
        ProtectionGuard guard = (ancestry ? ProtectionGuard.Ancestry : 0) | (chain ? ProtectionGuard.Chain : 0);
        List<ContentAddress> parents = [];
        SupersessionProof.CollectParents(readable, parents);
        foreach (ContentAddress parent in parents)
        {
            // An absent parent may come later, with ancestors of its own.
            guard |= reader.TryGet(parent, out GrainRow row) ? row.Guard & ProtectionGuard.Ancestry : ProtectionGuard.Ancestry;
        }
        return guard;
    }

    /// <summary>Hands the chain's indicator on to everything that supersedes a grain.</summary>
    internal static void SpreadChain(IStoreWriter writer, ContentAddress from, EpochMilliseconds now)
    {
        Stack<ContentAddress> open = new([from]);
        while (open.TryPop(out ContentAddress address))
        {
            if (!writer.TryGet(address, out GrainRow row) || (row.Guard & ProtectionGuard.Chain) == 0) continue;
            foreach (ContentAddress successor in row.Entry.Successors())
            {
                if (!writer.TryGet(successor, out GrainRow next) || (next.Guard & ProtectionGuard.Chain) != 0) continue;
                writer.SetEntry(successor, next.Entry, next.Guard | ProtectionGuard.Chain, now);
                open.Push(successor);
            }
        }
    }
}
