namespace OpenMemory;

/// <summary>A skill that was written as a Fact becomes a Skill (legacy §3, §10): the fields come from the Fact's object.</summary>
internal static class LegacySkill
{
    internal static void Apply(SuccessorDraft draft)
    {
        if (draft.Type != GrainType.Fact || draft.GetText("relation") != "mg:capable_of" || draft.Get("object") is not { Kind: OmsValueKind.Map } skill) return;
        draft.Type = GrainType.Skill;
        string? holder = draft.GetText("subject");
        foreach (string name in (ReadOnlySpan<string>)["subject", "relation", "object"]) draft.Remove(name);
        foreach ((string name, OmsValue value) in skill.AsMap())
        {
            if (name != "type" && draft.Get(name).IsNull) draft.Set(name, value); // what the Fact says of itself stays
        }
        if (holder is not null && holder.StartsWith("did:", StringComparison.Ordinal) && draft.Get("holder_did").IsNull) draft.Set("holder_did", holder);
        draft.Set("namespace", "agent:skills", "a Skill for a Fact about one");
    }
}
