namespace OpenMemory.Supersession;

/// <summary>
/// Decides whether a grain may be superseded, contradicted or erased (§23): pure functions of what is stored and who asks, which refuse
/// whatever they do not understand. The most restrictive answer of all protectors wins.
/// </summary>
public static class InvalidationRules
{
    /// <summary>How far the derivation ancestry of a superseding grain is walked (OMS-23.6-1).</summary>
    public const int MaxAncestryHops = 16;

    /// <summary>Decides by the protection of one grain alone. Allocates nothing for a grain without policy.</summary>
    /// <param name="protection">What the grain says.</param>
    /// <param name="act">What is to be done.</param>
    /// <param name="request">Who asks, and when.</param>
    /// <param name="isHoldLifted">Whether a hold on the grain was lifted.</param>
    /// <returns>The decision.</returns>
    public static InvalidationDecision Decide(GrainProtection protection, InvalidationAct act, in InvalidationRequest request, bool isHoldLifted = false)
    {
        ArgumentNullException.ThrowIfNull(protection);
        return ModeRules.Decide(protection, act, request, isHoldLifted);
    }

    /// <summary>
    /// Decides on a supersession by everything that §23 and §8.7 ask: the old grain, the ancestry of the new one, the old one's chain, the
    /// transitions of goals, and the withdrawal of a Consent by its own subject, which nothing stops.
    /// </summary>
    /// <param name="old">The grain to be superseded; one that is absent cannot be.</param>
    /// <param name="successor">The grain that takes its place; of a sealed one, what was sealed. The source need not hold it yet.</param>
    /// <param name="source">The grains.</param>
    /// <param name="request">Who asks, and when.</param>
    /// <returns>The decision.</returns>
    public static InvalidationDecision DecideSupersession(
        ContentAddress old, GrainBlob successor, ISupersessionSource source, in InvalidationRequest request) =>
        DecideSupersession(old, successor, source, request, mayHaveScopedAncestor: true, mayHaveLineageChain: true);

    /// <summary>Decides on flagging a grain as contradicted: the same policies as for a supersession of it (OMS-23.7-1).</summary>
    /// <param name="target">The grain; one that is absent cannot be contradicted.</param>
    /// <param name="source">The grains.</param>
    /// <param name="request">Who asks, and when.</param>
    /// <returns>The decision.</returns>
    public static InvalidationDecision DecideContradiction(ContentAddress target, ISupersessionSource source, in InvalidationRequest request) =>
        DecideContradiction(target, source, request, mayHaveScopedAncestor: true, mayHaveLineageChain: true);

    /// <summary>
    /// Decides on erasing a grain: only a hold forbids it (OMS-23.2-3). A grain whose policy cannot be seen because it is sealed may be
    /// erased: otherwise nobody could ever erase what nobody can open.
    /// </summary>
    /// <param name="target">The grain.</param>
    /// <param name="source">The grains.</param>
    /// <param name="now">The time.</param>
    /// <returns>The decision; allowed where the grain is absent.</returns>
    public static InvalidationDecision DecideErasure(ContentAddress target, ISupersessionSource source, EpochMilliseconds now)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Find(target) is not { } grain) return ModeRules.Allowed;
        InvalidationRequest request = new() { Now = now };
        InvalidationDecision decision = ModeRules.Decide(GrainProtection.Read(grain.View()), InvalidationAct.Erasure, request, source.EntryOf(target).IsHoldLifted);
        return decision.IsAllowed ? decision : decision with { Protector = target };
    }

    /// <summary>Decides on a supersession without walking where it is known that nothing is to be found (OMS-23.6-2).</summary>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">The grain that takes its place.</param>
    /// <param name="source">The grains.</param>
    /// <param name="request">Who asks, and when.</param>
    /// <param name="mayHaveScopedAncestor">Whether a grain in the ancestry of the new one, the old one included, may protect what derives from it.</param>
    /// <param name="mayHaveLineageChain">Whether an earlier grain of the old one's chain may protect its lineage.</param>
    internal static InvalidationDecision DecideSupersession(
        ContentAddress old, GrainBlob successor, ISupersessionSource source, in InvalidationRequest request, bool mayHaveScopedAncestor, bool mayHaveLineageChain)
    {
        ArgumentNullException.ThrowIfNull(successor);
        ArgumentNullException.ThrowIfNull(source);
        if (source.Find(old) is not { } grain) return Absent(old);
        bool isJustified = request.IsJustified || IsJustifiedBy(successor);
        if (SupersessionProof.IsWithdrawal(old, grain, successor)) return ModeRules.Allowed with { NeedsReview = !isJustified };

        // Only a Goal makes a transition: an ancestor that lists one frees nothing else that it protects.
        GrainBlob? next = grain.Header.Type == GrainType.Goal ? successor : null;
        Judgement judgement = new(InvalidationAct.Supersession, request with { IsJustified = isJustified }, source, next);
        bool isAdmitted = judgement.Admits(old, grain, ProtectionScope.Grain)
            && (!mayHaveScopedAncestor || ProtectorWalk.AdmitsAncestry(ref judgement, source, old, successor, isParent: true))
            && (!mayHaveLineageChain || ProtectorWalk.AdmitsChain(ref judgement, source, old, grain));
        if (!isAdmitted) return judgement.Denial;
        return successor.Header.Type == GrainType.Goal || grain.Header.Type == GrainType.Goal
            ? FinishGoal(grain, successor, source, ref judgement, request.Now, source.EntryOf(old).IsHoldLifted)
            : new() { IsAllowed = true, NeedsReview = judgement.NeedsReview };
    }

    /// <summary>Decides on a contradiction without walking where it is known that nothing is to be found (OMS-23.6-2).</summary>
    internal static InvalidationDecision DecideContradiction(
        ContentAddress target, ISupersessionSource source, in InvalidationRequest request, bool mayHaveScopedAncestor, bool mayHaveLineageChain)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Find(target) is not { } grain) return Absent(target);
        Judgement judgement = new(InvalidationAct.Contradiction, request, source, successor: null);
        bool isAdmitted = judgement.Admits(target, grain, ProtectionScope.Grain)
            && (!mayHaveScopedAncestor || ProtectorWalk.AdmitsAncestry(ref judgement, source, target, grain, isParent: false))
            && (!mayHaveLineageChain || ProtectorWalk.AdmitsChain(ref judgement, source, target, grain));
        return isAdmitted ? new() { IsAllowed = true, NeedsReview = judgement.NeedsReview } : judgement.Denial;
    }

    private static InvalidationDecision FinishGoal(
        GrainBlob old, GrainBlob successor, ISupersessionSource source, ref Judgement judgement, EpochMilliseconds now, bool isHoldLifted)
    {
        GrainView from = old.View(), to = successor.View();
        foreach ((ContentAddress address, GrainBlob goal) in judgement.Autonomous ?? [])
        {
            if (GoalRules.CheckInheritance(goal.View(), to) is { IsFault: true } fault) return new() { Fault = fault, Protector = address };
        }
        foreach ((ContentAddress address, GrainBlob goal) in judgement.Autonomous ?? [])
        {
            if (GoalRules.CheckEvidence(goal.View(), to) is { IsFault: true } fault) return new() { Fault = fault, Protector = address };
        }
        if (GoalRules.CheckOrder(from, to, source) is { IsFault: true } blocked) return new() { Fault = blocked };
        bool isProtected = judgement.Autonomous is not null || GrainProtection.Read(from).EffectiveMode(now, isHoldLifted) is not (InvalidationMode.Open or InvalidationMode.ConsentCascade);
        return new() { IsAllowed = true, NeedsReview = judgement.NeedsReview, Warnings = GoalRules.Warnings(from, to, isProtected) };
    }

    private static InvalidationDecision Absent(ContentAddress address) =>
        ModeRules.Denied("OMS-23.2-1", "The grain is not here, so that its policy cannot be asked", address);

    private static bool IsJustifiedBy(GrainBlob successor) =>
        successor.View().TryGetCore(Field.SupersessionJustification, out FieldValue why) && why.Kind == OmsValueKind.Text && why.Utf8.ContainsAnyExceptInRange((byte)0, (byte)' ');
}
