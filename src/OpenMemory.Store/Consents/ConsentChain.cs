using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// Follows the supersession chains of Consents. What counts is what the store accepted, which its index entries say: a grain that merely
/// names a Consent ends nothing, and neither does one of another person (OMS-8.10-2, R-36). Cycles end.
/// </summary>
/// <param name="find">Finds a grain and its entry; null where it is absent.</param>
internal sealed class ConsentChain(Func<ContentAddress, (GrainBlob Grain, IndexEntry Entry)?> find)
{
    /// <summary>
    /// Whether a Consent still stands: no withdrawal came after it, nor after an earlier Consent of its chain on a branch beside it. One
    /// that was given anew on top of a withdrawal stands.
    /// </summary>
    internal ConsentStanding Judge(ContentAddress consent)
    {
        if (find(consent) is not { } named) return ConsentStanding.Unknown;
        if (SupersessionProof.IsWithdrawal(named.Grain.View())) return ConsentStanding.Withdrawn;
        HashSet<ContentAddress> before = Before(consent);
        HashSet<ContentAddress> seen = [.. before];
        bool isKnown = true;
        foreach (ContentAddress start in before.Where(address => address != consent).Prepend(consent))
        {
            foreach ((ContentAddress address, GrainBlob? grain) in After(start, seen))
            {
                if (grain is not null && Withdraws(grain, named.Grain, seen.Contains)) return ConsentStanding.Withdrawn;
                // On a branch beside it, only a withdrawal that can be seen counts.
                if (start == consent && (grain is null || !ConsentFields.IsConsent(grain))) isKnown = false;
            }
        }
        return isKnown ? ConsentStanding.Standing : ConsentStanding.Unknown;
    }

    /// <summary>The Consents that a withdrawal ends: those before it in its chain that are of the same person.</summary>
    internal IEnumerable<ContentAddress> EndedBy(ContentAddress withdrawal)
    {
        if (find(withdrawal) is not { } taken) yield break;
        HashSet<ContentAddress> before = Before(withdrawal);
        foreach (ContentAddress address in before)
        {
            if (address != withdrawal && find(address) is { } given && !SupersessionProof.IsWithdrawal(given.Grain.View()) && Withdraws(taken.Grain, given.Grain, before.Contains))
                yield return address;
        }
    }

    /// <summary>The Consents at the ends of the ways on from one, up to withdrawals.</summary>
    internal IReadOnlyList<ContentAddress> HeadsAfter(ContentAddress consent, out ContentAddress? withdrawal)
    {
        withdrawal = null;
        List<ContentAddress> heads = [];
        HashSet<ContentAddress> seen = [consent];
        Stack<ContentAddress> open = new([consent]);
        while (open.TryPop(out ContentAddress address))
        {
            if (find(address) is not { } link) continue;
            if (SupersessionProof.IsWithdrawal(link.Grain.View()))
            {
                withdrawal = address;
                continue;
            }
            if (link.Entry.State.SupersededBy is null) heads.Add(address);
            foreach (ContentAddress successor in link.Entry.Successors())
            {
                if (seen.Add(successor)) open.Push(successor);
            }
        }
        return heads;
    }

    /// <summary>A grain and everything that it replaced.</summary>
    private HashSet<ContentAddress> Before(ContentAddress address)
    {
        HashSet<ContentAddress> before = [address];
        Stack<ContentAddress> open = new([address]);
        while (open.TryPop(out ContentAddress current))
        {
            if (find(current) is not { } link) continue;
            foreach (ContentAddress parent in ConsentFields.ParentsOf(link.Grain))
            {
                if (find(parent) is { } old && old.Entry.Successors().Contains(current) && before.Add(parent)) open.Push(parent);
            }
        }
        return before;
    }

    /// <summary>Everything that replaced a grain and was not seen yet; without the grain where it is absent.</summary>
    private IEnumerable<(ContentAddress Address, GrainBlob? Grain)> After(ContentAddress start, HashSet<ContentAddress> seen)
    {
        Stack<ContentAddress> open = new([start]);
        while (open.TryPop(out ContentAddress current))
        {
            if (find(current) is not { } link) continue;
            foreach (ContentAddress successor in link.Entry.Successors())
            {
                if (!seen.Add(successor)) continue;
                yield return (successor, find(successor)?.Grain);
                open.Push(successor);
            }
        }
    }

    /// <summary>Whether a grain withdraws a Consent of its chain in the name of the person who gave the other one too.</summary>
    private bool Withdraws(GrainBlob taken, GrainBlob given, Func<ContentAddress, bool> isOfChain) =>
        SupersessionProof.IsWithdrawal(taken.View()) && ConsentFields.TryGetPrior(taken, out ContentAddress prior) && isOfChain(prior)
        && find(prior) is { } old && SupersessionProof.IsWithdrawal(old.Grain, taken) && !given.View().IsSealed && SupersessionProof.HaveSameSubject(given.View(), taken.View());
}
