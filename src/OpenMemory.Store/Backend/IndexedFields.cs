namespace OpenMemory.Store;

/// <summary>
/// The fields that backends find grains by: those that queries ask for, and those that name other grains. Texts, and the texts of arrays,
/// are found exactly.
/// </summary>
internal static class IndexedFields
{
    private static readonly Field[] s_all =
    [
        Field.Subject, Field.Relation, Field.Object, Field.Namespace, Field.UserId, Field.SessionId, Field.RunId, Field.ProcessingBasis,
        Field.DerivedFrom, Field.PriorConsent, Field.TargetRef, Field.DedupKey,
    ];

    private static readonly bool[] s_isIndexed = [.. Enumerable.Range(0, Field.Count).Select(static id => Array.Exists(s_all, field => field.Id == id))];

    /// <summary>The fields.</summary>
    internal static ReadOnlySpan<Field> All => s_all;

    /// <summary>Whether a field is one of them.</summary>
    internal static bool Contains(Field field) => s_isIndexed[field.Id];
}
