namespace OpenMemory.Supersession;

/// <summary>What Goals ask besides policy: their order (§8.7), and what autonomous transitions owe to the goals that allow them (§23.4, §23.5).</summary>
internal static class GoalRules
{
    private static readonly OmsFault s_reopened = new(OmsErrorCode.Schema, "R-48", "The goal leaves a final state", Field: "goal_state");
    private static readonly OmsFault s_unproven = new(OmsErrorCode.EvidenceRequired, "OMS-23.4-2", "A protected goal ends without evidence", Field: "satisfaction_evidence");
    private static readonly OmsFault s_blocked = new(OmsErrorCode.Schema, "OMS-8.7-2", "The goal would be active while goals that it depends on are not satisfied", Field: "depends_on");
    private static readonly OmsFault s_startsBlocked = new(OmsErrorCode.Schema, "R-48", "The goal is active while goals that it depends on are not satisfied; it could begin as suspended", Field: "depends_on");
    private static readonly OmsFault s_unasked = new(OmsErrorCode.Schema, "OMS-23.4-2", "The goal may be satisfied by anyone, and asks for no evidence", Field: "evidence_required");

    /// <summary>What is worth telling of a Goal that <c>put</c> takes in; null for nothing.</summary>
    internal static IReadOnlyList<OmsFault>? CheckPut(GrainBlob goal, ISupersessionSource source)
    {
        GrainView view = goal.View();
        if (view.Type != GrainType.Goal) return null;
        List<OmsFault>? warnings = null;
        if (GoalStates.IsActive(GoalStates.Of(view)) && !AreDependenciesSatisfied(view, source)) (warnings ??= []).Add(s_startsBlocked);
        if (GoalStates.Allows(view, "satisfied"u8) && GoalStates.EvidenceRequired(view) == 0 && GrainProtection.Read(view).Mode is not (InvalidationMode.Open or InvalidationMode.ConsentCascade))
            (warnings ??= []).Add(s_unasked);
        return warnings;
    }

    /// <summary>
    /// Whether a protected goal lets its successor pass without the policy (OMS-23.4-1): never under a hold, which overrides everything.
    /// </summary>
    internal static bool IsAutonomous(GrainView protector, InvalidationMode effective, GrainView successor) =>
        effective != InvalidationMode.Hold && GoalStates.Allows(protector, GoalStates.Of(successor));

    /// <summary>What an autonomous transition owes to the goal that allows it; the default value where it owes nothing.</summary>
    internal static OmsFault CheckInheritance(GrainView goal, GrainView successor)
    {
        if (!HasSamePolicy(goal, successor))
            return Broken("invalidation_policy", "The goal's policy is not inherited, and the supersession is not authorized under it");
        if (Widens(goal, successor)) return Broken("allowed_transitions", "More transitions would be allowed than the goal allows, and nobody authorized that");
        if (GoalStates.EvidenceRequired(successor) < GoalStates.EvidenceRequired(goal))
            return Broken("evidence_required", "Less evidence would be required than the goal requires, and nobody authorized that");
        return default;
    }

    /// <summary>Whether an autonomous transition to <c>satisfied</c> lacks evidence (OMS-23.4-3).</summary>
    internal static OmsFault CheckEvidence(GrainView goal, GrainView successor)
    {
        if (!GoalStates.IsSatisfied(GoalStates.Of(successor)) || GoalStates.CountEvidence(successor) >= GoalStates.EvidenceRequired(goal)) return default;
        return new(OmsErrorCode.EvidenceRequired, "OMS-23.4-3", "The goal requires more evidence to be satisfied without authorization", Field: "satisfaction_evidence");
    }

    /// <summary>Whether the transition is one into <c>active</c> that must wait (OMS-8.7-2). A goal that stays active makes none.</summary>
    internal static OmsFault CheckOrder(GrainView old, GrainView successor, ISupersessionSource source) =>
        GoalStates.IsActive(GoalStates.Of(successor)) && !GoalStates.IsActive(GoalStates.Of(old)) && !AreDependenciesSatisfied(successor, source) ? s_blocked : default;

    /// <summary>What is allowed and worth telling; null for nothing.</summary>
    internal static IReadOnlyList<OmsFault>? Warnings(GrainView old, GrainView successor, bool isProtected)
    {
        List<OmsFault>? warnings = null;
        ReadOnlySpan<byte> from = GoalStates.Of(old), to = GoalStates.Of(successor);
        if (GoalStates.IsFinal(from) && !to.SequenceEqual(from)) (warnings ??= []).Add(s_reopened);
        if (isProtected && GoalStates.IsFinal(to) && !from.SequenceEqual(to) && GoalStates.CountEvidence(successor) == 0) (warnings ??= []).Add(s_unproven);
        return warnings;
    }

    private static OmsFault Broken(string field, string message) => new(OmsErrorCode.InvalidationDenied, "OMS-23.5-1", message, Field: field);

    private static bool HasSamePolicy(GrainView goal, GrainView successor)
    {
        if (!goal.TryGet(Field.InvalidationPolicy, out FieldValue policy) || !successor.TryGet(Field.InvalidationPolicy, out FieldValue inherited)) return false;
        return policy.Encoded.SequenceEqual(inherited.Encoded) || policy.ToValue().Equals(inherited.ToValue());
    }

    private static bool Widens(GrainView goal, GrainView successor)
    {
        if (!successor.TryGet(Field.AllowedTransitions, out FieldValue states)) return false;
        if (states.Kind != OmsValueKind.Array) return true;
        foreach (FieldEntry state in states)
        {
            if (state.Value.Kind != OmsValueKind.Text || !GoalStates.Allows(goal, state.Value.Utf8)) return true;
        }
        return false;
    }

    /// <summary>Whether the heads of the chains of all <c>depends_on</c> goals are satisfied. What is absent or cannot be read is not.</summary>
    private static bool AreDependenciesSatisfied(GrainView goal, ISupersessionSource source)
    {
        if (!goal.TryGet(Field.DependsOn, out FieldValue value)) return !goal.Hides(Field.DependsOn);
        List<ContentAddress> dependencies = [];
        if (!SupersessionProof.CollectReferences(value, dependencies)) return false;
        Dictionary<ContentAddress, ContentAddress?> known = [];
        foreach (ContentAddress dependency in dependencies)
        {
            if (ChainWalk.FindHead(dependency, source, known) is not { } head || source.Find(head) is not { } grain || !GoalStates.IsSatisfied(GoalStates.Of(grain.View())))
                return false;
        }
        return true;
    }
}
