namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Workflow (§6.4).</summary>
    internal static readonly FieldDefinition[] Workflow =
    [
        new(Field.Nodes, FieldScope.Workflow, "nodes", FieldType.TextArray),
        new(Field.Edges, FieldScope.Workflow, "edges", FieldType.MapArray),
        new(Field.Bindings, FieldScope.Workflow, "bind", FieldType.TextMap),
        new(Field.Retries, FieldScope.Workflow, "retries", FieldType.IntMap),
    ];
}
