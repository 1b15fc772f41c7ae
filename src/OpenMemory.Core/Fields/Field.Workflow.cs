namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>nodes</c>: Non-empty, unique (§6.4).</summary>
    public static Field Nodes => new(70);

    /// <summary><c>edges</c>: Entries use the edge map (§6.4).</summary>
    public static Field Edges => new(71);

    /// <summary><c>bindings</c>: Node id -&gt; Tool definition address (§6.4).</summary>
    public static Field Bindings => new(72);

    /// <summary><c>retries</c>: Node id -&gt; max repeat count on failure (§6.4).</summary>
    public static Field Retries => new(73);
}
