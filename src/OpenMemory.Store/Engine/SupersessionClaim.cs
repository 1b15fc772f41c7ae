using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Whether a grain claims to supersede another one, and so must not come by <c>put</c> (OMS-17.2-3, R-34).</summary>
internal static class SupersessionClaim
{
    /// <summary>Why a grain must not be put; the default value where it may.</summary>
    internal static OmsFault Check(GrainBlob grain, ISupersessionSource source, EpochMilliseconds now)
    {
        GrainView view = grain.View();
        if (!IsMade(view)) return default;
        foreach (ContentAddress parent in DerivedFrom.Read(view))
        {
            if (source.Find(parent) is not { } protectedGrain) continue;
            InvalidationMode mode = GrainProtection.Read(protectedGrain.View()).EffectiveMode(now, source.EntryOf(parent).IsHoldLifted);
            if (mode is not (InvalidationMode.Open or InvalidationMode.ConsentCascade))
                return new(OmsErrorCode.InvalidationDenied, "R-34", "A grain that supersedes a protected one is not put", -1, "derived_from");
        }
        return new(OmsErrorCode.Schema, "R-34", "A grain that supersedes another one is not put, but supersedes it", -1, "derived_from");
    }

    private static bool IsMade(GrainView view)
    {
        if (view.Type == GrainType.Consent && view.TryGet(Field.IsWithdrawal, out FieldValue withdraws) && withdraws.Kind == OmsValueKind.Boolean && withdraws.Boolean) return true;
        if (!view.TryGet(Field.DerivedFrom, out _)) return false;
        return view.TryGet(Field.SupersessionJustification, out _) || view.TryGet(Field.SupersessionAuth, out _)
            || view.TryGet(Field.InvalidationType, out _) || IsTransition(view);
    }

    private static bool IsTransition(GrainView view)
    {
        if (!view.TryGet(Field.ProvenanceChain, out FieldValue chain) || chain.Kind != OmsValueKind.Array) return false;
        foreach (FieldEntry step in chain)
        {
            foreach (FieldEntry part in step.Value)
            {
                if (part.Value.Kind != OmsValueKind.Text || !part.Key.SequenceEqual("method"u8)) continue;
                if (part.Value.Utf8.SequenceEqual("goal_state_transition"u8) || part.Value.Utf8.SequenceEqual("goal_revision"u8)) return true;
            }
        }
        return false;
    }
}
