using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// Finds what rests on a grain, so that no clock takes it away from under others: somebody who deletes it by its address means it, a rule
/// about ages does not.
/// </summary>
internal static class RetentionDependents
{
    private const int MaxAncestors = 4096;

    /// <summary>Whether something that is here rests on a grain.</summary>
    internal static bool Has(IStoreReader reader, in GrainRow row, EpochMilliseconds now)
    {
        GrainView grain = row.Blob.View();
        ContentAddress address = row.Blob.Address;
        if (grain.Type == GrainType.Consent && (ConsentRules.CheckDelete(reader, row.Blob).IsFault || IsNamed(reader, address, Field.ProcessingBasis))) return true;
        if (RecommendationRules.TargetOf(grain) is { } recommendation && reader.Contains(recommendation)) return true;
        return HandsProtectionOn(reader, row, now) && (IsNamed(reader, address, Field.DerivedFrom) || IsNamed(reader, address, Field.PriorConsent));
    }

    /// <summary>
    /// Whether the walk of §23.6 finds a protector at a grain or behind it. The walk ends at absent grains, so that removing a link would
    /// free what derives from it.
    /// </summary>
    private static bool HandsProtectionOn(IStoreReader reader, in GrainRow row, EpochMilliseconds now)
    {
        if (row.Guard == ProtectionGuard.None) return false;
        HashSet<ContentAddress> seen = [row.Blob.Address];
        Queue<GrainRow> open = new([row]);
        List<ContentAddress> parents = [];
        while (open.TryDequeue(out GrainRow at))
        {
            GrainProtection protection = GrainProtection.Read(at.Blob.View());
            bool isFree = protection.EffectiveMode(now, at.Entry.IsHoldLifted) is InvalidationMode.Open or InvalidationMode.ConsentCascade;
            if (!isFree && protection.Scope != ProtectionScope.Grain) return true;
            parents.Clear();
            SupersessionProof.CollectParents(at.Blob, parents);
            foreach (ContentAddress parent in parents)
            {
                if (!seen.Add(parent) || !reader.TryGet(parent, out GrainRow ancestor)) continue;
                if (seen.Count > MaxAncestors) return true; // longer than anybody looks: it stays
                open.Enqueue(ancestor);
            }
        }
        return false;
    }

    private static bool IsNamed(IStoreReader reader, ContentAddress address, Field field) =>
        ReferenceForms.Of(address).Any(name => reader.Query(new() { Where = [new(field, name)], Status = GrainStatus.Any, IncludeCold = true, Limit = 1 }).Total > 0);
}
