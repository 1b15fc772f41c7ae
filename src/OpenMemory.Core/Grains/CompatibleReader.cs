using System.Text;

namespace OpenMemory;

/// <summary>What a grain says that was read in the Compatible mode: current names, and the habits of older versions and peers.</summary>
internal static class CompatibleReader
{
    /// <param name="view">The grain.</param>
    /// <param name="tolerance">Receives what the view's own reader could not see, where somebody wants to know.</param>
    internal static Grain Read(GrainView view, Tolerance? tolerance)
    {
        GrainType type = view.Type;
        EffectiveMap map = EffectiveMap.For((byte)type);
        bool isIntegration = type != GrainType.State && GrainViewExtensions.HasIntegrationTag(view);
        Dictionary<string, OmsValue> fields = new(view.Count, StringComparer.Ordinal);
        List<(Field Field, string Key, OmsValue Value)> others = [];
        string? declaredType = null;
        foreach (FieldEntry entry in view)
        {
            if (entry.Value.Kind == OmsValueKind.Null) continue;
            string key = Encoding.UTF8.GetString(entry.Key);
            int slot = map.FindKey(entry.Key);
            bool isCurrent = slot >= 0, negated = false;
            if (!isCurrent) slot = CompatibleKeys.SlotOf(map, (byte)type, entry.Key, entry.Value, out _, out negated);
            if (slot < 0)
            {
                fields[key] = entry.Value.ToValue();
                continue;
            }
            Field field = map.Definitions[slot].Field;
            OmsValue value = negated ? !entry.Value.Boolean : ValueOf(entry.Value, map.Definitions[slot], type, isIntegration, tolerance);
            if (field == Field.Type && value.Kind == OmsValueKind.Text) declaredType = isCurrent ? value.AsText() : declaredType ?? value.AsText();
            else if (!isCurrent) others.Add((field, key, value));
            else fields[field.FullName] = value;
        }
        foreach ((Field field, string key, OmsValue value) in others)
        {
            // A key that lost to the current one stays visible, unless it is the field's own name (OMS-L-5, OMS-6-6).
            if (!fields.TryAdd(field.FullName, value)) fields.TryAdd(key, value);
        }
        if (type == GrainType.Workflow) LegacyWorkflow.Derive(fields);
        return Grain.New(type).Filled(fields, declaredType, view.Header, view.Encoding, GrainBlob.Adopt(view.Bytes.ToArray(), view.IsCanonical));
    }

    private static OmsValue ValueOf(FieldValue stored, FieldDefinition definition, GrainType type, bool isIntegration, Tolerance? tolerance)
    {
        Field field = definition.Field;
        OmsValue value = stored.ToValue();
        OmsValue renamed = PeerHabits.Rename(value, field, isIntegration && type != GrainType.State);
        if (renamed != value)
            tolerance?.Add(DeviationKind.LegacyAliasUsed, new(OmsErrorCode.Schema, field == Field.RelatedTo ? "R-33" : "OMS-L-13", "A nested field stands under an older key", stored.Offset, field.FullName));
        return PeerHabits.Reshape(GrainViewExtensions.Expand(renamed, field, isIntegration), definition);
    }
}
