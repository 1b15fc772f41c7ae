using System.Text;

namespace OpenMemory;

/// <summary>What a grain says that was read in the Compatible mode: current names, and the habits of older versions and peers.</summary>
internal static class CompatibleReader
{
    /// <param name="view">The grain.</param>
    /// <param name="stored">The bytes that the grain keeps.</param>
    internal static Grain Read(GrainView view, GrainBlob stored)
    {
        GrainType type = view.Type;
        EffectiveMap map = EffectiveMap.For((byte)type);
        bool isIntegration = type != GrainType.State && GrainViewExtensions.HasIntegrationTag(view);
        Dictionary<string, OmsValue> fields = new(view.Count, StringComparer.Ordinal);
        List<(Field Field, string Key, OmsValue Value)> names = [], others = [];
        string? declaredType = null;
        foreach (FieldEntry entry in view)
        {
            string key = Encoding.UTF8.GetString(entry.Key);
            int slot = map.FindKey(entry.Key);
            bool isCurrent = slot >= 0, isName = false, negated = false;
            if (!isCurrent) slot = CompatibleKeys.SlotOf(map, (byte)type, entry.Key, entry.Value, out isName, out negated);
            if (slot < 0)
            {
                fields[key] = entry.Value.ToValue();
                continue;
            }
            Field field = map.Definitions[slot].Field;
            OmsValue value = negated ? !entry.Value.Boolean : PeerHabits.Read(entry.Value.ToValue(), map.Definitions[slot], isIntegration);
            if (field == Field.Type && value.Kind == OmsValueKind.Text) declaredType = isCurrent ? value.AsText() : declaredType ?? value.AsText();
            else if (!isCurrent) (isName ? names : others).Add((field, key, value));
            else fields[field.FullName] = value;
        }
        foreach ((Field field, string key, OmsValue value) in names.Concat(others))
        {
            // A key that lost to the current one stays visible, unless it is the field's own name (OMS-L-5, OMS-6-6).
            if (!fields.TryAdd(field.FullName, value)) fields.TryAdd(key, value);
        }
        if (type == GrainType.Workflow) LegacyWorkflow.Derive(fields);
        else if (type == GrainType.Tool && declaredType != "tool_call") PeerTool.InferPhase(fields); // those of 1.0 are complete
        return Grain.New(type).Filled(fields, declaredType, view.Header, view.Encoding, stored);
    }
}
