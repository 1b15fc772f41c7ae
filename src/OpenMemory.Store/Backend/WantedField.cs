namespace OpenMemory.Store;

/// <summary>One condition of a query: what a field must hold, one of several values.</summary>
internal sealed class WantedField
{
    private readonly bool _orNothing;

    internal WantedField(Field field, params IEnumerable<OmsValue> values)
    {
        Field = field;
        Values = [.. values.Select(static value => new WantedValue(value))];
        _orNothing = field == Field.Namespace && Array.Exists(Values, static value => value.Utf8 is { Length: 0 });
    }

    /// <summary>The field.</summary>
    internal Field Field { get; }

    /// <summary>The values.</summary>
    internal WantedValue[] Values { get; }

    /// <summary>Whether an index of exact texts finds all grains that match.</summary>
    internal bool IsIndexed => IndexedFields.Contains(Field) && !_orNothing && Array.TrueForAll(Values, static value => value.Utf8 is not null || value.IsImpossible);

    /// <summary>Whether a grain with readable fields matches.</summary>
    internal bool Matches(GrainView grain)
    {
        if (!grain.TryGetCore(Field, out FieldValue value)) return _orNothing && !grain.Hides(Field.Namespace);
        foreach (ref readonly WantedValue wanted in Values.AsSpan())
        {
            if (wanted.Matches(value, grain.IsCanonical)) return true;
        }
        return _orNothing && value.Kind != OmsValueKind.Text;
    }
}
