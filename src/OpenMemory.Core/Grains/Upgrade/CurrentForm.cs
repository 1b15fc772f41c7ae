namespace OpenMemory;

/// <summary>Names that 1.6 does not write in a grain of the draft's type: they stay with the old grain (OMS-L-8, OMS-L-20).</summary>
internal static class CurrentForm
{
    /// <summary>A peer's conditions on a Trigger: without them it would fire when it must not .</summary>
    private static readonly string[] s_conditions = ["tcq", "tct"];

    internal static void Apply(SuccessorDraft draft)
    {
        if (!draft.Get("_disclosure_of").IsNull)
            draft.Fail(new(OmsErrorCode.Schema, "R-38", "A disclosed grain is upgraded from its original, which it does not hold", -1, "_disclosure_of"));
        foreach (FieldDefinition definition in EffectiveMap.For((byte)draft.Type).Definitions)
        {
            if (definition.IsIndexLayer) draft.Remove(definition.Name, $"without {definition.Name}, which belongs to the index");
        }
    }

    /// <summary>Removes what an author of the type may not write.</summary>
    internal static void RemoveOldNames(SuccessorDraft draft)
    {
        if (draft.Type == GrainType.Workflow)
        {
            bool isDerived = draft.IsDerived(Field.Nodes), hasNodes = !draft.Get("nodes").IsNull;
            draft.Remove("steps", !hasNodes ? "without steps" : isDerived ? "nodes and edges for steps" : "without steps, beside which nodes stand");
            draft.Remove("trigger", "without trigger: write a Trigger grain");
        }
        EffectiveMap map = EffectiveMap.For((byte)draft.Type);
        foreach (string name in draft.Names.ToArray())
        {
            if (map.FindName(name) >= 0 || !LegacyRules.IsOld(draft.Type, name)) continue;
            if (draft.Type == GrainType.Trigger && s_conditions.Contains(name)) Keep(draft, name);
            else draft.Remove(name, $"without the key {name}");
        }
    }

    private static void Keep(SuccessorDraft draft, string name)
    {
        draft.Note($"the key {name}, without which it would fire");
        draft.Fail(new(OmsErrorCode.Schema, "R-46", "The Trigger depends on a peer's key that 1.6 does not have", -1, name));
    }
}
