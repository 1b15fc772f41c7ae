namespace OpenMemory;

/// <summary>A map inside a grain with typed properties, for example an entry of <c>related_to</c>.</summary>
public abstract record NestedFields : FieldMap
{
    private protected NestedFields()
    {
    }

    private protected NestedFields(OmsMap map) => Adopt(map.ToDictionary());

    /// <summary>Copies for a <c>with</c> expression.</summary>
    /// <param name="original">What is copied.</param>
    protected NestedFields(NestedFields original)
        : base(original)
    {
    }

    /// <summary>The map with full names, as a new value.</summary>
    /// <returns>The map.</returns>
    public OmsMap ToMap() => CopyFields();

    /// <inheritdoc/>
    public sealed override string ToString() => base.ToString();
}
