namespace OpenMemory.Supersession;

/// <summary>What Goals say of themselves (§8.7), read without throwing.</summary>
internal static class GoalStates
{
    /// <summary>The state in UTF-8, if it is one of the four; empty otherwise, and of other types.</summary>
    internal static ReadOnlySpan<byte> Of(GrainView grain)
    {
        if (grain.Type != GrainType.Goal || !grain.TryGet(Field.GoalState, out FieldValue value) || value.Kind != OmsValueKind.Text) return default;
        ReadOnlySpan<byte> state = value.Utf8;
        return IsActive(state) || IsFinal(state) || state.SequenceEqual("suspended"u8) ? state : default;
    }

    internal static bool IsActive(ReadOnlySpan<byte> state) => state.SequenceEqual("active"u8);

    internal static bool IsSatisfied(ReadOnlySpan<byte> state) => state.SequenceEqual("satisfied"u8);

    /// <summary>Whether leaving the state is worth telling .</summary>
    internal static bool IsFinal(ReadOnlySpan<byte> state) => IsSatisfied(state) || state.SequenceEqual("failed"u8);

    /// <summary>Whether <c>allowed_transitions</c> lists a state. What is no list of texts lists nothing.</summary>
    internal static bool Allows(GrainView goal, ReadOnlySpan<byte> state)
    {
        if (goal.Type != GrainType.Goal || state.IsEmpty || !goal.TryGet(Field.AllowedTransitions, out FieldValue states) || states.Kind != OmsValueKind.Array) return false;
        foreach (FieldEntry allowed in states)
        {
            if (allowed.Value.IsText(state)) return true;
        }
        return false;
    }

    /// <summary>
    /// How much evidence <c>satisfied</c> needs. Peers write a boolean, of which true means one; more than anybody has where it cannot be read or is hidden.
    /// </summary>
    internal static ulong EvidenceRequired(GrainView goal)
    {
        if (!goal.TryGet(Field.EvidenceRequired, out FieldValue value)) return goal.Hides(Field.EvidenceRequired) ? ulong.MaxValue : 0;
        return value.Kind switch
        {
            OmsValueKind.Boolean => value.Boolean ? 1UL : 0,
            OmsValueKind.Integer when !value.IsUnsigned && value.Int64 < 0 => 0,
            _ => PolicyReader.ReadCount(value) ?? ulong.MaxValue,
        };
    }

    /// <summary>How many grains <c>satisfaction_evidence</c> names, each counted once.</summary>
    internal static ulong CountEvidence(GrainView goal)
    {
        if (!goal.TryGet(Field.SatisfactionEvidence, out FieldValue value)) return 0;
        List<ContentAddress> evidence = [];
        SupersessionProof.CollectReferences(value, evidence);
        return (ulong)new HashSet<ContentAddress>(evidence).Count;
    }
}
