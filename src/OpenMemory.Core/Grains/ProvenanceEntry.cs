namespace OpenMemory;

/// <summary>An entry of <c>provenance_chain</c> (§14.1).</summary>
public sealed record ProvenanceEntry : NestedFields
{
    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public ProvenanceEntry()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="map">The map, with full names; entries that have no property are kept.</param>
    public ProvenanceEntry(OmsMap map)
        : base(map ?? throw new ArgumentNullException(nameof(map)))
    {
    }

    /// <summary><c>source_hash</c>: Address of the source (§14.1).</summary>
    public string? SourceHash
    {
        get => GetText("source_hash");
        init => Set("source_hash", value);
    }

    /// <summary><c>method</c>: How the source was used, for example <c>goal_state_transition</c> (§14.1).</summary>
    public string? Method
    {
        get => GetText("method");
        init => Set("method", value);
    }

    /// <summary><c>weight</c>: Strength, 0 … 1 (§14.1).</summary>
    public double? Weight
    {
        get => GetFloat("weight");
        init => Set("weight", Number(value, static number => number));
    }
}
