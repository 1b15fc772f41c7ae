namespace OpenMemory.Store;

/// <summary>Which fields of a grain hold the text that searches look at: <c>embedding_text</c> where there is one (§6.1), else these.</summary>
internal static class SearchTexts
{
    private static readonly Field[] s_core = [Field.Subject, Field.Relation, Field.Object];

    private static readonly Field[][] s_byType = [.. Enumerable.Range(0, 256).Select(static type => s_core.Concat(OwnOf((GrainType)type)).ToArray())];

    /// <summary>The fields of a type; maps and arrays in them are searched through, their keys are not.</summary>
    internal static ReadOnlySpan<Field> Of(GrainType type) => s_byType[(byte)type];

    private static Field[] OwnOf(GrainType type) => type switch
    {
        GrainType.Event => [Field.Content, Field.ContentBlocks],
        GrainType.State => [Field.Plan, Field.Context],
        GrainType.Workflow => [Field.Nodes],
        GrainType.Tool => [Field.ToolName, Field.ToolDescription, Field.Input, Field.Content, Field.Stdout, Field.Stderr, Field.Error],
        GrainType.Goal => [Field.Description, Field.Criteria, Field.StateReason, Field.ExpectedOutput],
        GrainType.Reasoning => [Field.Conclusion],
        GrainType.Consensus => [Field.AgreedContent],
        GrainType.Consent => [Field.Scope, Field.Basis],
        GrainType.Skill => [Field.Name, Field.Description, Field.Instructions, Field.WhenToUse, Field.Domain],
        GrainType.Recommendation => [Field.Summary],
        GrainType.Trigger => [Field.Connector, Field.Kind],
        _ => [],
    };
}
