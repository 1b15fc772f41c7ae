using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Whether a grain claims to supersede another one, and so must not come by <c>put</c> (OMS-17.2-3, R-34).</summary>
internal static class SupersessionClaim
{
    /// <summary>Why a grain must not be put; the default value where it may.</summary>
    internal static OmsFault Check(GrainBlob grain, ISupersessionSource source, EpochMilliseconds now)
    {
        if (!SupersessionProof.ImpliesSupersession(grain.View())) return default;
        List<ContentAddress> parents = [];
        SupersessionProof.CollectParents(grain, parents);
        foreach (ContentAddress parent in parents)
        {
            if (source.Find(parent) is not { } protectedGrain) continue;
            InvalidationMode mode = GrainProtection.Read(protectedGrain.View()).EffectiveMode(now, source.EntryOf(parent).IsHoldLifted);
            if (mode is not (InvalidationMode.Open or InvalidationMode.ConsentCascade))
                return new(OmsErrorCode.InvalidationDenied, "R-34", "A grain that supersedes a protected one is not put", -1, "derived_from");
        }
        return new(OmsErrorCode.Schema, "R-34", "A grain that supersedes another one is not put, but supersedes it", -1, "derived_from");
    }
}
