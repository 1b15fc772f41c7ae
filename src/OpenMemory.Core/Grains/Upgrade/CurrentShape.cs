namespace OpenMemory;

/// <summary>What 1.6 writes differently within one type: relations, a Goal's numbers, a definition's description (legacy §4, §9).</summary>
internal static class CurrentShape
{
    private static readonly (string Word, int Priority)[] s_priorities = [("critical", 1), ("high", 2), ("medium", 3), ("low", 5)];

    internal static void Apply(SuccessorDraft draft)
    {
        string? relation = draft.GetText("relation");
        if (relation == "owned_by") draft.Set("relation", "mg:owned_by", "relation mg:owned_by");
        if (relation == "mg:requires_steps") draft.Set("relation", "mg:has_graph", "relation mg:has_graph");
        if (draft.Type == GrainType.Goal) ApplyGoal(draft);
        if (draft.Type == GrainType.Tool) ApplyTool(draft);
    }

    private static void ApplyGoal(SuccessorDraft draft)
    {
        if (draft.GetText("priority") is { } word)
        {
            int index = Array.FindIndex(s_priorities, entry => entry.Word == word);
            if (index >= 0) draft.Set("priority", s_priorities[index].Priority, "priority as a number");
        }
        if (draft.Get("evidence_required") is { Kind: OmsValueKind.Boolean } evidence)
            draft.Set("evidence_required", evidence.AsBoolean() ? 1 : 0, "evidence_required as a number");
        if (draft.Get("rollback_on_failure").Kind == OmsValueKind.Boolean)
            draft.Remove("rollback_on_failure", "without rollback_on_failure, which lists grains");
    }

    /// <summary>A peer's definition has its description for people in the content, which no definition has (OMS-27.1-1).</summary>
    private static void ApplyTool(SuccessorDraft draft)
    {
        if (!draft.Get("tool_phase").IsNull && draft.IsInferred("tool_phase", Field.ToolPhase)) draft.Note("tool_phase, which the fields tell");
        if (draft.GetText("tool_phase") != "definition" || draft.GetText("content") is not { } content) return;
        if (!draft.Get("tool_description").IsNull)
        {
            draft.Remove("content", "without content, which no definition has");
            return;
        }
        draft.Remove("content");
        draft.Set("tool_description", content, "tool_description for content");
    }
}
