using System.Text;

namespace OpenMemory;

/// <summary>How peers and older versions write values, and what we read them as (legacy §5, §9). Only in the decoded view.</summary>
internal static class PeerHabits
{
    /// <summary>Reads a value: older keys inside it by their current names, in the shape that its field has in 1.6.</summary>
    internal static OmsValue Read(in OmsValue value, FieldDefinition definition, bool isIntegration)
    {
        Field field = definition.Field;
        return Reshape(GrainViewExtensions.Expand(Rename(value, field, isIntegration), field, isIntegration), definition);
    }

    /// <summary>Replaces older keys inside a field's maps by the current short ones (OMS-L-13, R-33).</summary>
    private static OmsValue Rename(in OmsValue value, Field field, bool isIntegration)
    {
        if (field == Field.Context && isIntegration && value.Kind == OmsValueKind.Map) return Rename(value.AsMap(), LegacyForms.Integration);
        if (field != Field.RelatedTo || value.Kind != OmsValueKind.Array) return value;
        OmsValue[] entries = value.Elements.ToArray();
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Kind == OmsValueKind.Map) entries[i] = Rename(entries[i].AsMap(), LegacyForms.Links);
        }
        return OmsValue.Adopt(entries);
    }

    /// <summary>Gives a value the shape that its field has in 1.6; what has no such reading stays as it is.</summary>
    private static OmsValue Reshape(in OmsValue value, FieldDefinition definition)
    {
        Field field = definition.Field;
        if (value.Kind == OmsValueKind.Text && field == Field.Relation) return LegacyForms.Relation(Encoding.UTF8.GetBytes(value.AsText())) ?? value;
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

    /// <summary>
    /// Fields of which a peer writes the one element alone (R-34, legacy §9). A Trigger's <c>scope</c> and a Recommendation's
    /// <c>dedup_key</c> have the names of such fields, but are texts.
    /// </summary>
    private static bool IsList(FieldDefinition definition) =>
        definition.Type is FieldType.TextArray or FieldType.ReferenceArray
        && (definition.Field == Field.DerivedFrom || definition.Field == Field.Criteria || definition.Field == Field.DedupKey || definition.Field == Field.Scope);

    private static OmsMap Rename(OmsMap map, NestedAlias[] aliases)
    {
        Dictionary<string, OmsValue>? renamed = null;
        foreach (NestedAlias alias in aliases)
        {
            if (!map.TryGetValue(alias.Old, out OmsValue value) || (alias.TextOnly && value.Kind != OmsValueKind.Text)) continue;
            if (map.ContainsKey(alias.Key) || map.ContainsKey(alias.Name)) continue; // the current key wins (OMS-L-5)
            renamed ??= map.ToDictionary();
            renamed.Remove(alias.Old);
            renamed[alias.Key] = value;
        }
        return renamed is null ? map : OmsMap.Adopt(renamed);
    }
}
