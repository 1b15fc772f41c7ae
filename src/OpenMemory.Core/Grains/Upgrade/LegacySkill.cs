namespace OpenMemory;

/// <summary>A skill that was written as a Fact becomes a Skill (legacy §3, §10): the fields come from the Fact's object.</summary>
internal static class LegacySkill
{
    internal static void Apply(SuccessorDraft draft)
    {
        if (draft.Type != GrainType.Fact || draft.GetText("relation") != "mg:capable_of" || draft.Get("object") is not { Kind: OmsValueKind.Map } skill) return;
        draft.Type = GrainType.Skill;
        draft.Note("a Skill for a Fact about one");
        draft.Remove("relation");
        draft.Remove("object");
        MoveFields(draft, skill.AsMap());
        MoveHolder(draft);
        if (draft.GetText("namespace") != "agent:skills") draft.Set("namespace", "agent:skills", "namespace agent:skills");
    }

    /// <summary>The object holds names or short keys; what the Fact says of itself stays.</summary>
    private static void MoveFields(SuccessorDraft draft, OmsMap skill)
    {
        EffectiveMap map = EffectiveMap.For((byte)GrainType.Skill);
        foreach ((string key, OmsValue value) in skill)
        {
            int slot = map.FindKey(key);
            string name = slot < 0 ? key : map.Names[slot];
            if (name == "type") continue;
            OmsValue own = draft.Get(name);
            if (own.IsNull) draft.Set(name, value);
            else if (own != value) draft.Note($"one of two values of {(map.FindName(name) < 0 ? "a custom field" : name)}");
        }
    }

    /// <summary>A subject that is a DID is the skill's holder; another one stays the subject.</summary>
    private static void MoveHolder(SuccessorDraft draft)
    {
        if (draft.GetText("subject") is not { } subject || !subject.StartsWith("did:", StringComparison.Ordinal)) return;
        if (draft.Get("holder_did").IsNull) draft.Set("holder_did", subject);
        if (draft.GetText("holder_did") == subject) draft.Remove("subject", "holder_did for subject");
    }
}
