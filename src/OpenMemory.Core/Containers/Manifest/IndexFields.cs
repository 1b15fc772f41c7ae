namespace OpenMemory;

/// <summary>The fields of a manifest's entries, from the field registry: the six of the index layer, and what a peer may add.</summary>
internal static class IndexFields
{
    private static readonly FieldDefinition[] s_fields = [.. EffectiveMap.For((byte)GrainType.Fact).Definitions.Where(static definition =>
        definition.IsIndexLayer || definition.Field == Field.Contradicted)]; // which is read as contested

    /// <summary>Texts that entries usually hold, so that each is kept once.</summary>
    internal static readonly string[] KnownValues =
    [
        IndexState.Verified, IndexState.Contested, IndexState.Retracted, IndexState.Unverified,
        "pending", "approved", "rejected", "applied", "rolled_back", "expired",
    ];

    /// <summary>The field of a key, or null.</summary>
    internal static FieldDefinition? Find(ReadOnlySpan<byte> key)
    {
        foreach (FieldDefinition field in s_fields)
        {
            if (key.SequenceEqual(field.KeyBytes)) return field;
        }
        return null;
    }
}
