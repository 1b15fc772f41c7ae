namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Event (§6.2).</summary>
    internal static readonly FieldDefinition[] Event =
    [
        new(Field.Content, FieldScope.Event, "content", FieldType.Text),
        new(Field.Consolidated, FieldScope.Event, "consolidated", FieldType.Boolean),
        new(Field.ContentBlocks, FieldScope.Event, "cblocks", FieldType.MapArray),
        new(Field.ModelId, FieldScope.Event, "mdl", FieldType.Text),
        new(Field.StopReason, FieldScope.Event, "stopr", FieldType.Text),
        new(Field.TokenUsage, FieldScope.Event, "toku", FieldType.Map),
        new(Field.ParentMessageId, FieldScope.Event, "pmid", FieldType.Text),
    ];
}
