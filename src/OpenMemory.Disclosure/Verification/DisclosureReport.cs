namespace OpenMemory.Disclosure;

/// <summary>What a receiver can say of a disclosed grain, field by field. Immutable.</summary>
public sealed class DisclosureReport
{
    internal DisclosureReport(ContentAddress? original, bool isOriginalKnown, IReadOnlyList<DisclosedField> fields, IReadOnlyList<OmsFault> faults) =>
        (Original, IsOriginalKnown, Fields, Faults) = (original, isOriginalKnown, fields, faults);

    /// <summary>The address of the original by <c>_disclosure_of</c>; null where it names none.</summary>
    public ContentAddress? Original { get; }

    /// <summary>Whether the original itself was compared, under the address that the disclosed grain names.</summary>
    public bool IsOriginalKnown { get; }

    /// <summary>Every field, by full name in ordinal order.</summary>
    public IReadOnlyList<DisclosedField> Fields { get; }

    /// <summary>What does not agree and concerns no field, for example another original.</summary>
    public IReadOnlyList<OmsFault> Faults { get; }

    /// <summary>Whether nothing contradicts anything. Alone, that does not say who made the disclosed grain (OMS-20.1-1).</summary>
    public bool IsConsistent => Faults.Count == 0 && !Fields.Any(static known => known.Status == FieldDisclosure.Contradicted);

    /// <summary>Finds a field.</summary>
    /// <param name="name">The full name.</param>
    /// <returns>The field; null where neither the grain nor a hash in it names one.</returns>
    public DisclosedField? Find(string name)
    {
        foreach (DisclosedField field in Fields)
        {
            if (field.Name == name) return field;
        }
        return null;
    }
}
