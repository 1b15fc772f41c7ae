namespace OpenMemory;

/// <summary>
/// What the Compatible mode notes about values: older keys inside maps, a nested field under two names, older relations, and
/// values that authors may not write (R-27, legacy §4–§6, §9). The grain is kept as it is.
/// </summary>
internal readonly ref struct CompatibleMarks(bool usesIntegrationKeys, bool skipSchema, Tolerance tolerance)
{
    /// <summary>Looks at every field that stands under its current key.</summary>
    internal void LookAtAll(FieldValue payload, EffectiveMap map)
    {
        foreach (FieldEntry entry in payload)
        {
            int slot = map.FindKey(entry.Key);
            if (slot >= 0) Look(map.Definitions[slot], entry.Value);
            else if (map == EffectiveMap.For((byte)GrainType.Workflow)) LookAtWorkflow(payload, entry);
        }
    }

    /// <summary>What a Workflow held before 1.4: steps for a graph, and what starts it (legacy §4).</summary>
    private void LookAtWorkflow(FieldValue payload, FieldEntry entry)
    {
        if (entry.Key.SequenceEqual("trigger"u8)) Invalid("OMS-L-7", "A Workflow no longer says what starts it", entry.KeyOffset, "trigger");
        if (!entry.Key.SequenceEqual("steps"u8) || entry.Value.Kind != OmsValueKind.Array) return;
        bool isGraphThere = Has(payload, "nodes"u8);
        tolerance.Add(
            isGraphThere ? DeviationKind.DuplicateNameAndKey : DeviationKind.LegacyAliasUsed,
            new(OmsErrorCode.Schema, "OMS-L-5", isGraphThere ? "Steps stand beside nodes" : "Steps are read as nodes and edges", entry.KeyOffset, "nodes"));
    }

    /// <summary>Looks at one field.</summary>
    internal void Look(FieldDefinition definition, FieldValue value)
    {
        Field field = definition.Field;
        if (value.Kind == OmsValueKind.Text) LookAtText(definition, value);
        else if (value.Kind == OmsValueKind.Map && field == Field.Config) LookAtMap(value, NestedMap.Integration, [], "", definition.Name);
        else if (value.Kind == OmsValueKind.Map && field == Field.Context && usesIntegrationKeys)
            LookAtMap(value, NestedMap.Integration, LegacyForms.Integration, "OMS-L-13", definition.Name);
        else if (value.Kind == OmsValueKind.Array && NestedMap.OfEntries(field) is NestedMap names) LookAtEntries(definition, value, names);
    }

    private void LookAtText(FieldDefinition definition, FieldValue value)
    {
        Field field = definition.Field;
        if (field == Field.Relation && LegacyForms.Relation(value.Utf8) is { } current)
            tolerance.Add(DeviationKind.LegacyAliasUsed, new(OmsErrorCode.Schema, "OMS-L-5", $"An older relation is read as {current}", value.Offset, definition.Name));
        else if (field == Field.ObserverType && LegacyForms.IsTrigger(value.Utf8))
            Invalid("OMS-L-15", "Triggers are grains of their own", value.Offset, definition.Name);
        else if (definition.AllowedValues.Length > 0 && !definition.AllowedValues.Contains(value.ToText()))
            Invalid("R-27", "The value is not one of those that the specification lists", value.Offset, definition.Name);
    }

    private void LookAtEntries(FieldDefinition definition, FieldValue array, NestedMap names)
    {
        NestedAlias[] aliases = definition.Field == Field.RelatedTo ? LegacyForms.Links : [];
        foreach (FieldEntry entry in array)
        {
            FieldValue map = entry.Value;
            if (map.Kind != OmsValueKind.Map || (names == NestedMap.ContentRef && SchemaCheck.IsCitation(map))) continue;
            LookAtMap(map, names, aliases, "R-33", definition.Name);
            if (definition.Field == Field.ContentRefs && !Has(map, "m"u8, "modality"u8))
                Invalid("OMS-7.1-1", "A content reference has no modality", map.Offset, definition.Name);
        }
    }

    private void LookAtMap(FieldValue map, NestedMap names, NestedAlias[] aliases, string rule, string field)
    {
        foreach (FieldEntry entry in map)
        {
            if (names.KeyOf(entry.Key) is { } key && Has(map, key)) Twice("OMS-6-6", entry, field);
            foreach (NestedAlias alias in aliases)
            {
                // Beside the current key a short word like "im" is the author's own (OMS-L-13).
                if (!entry.Key.SequenceEqual(alias.OldBytes) || (alias.TextOnly && entry.Value.Kind != OmsValueKind.Text)) continue;
                bool isCurrentThere = Has(map, alias.KeyBytes, alias.NameBytes);
                if (isCurrentThere && !alias.TextOnly) Twice(rule, entry, field);
                else if (!isCurrentThere) tolerance.Add(DeviationKind.LegacyAliasUsed, new(OmsErrorCode.Schema, rule, $"A nested field stands under an older key: {alias.Old}", entry.KeyOffset, field));
            }
        }
    }

    private void Twice(string rule, FieldEntry entry, string field) =>
        tolerance.Add(DeviationKind.DuplicateNameAndKey, new(OmsErrorCode.Corrupt, rule, "A nested field stands under two names", entry.KeyOffset, field));

    private void Invalid(string rule, string message, int offset, string field)
    {
        if (!skipSchema) tolerance.Add(DeviationKind.SchemaInvalid, new(OmsErrorCode.Schema, rule, message, offset, field));
    }

    internal static bool Has(FieldValue map, ReadOnlySpan<byte> key, ReadOnlySpan<byte> name = default)
    {
        foreach (FieldEntry entry in map)
        {
            if (entry.Key.SequenceEqual(key) || (!name.IsEmpty && entry.Key.SequenceEqual(name))) return true;
        }
        return false;
    }
}
