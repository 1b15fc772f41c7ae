namespace OpenMemory;

internal ref partial struct SchemaCheck
{
    /// <summary>
    /// Nested maps that are compacted hold no full name (OMS-4.7-1): the same content would have a second address.
    /// </summary>
    private void CheckCompaction(Field field, scoped in Token value)
    {
        if (field == Field.StructuralTags) _isIntegration = HasIntegrationTag(value);
        else if (field == Field.Config) CheckNames(value, NestedMap.Integration, field);
        else if (value.Kind == OmsValueKind.Array && NestedMap.OfEntries(field) is NestedMap names)
        {
            foreach (FieldEntry element in new FieldValue(_source, value)) CheckEntry(element.Value, names, field);
        }
    }

    private void CheckNames(scoped in Token map, NestedMap names, Field field)
    {
        if (map.Kind == OmsValueKind.Map) CheckEntry(new FieldValue(_source, map), names, field);
    }

    private void CheckEntry(FieldValue map, NestedMap names, Field field)
    {
        if (map.Kind != OmsValueKind.Map || (names == NestedMap.ContentRef && IsCitation(map))) return;
        foreach (FieldEntry entry in map)
        {
            if (!names.IsLongName(entry.Key)) continue;
            if (_tolerance is not null && names.KeyOf(entry.Key) is { } key && CompatibleMarks.Has(map, key)) continue; // under two names, which is noted as that
            Fail(SchemaRank.Canonical, OmsErrorCode.Corrupt, "OMS-4.7-1", "A nested field stands under its full name", entry.KeyOffset, field);
        }
    }

    /// <summary>Entries that cite something outside stay verbatim (§27.5).</summary>
    internal static bool IsCitation(FieldValue map)
    {
        foreach (FieldEntry entry in map)
        {
            if (entry.Key.SequenceEqual("citation_type"u8)) return true;
        }
        return false;
    }

    private readonly bool HasIntegrationTag(scoped in Token tags)
    {
        if (tags.Kind != OmsValueKind.Array) return false;
        foreach (FieldEntry tag in new FieldValue(_source, tags))
        {
            if (tag.Value.Kind == OmsValueKind.Text && tag.Value.Utf8.SequenceEqual("profile:integration"u8)) return true;
        }
        return false;
    }
}
