namespace OpenMemory;

/// <summary>
/// Older keys inside maps that stand beside the current ones: they lost, and are not written again (OMS-L-5, R-33). Beside
/// <c>int:http_method</c> and <c>int:http_path</c> the short ones are the author's own (OMS-L-13).
/// </summary>
internal static class NestedForm
{
    internal static void Apply(SuccessorDraft draft)
    {
        if (draft.Get("context") is { Kind: OmsValueKind.Map } context && UsesIntegrationKeys(draft))
            draft.Set("context", Without(draft, context, LegacyForms.Integration, "context"));
        if (draft.Get("related_to") is not { Kind: OmsValueKind.Array } links) return;
        OmsValue[] entries = links.Elements.ToArray();
        for (int i = 0; i < entries.Length; i++) entries[i] = Without(draft, entries[i], LegacyForms.Links, "related_to");
        draft.Set("related_to", OmsValue.Adopt(entries));
    }

    private static bool UsesIntegrationKeys(SuccessorDraft draft) =>
        draft.Type != GrainType.State && draft.Get("structural_tags") is { Kind: OmsValueKind.Array } tags && tags.Elements.Contains("profile:integration");

    private static OmsValue Without(SuccessorDraft draft, in OmsValue value, NestedAlias[] aliases, string field)
    {
        if (value.Kind != OmsValueKind.Map) return value;
        OmsMap map = value.AsMap();
        Dictionary<string, OmsValue>? rest = null;
        foreach (NestedAlias alias in aliases)
        {
            if (alias.TextOnly || !map.ContainsKey(alias.Old) || !map.ContainsKey(alias.Name)) continue;
            (rest ??= map.ToDictionary()).Remove(alias.Old);
            draft.Note($"without {alias.Old} in {field}");
        }
        return rest is null ? value : OmsMap.Adopt(rest);
    }
}
