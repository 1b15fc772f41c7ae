namespace OpenMemory;

/// <summary>How peers and older versions write values, and what we read them as (legacy §5, §9). Only in the decoded view.</summary>
internal static class PeerHabits
{
    private static readonly (string Old, string Current, bool TextOnly)[] s_integrationKeys =
    [
        ("ict2", "icft", false), ("icfgs", "icfg", false), ("ievs", "ievt", false), ("im", "ihm", true), ("ip", "ihp", true),
    ];

    private static readonly (string Old, string Current, bool TextOnly)[] s_linkKeys =
        [("target", "h", false), ("type", "rl", false)];

    /// <summary>Replaces older keys inside a field's maps by the current short ones (OMS-L-13, R-33).</summary>
    internal static OmsValue Rename(in OmsValue value, Field field, bool isIntegration)
    {
        if (field == Field.Context && isIntegration && value.Kind == OmsValueKind.Map) return Rename(value.AsMap(), s_integrationKeys, NestedMap.Integration);
        if (field != Field.RelatedTo || value.Kind != OmsValueKind.Array) return value;
        OmsValue[] entries = value.Elements.ToArray();
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Kind == OmsValueKind.Map) entries[i] = Rename(entries[i].AsMap(), s_linkKeys, NestedMap.RelatedTo);
        }
        return OmsValue.Adopt(entries);
    }

    /// <summary>Gives a value the shape that its field has in 1.6; what has no such reading stays as it is.</summary>
    internal static OmsValue Reshape(in OmsValue value, FieldDefinition definition)
    {
        Field field = definition.Field;
        if (value.Kind == OmsValueKind.Text && IsList(definition)) return OmsValue.FromArray(value);
        if (field == Field.EvidenceRequired && value.Kind == OmsValueKind.Boolean && value.AsBoolean()) return 1;
        if (field != Field.AlternativesConsidered || value.Kind != OmsValueKind.Array) return value;
        OmsValue[] entries = value.Elements.ToArray();
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Kind == OmsValueKind.Text) entries[i] = OmsMap.Adopt(new(StringComparer.Ordinal) { ["hypothesis"] = entries[i] });
        }
        return OmsValue.Adopt(entries);
    }

    /// <summary>Fields of which a peer writes the one element alone (R-34, legacy §9).</summary>
    private static bool IsList(FieldDefinition definition) =>
        (definition.Field == Field.DerivedFrom || definition.Field == Field.Criteria || definition.Field == Field.DedupKey || definition.Field == Field.Scope)
        && ((definition.AllowedKinds >> (int)OmsValueKind.Array) & 1) != 0; // the name may be a text's in another type

    private static OmsMap Rename(OmsMap map, (string Old, string Current, bool TextOnly)[] keys, NestedMap names)
    {
        Dictionary<string, OmsValue>? renamed = null;
        foreach ((string old, string current, bool textOnly) in keys)
        {
            if (!map.TryGetValue(old, out OmsValue value) || (textOnly && value.Kind != OmsValueKind.Text)) continue;
            if (map.ContainsKey(current) || map.ContainsKey(names.Expand(current))) continue; // the current key wins (OMS-L-5)
            renamed ??= map.ToDictionary();
            renamed.Remove(old);
            renamed[current] = value;
        }
        return renamed is null ? map : OmsMap.Adopt(renamed);
    }
}
