namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of State (§6.3).</summary>
    internal static readonly FieldDefinition[] State =
    [
        new(Field.Plan, FieldScope.State, "plan", FieldType.TextArray),
        new(Field.History, FieldScope.State, "history", FieldType.MapArray),
    ];
}
