namespace OpenMemory.Store;

/// <summary>What a principal must hold to write a grain, or to change what is known of one.</summary>
internal static class RequiredVerbs
{
    /// <summary>Whether a principal may do something to a grain of a namespace. In <c>agent:authz</c> nothing counts but <c>admin</c> (OMS-12.6.3-3).</summary>
    internal static bool Allow(PrincipalRights rights, GrantVerbs verb, string? name)
    {
        if (name != GrantTerms.Namespace) return rights.Has(verb, name);
        return rights.Has(verb == GrantVerbs.Delete ? GrantVerbs.Delete | GrantVerbs.Admin : GrantVerbs.Admin, name);
    }

    /// <summary>Why a principal must not write a grain; null where it may.</summary>
    /// <param name="rights">The principal's rights.</param>
    /// <param name="principal">Its name in NFC.</param>
    /// <param name="verb">What it takes for an ordinary grain.</param>
    /// <param name="delivered">The grain.</param>
    internal static WriteResult? Refuse(PrincipalRights rights, string principal, GrantVerbs verb, ReadOnlySpan<byte> delivered)
    {
        if (!GrainView.TryParseDelivered(delivered, out GrainView view, out OmsFault fault))
            return rights.HasSomewhere(verb) ? WriteResult.Refused(fault) : WriteResult.Of(WriteOutcome.NotAuthorized, default);
        string? name = GrainNamespace.Of(view);
        if (RecommendationSteps.Find(view) is { } step)
        {
            if (!rights.Has(ForTransition(view, step.To), name)) return WriteResult.Of(WriteOutcome.NotAuthorized, view.ComputeAddress());
            return IsBy(view, principal) ? null : Foreign(view, "OMS-8.12-11", "The observer of a transition is the principal who makes it", "observer_id");
        }
        if (!Allow(rights, verb, name)) return WriteResult.Of(WriteOutcome.NotAuthorized, view.ComputeAddress());
        return GrantRules.IsGrant(view) && (GrantRules.GrantorOf(view) is not { } grantor || Nfc.Normalized(grantor) != principal)
            ? Foreign(view, "OMS-12.6.3-1", "The grantor is the principal who writes the grant", "context.grantor")
            : null;
    }

    /// <summary>Reviews and applications have verbs of their own; whoever passes over the review as the namespace's policy holds both.</summary>
    private static GrantVerbs ForTransition(GrainView view, RecommendationStatus to)
    {
        GrantVerbs verb = to is RecommendationStatus.Applied or RecommendationStatus.RolledBack ? GrantVerbs.LoopApply : GrantVerbs.LoopReview;
        bool isPolicy = view.TryGet(Field.ObserverType, out FieldValue type) && type.Kind == OmsValueKind.Text
            && RecommendationTerms.ParseObserver(type.ToText()) == RecommendationObserver.Policy;
        return isPolicy ? GrantVerbs.LoopApply | GrantVerbs.LoopReview : verb;
    }

    private static bool IsBy(GrainView view, string principal) =>
        view.TryGet(Field.ObserverId, out FieldValue observer) && observer.Kind == OmsValueKind.Text && Nfc.Normalized(observer.ToText()) == principal;

    private static WriteResult Foreign(GrainView view, string rule, string message, string field) =>
        WriteResult.Refused(new(OmsErrorCode.Schema, rule, message, -1, field), view.ComputeAddress());
}
