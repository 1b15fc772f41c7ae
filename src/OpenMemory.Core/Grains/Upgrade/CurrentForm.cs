namespace OpenMemory;

/// <summary>What 1.6 writes differently within one type: names of relations, fields that left the blob, priorities (legacy §3–§5, §9).</summary>
internal static class CurrentForm
{
    /// <summary>Keys of a peer that stand for nothing in 1.6; the old grain keeps them (OMS-L-20).</summary>
    private static readonly string[] s_peerKeys =
    [
        "aknd", "amode", "axu", "lprm", "exmp", "anno", "shsh", "exk", "ast", "acid", "axp", "tdh", "afc", "afd", "aex", "axr", "axl",
        "tcq", "cctx", "scp", "scd",
    ];

    private static readonly (string Word, int Priority)[] s_priorities = [("critical", 1), ("high", 2), ("medium", 3), ("low", 5)];

    internal static void Apply(SuccessorDraft draft)
    {
        EffectiveMap map = EffectiveMap.For((byte)draft.Type);
        foreach (FieldDefinition definition in map.Definitions)
        {
            if (definition.IsIndexLayer) draft.Remove(definition.Name, $"without {definition.Name}, which belongs to the index");
        }
        foreach (string key in s_peerKeys)
        {
            if (map.FindName(key) < 0) draft.Remove(key, $"without the peer's key {key}");
        }
        foreach (string name in draft.Names.ToArray())
        {
            // The older key of a field that also stands under its current one.
            if (map.FindName(name) < 0 && LegacyKeys.IsKnown((byte)draft.Type, name)) draft.Remove(name, $"without {name}");
        }
        if (!draft.Get("_disclosure_of").IsNull)
            draft.Fault = new(OmsErrorCode.Schema, "R-38", "A disclosed grain is upgraded from its original, which it does not hold", -1, "_disclosure_of");
        string? relation = draft.GetText("relation");
        if (relation == "owned_by") draft.Set("relation", "mg:owned_by", "relation mg:owned_by");
        if (relation == "mg:requires_steps") draft.Set("relation", "mg:has_graph", "relation mg:has_graph");
        if (draft.Type == GrainType.Workflow)
        {
            draft.Remove("steps", "nodes and edges for steps");
            draft.Remove("trigger", "without trigger: write a Trigger grain");
        }
        if (draft.Type == GrainType.Goal && draft.GetText("priority") is { } word)
        {
            int index = Array.FindIndex(s_priorities, entry => entry.Word == word);
            if (index >= 0) draft.Set("priority", s_priorities[index].Priority, "priority as a number");
        }
    }
}
