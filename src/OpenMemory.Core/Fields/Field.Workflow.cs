namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>nodes</c>: Unique names of the steps; the first is the entry (§6.4).</summary>
    public static Field Nodes => new(70);

    /// <summary><c>edges</c>: Entries use the edge map (§6.4).</summary>
    public static Field Edges => new(71);

    /// <summary><c>bindings</c>: Addresses of Tool definitions by node (§6.4).</summary>
    public static Field Bindings => new(72);

    /// <summary><c>retries</c>: Most repeats on failure, by node (§6.4).</summary>
    public static Field Retries => new(73);
}
