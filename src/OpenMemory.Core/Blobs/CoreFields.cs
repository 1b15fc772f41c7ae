namespace OpenMemory;

/// <summary>Finds core fields in grains of every type, also of those without a schema.</summary>
internal static class CoreFields
{
    /// <summary>
    /// Finds a core field; in types without a schema, whose keys are raw, by its key and else by its full name. Allocates nothing.
    /// </summary>
    internal static bool TryGetCore(this GrainView view, Field field, out FieldValue value)
    {
        if (view.TryGet(field, out value)) return true;
        if (view.Type.HasSchema() || FieldRegistry.Find((byte)GrainType.Fact, field) is not { Scope: FieldScope.Core } definition) return false;
        return view.TryGet(definition.KeyBytes, out value) || view.TryGet(definition.NameBytes, out value);
    }

    /// <summary>Whether a grain has fields that can be read: it is neither sealed nor compressed .</summary>
    internal static bool IsReadable(this GrainView view) => (view.Header.Flags & (GrainFlags.Encrypted | GrainFlags.Compressed)) == 0;

    /// <summary>Whether a grain is a disclosed view that hides a field: what stands in it is not known then (§10).</summary>
    internal static bool Hides(this GrainView view, Field field) =>
        view.TryGetCore(Field.Elided, out FieldValue hidden)
        && FieldRegistry.Find((byte)(view.Type.HasSchema() ? view.Type : GrainType.Fact), field) is { } definition
        && (hidden.TryGetEntry(definition.NameBytes, out _) || hidden.TryGetEntry(definition.KeyBytes, out _));

    /// <summary>Finds an entry of a map; of anything else there is none.</summary>
    internal static bool TryGetEntry(this FieldValue map, ReadOnlySpan<byte> key, out FieldValue value)
    {
        if (map.Kind == OmsValueKind.Map)
        {
            foreach (FieldEntry entry in map)
            {
                if (!entry.Key.SequenceEqual(key)) continue;
                value = entry.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>Whether a value is this text.</summary>
    internal static bool IsText(this FieldValue value, ReadOnlySpan<byte> text) => value.Kind == OmsValueKind.Text && value.Utf8.SequenceEqual(text);
}
