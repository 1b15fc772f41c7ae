namespace OpenMemory.Supersession;

/// <summary>The table of §23.2: what each mode lets happen to its own grain. Allocates nothing where a mode lets everything pass.</summary>
internal static class ModeRules
{
    internal static InvalidationDecision Decide(GrainProtection protection, InvalidationAct act, in InvalidationRequest request, bool isHoldLifted)
    {
        InvalidationMode mode = protection.EffectiveMode(request.Now, isHoldLifted);
        if (mode == InvalidationMode.Hold) return act == InvalidationAct.Erasure ? Denied("OMS-23.2-3", "The grain is under a hold and must not be erased") : Denied("OMS-23.2-1", "The grain is under a hold");
        if (act == InvalidationAct.Erasure || mode is InvalidationMode.Open or InvalidationMode.ConsentCascade) return Allowed;
        return mode switch
        {
            InvalidationMode.SoftLocked => request.IsJustified
                ? Allowed with { NeedsReview = true }
                : Denied("OMS-23.2-1", "The grain is soft_locked, and no justification is given"),
            InvalidationMode.Quorum => DecideQuorum(protection, request),
            InvalidationMode.Delegated => DecideBySignature(protection, request, "OMS-23.2-1", "The grain is delegated, and none of the authorized DIDs signed"),
            _ => DecideLocked(protection, act, request),
        };
    }

    internal static InvalidationDecision Allowed => new() { IsAllowed = true };

    internal static InvalidationDecision Denied(string rule, string message, ContentAddress? protector = null) =>
        new() { Fault = new(OmsErrorCode.InvalidationDenied, rule, message), Protector = protector };

    private static InvalidationDecision DecideLocked(GrainProtection protection, InvalidationAct act, in InvalidationRequest request)
    {
        if (act != InvalidationAct.Supersession) return Denied("R-35", "The grain is locked and must not be contradicted");
        if (protection.Authorized.Count > 0) return DecideBySignature(protection, request, "R-35", "The grain is locked, and none of the authorized DIDs signed");
        return protection.IsUnderstood
            ? Denied("R-35", "The grain is locked, and nobody is authorized")
            : Denied("OMS-23.3-1", "The policy cannot be read or has no known mode, which means locked");
    }

    private static InvalidationDecision DecideBySignature(GrainProtection protection, in InvalidationRequest request, string rule, string message)
    {
        if (protection.Lists(request.Requester)) return Allowed;
        return request.Requester is { } requester && requester == protection.AuthorDid ? DeniedToAuthor : Denied(rule, message);
    }

    /// <summary>Counts distinct DIDs that are listed: neither one DID twice nor a stranger's adds anything.</summary>
    private static InvalidationDecision DecideQuorum(GrainProtection protection, in InvalidationRequest request)
    {
        if (protection.Threshold is not > 0) return Denied("OMS-23.2-1", "The quorum has no threshold that anybody could meet");
        if (request.Approvers is not { Count: > 0 } approvers) return Denied("R-35", "The grain needs a quorum, and no authorized DID approved");
        HashSet<string> missing = new(protection.Authorized, StringComparer.Ordinal);
        long approved = 0;
        bool isByAuthor = false;
        foreach (string approver in approvers)
        {
            if (approver is null) continue;
            if (missing.Remove(approver)) approved++;
            else isByAuthor |= approver == protection.AuthorDid && !protection.Lists(approver);
        }
        if (approved >= protection.Threshold) return Allowed;
        return isByAuthor ? DeniedToAuthor : Denied("R-35", "The grain needs a quorum, and fewer authorized DIDs approved than its threshold");
    }

    private static InvalidationDecision DeniedToAuthor => Denied("OMS-23.8-1", "The author's own signature does not count: the policy does not list it");
}
