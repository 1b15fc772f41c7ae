namespace OpenMemory;

/// <summary>A graph of steps (§8.4).</summary>
public sealed record Workflow : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Workflow()
        : base(GrainType.Workflow)
    {
    }

    /// <summary><c>nodes</c>: Unique names of the steps; the first is the entry (§6.4). Required.</summary>
    public IReadOnlyList<string>? Nodes
    {
        get => GetTexts("nodes");
        init => SetList("nodes", value, static text => text);
    }

    /// <summary><c>edges</c>: Entries use the edge map (§6.4).</summary>
    public IReadOnlyList<WorkflowEdge>? Edges
    {
        get => GetList("edges", OmsValueKind.Map, static element => new WorkflowEdge(element.AsMap()));
        init => SetList("edges", value, static entry => entry.ToMap());
    }

    /// <summary><c>bindings</c>: Addresses of Tool definitions by node (§6.4).</summary>
    public OmsMap? Bindings
    {
        get => GetMap("bindings");
        init => Set("bindings", value);
    }

    /// <summary><c>retries</c>: Most repeats on failure, by node (§6.4).</summary>
    public OmsMap? Retries
    {
        get => GetMap("retries");
        init => Set("retries", value);
    }
}
