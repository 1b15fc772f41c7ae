namespace OpenMemory;

/// <summary>An entry of <c>related_to</c>: a link to another grain that never changes its status (§14.2).</summary>
public sealed record RelatedGrain : NestedFields
{
    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public RelatedGrain()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="map">The map, with full names; entries that have no property are kept.</param>
    public RelatedGrain(OmsMap map)
        : base(map ?? throw new ArgumentNullException(nameof(map)))
    {
    }

    /// <summary><c>hash</c>: Address of the other grain. Required (§14.2).</summary>
    public string? Hash
    {
        get => GetText("hash");
        init => Set("hash", value);
    }

    /// <summary><c>relation_type</c>: One of the closed vocabulary, or <c>mg:step_action:</c> and a node. Required (§14.2).</summary>
    public string? RelationType
    {
        get => GetText("relation_type");
        init => Set("relation_type", value);
    }

    /// <summary><c>weight</c>: Strength, 0 … 1 (§14.2).</summary>
    public double? Weight
    {
        get => GetFloat("weight");
        init => Set("weight", Number(value, static number => number));
    }
}
