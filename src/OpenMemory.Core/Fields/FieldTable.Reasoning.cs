namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Reasoning (§6.9).</summary>
    internal static readonly FieldDefinition[] Reasoning =
    [
        new(Field.Premises, FieldScope.Reasoning, "prem", FieldType.TextArray),
        new(Field.Conclusion, FieldScope.Reasoning, "conc", FieldType.Text),
        new(Field.InferenceMethod, FieldScope.Reasoning, "imethod", FieldType.Text),
        new(Field.AlternativesConsidered, FieldScope.Reasoning, "altc", FieldType.MapArray),
        new(Field.ThinkingContent, FieldScope.Reasoning, "think", FieldType.Text),
        new(Field.ThinkingRedacted, FieldScope.Reasoning, "tredact", FieldType.Boolean),
        new(Field.StatisticalContext, FieldScope.Reasoning, "statctx", FieldType.Map),
        new(Field.SoftwareEnvironment, FieldScope.Reasoning, "swenv", FieldType.Map),
        new(Field.ParameterSet, FieldScope.Reasoning, "params", FieldType.Map),
        new(Field.RandomSeed, FieldScope.Reasoning, "rseed", FieldType.Int64),
    ];
}
