namespace OpenMemory.Store;

/// <summary>What consent rules read of grains, none of which is trusted to have the right shape.</summary>
internal static class ConsentFields
{
    /// <summary>Whether a grain is a readable Consent.</summary>
    internal static bool IsConsent(GrainBlob grain)
    {
        GrainView view = grain.View();
        return !view.IsSealed && view.Type == GrainType.Consent;
    }

    /// <summary>The address in <c>processing_basis</c>; a token of a legal basis is none .</summary>
    internal static bool TryGetBasis(GrainView grain, out ContentAddress consent)
    {
        consent = default;
        return grain.TryGetCore(Field.ProcessingBasis, out FieldValue value) && SupersessionProof.TryReference(value, out consent);
    }

    /// <summary>The Consent that a withdrawal names.</summary>
    internal static bool TryGetPrior(GrainBlob withdrawal, out ContentAddress prior)
    {
        prior = default;
        return withdrawal.View().TryGet(Field.PriorConsent, out FieldValue value) && SupersessionProof.TryReference(value, out prior);
    }

    /// <summary>The grains that a grain says to come from: <c>derived_from</c>, and of a Consent <c>prior_consent</c>.</summary>
    internal static List<ContentAddress> ParentsOf(GrainBlob grain)
    {
        List<ContentAddress> parents = [];
        SupersessionProof.CollectParents(grain, parents);
        return parents;
    }
}
