namespace OpenMemory;

/// <summary>Every field of the specification with its key on the wire, by grain type (§6).</summary>
public static class FieldRegistry
{
    /// <summary>The fields of one grain type: core, own and, for Fact and Goal, delegation.</summary>
    /// <param name="typeByte">The header's type byte; types without a schema have no fields.</param>
    /// <returns>The rows in the canonical order of their keys.</returns>
    public static IReadOnlyList<FieldDefinition> ForType(byte typeByte) => EffectiveMap.For(typeByte).Definitions;

    /// <summary>Finds a field of one grain type.</summary>
    /// <param name="typeByte">The header's type byte.</param>
    /// <param name="field">The field.</param>
    /// <returns>The row, or null when the type does not have the field.</returns>
    public static FieldDefinition? Find(byte typeByte, Field field)
    {
        EffectiveMap map = EffectiveMap.For(typeByte);
        int slot = map.SlotOf(field);
        return slot < 0 ? null : map.Definitions[slot];
    }
}
