namespace OpenMemory;

/// <summary>An edge of a Workflow (§8.4).</summary>
public sealed record WorkflowEdge : NestedFields
{
    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public WorkflowEdge()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="map">The map, with full names; entries that have no property are kept.</param>
    public WorkflowEdge(OmsMap map)
        : base(map ?? throw new ArgumentNullException(nameof(map)))
    {
    }

    /// <summary><c>src</c>: Node it leaves. Required (§8.4).</summary>
    public string? Src
    {
        get => GetText("src");
        init => Set("src", value);
    }

    /// <summary><c>dst</c>: Node it enters. Required (§8.4).</summary>
    public string? Dst
    {
        get => GetText("dst");
        init => Set("dst", value);
    }

    /// <summary><c>cond</c>: Condition; absent is unconditional (§8.4).</summary>
    public string? Cond
    {
        get => GetText("cond");
        init => Set("cond", value);
    }

    /// <summary><c>max_cycles</c>: Most traversals of a back-edge (§8.4).</summary>
    public long? MaxCycles
    {
        get => GetInteger("max_cycles");
        init => Set("max_cycles", Number(value, static number => number));
    }
}
