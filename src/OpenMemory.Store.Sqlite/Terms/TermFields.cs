namespace OpenMemory.Store.Sqlite;

/// <summary>The terms of the specification's fields.</summary>
internal static class TermFields
{
    private static readonly (Field Field, TermField Term)[] s_all =
    [
        (Field.Subject, TermField.Subject), (Field.Relation, TermField.Relation), (Field.Object, TermField.Object),
        (Field.Namespace, TermField.Namespace), (Field.UserId, TermField.UserId), (Field.SessionId, TermField.SessionId),
        (Field.RunId, TermField.RunId), (Field.ProcessingBasis, TermField.ProcessingBasis), (Field.DerivedFrom, TermField.DerivedFrom),
        (Field.PriorConsent, TermField.PriorConsent), (Field.TargetRef, TermField.TargetRef), (Field.DedupKey, TermField.DedupKey),
    ];

    private static readonly TermField[] s_byField = [.. Enumerable.Range(0, Field.Count).Select(static id => Array.Find(s_all, entry => entry.Field.Id == id).Term)];

    /// <summary>The terms whose texts may be a person.</summary>
    internal static ReadOnlySpan<TermField> OfPersons =>
        [TermField.Person, TermField.Subject, TermField.Object, TermField.UserId, TermField.SessionId, TermField.RunId];

    /// <summary>The term of a field of <see cref="IndexedFields"/>.</summary>
    internal static TermField Of(Field field) => s_byField[field.Id];
}
