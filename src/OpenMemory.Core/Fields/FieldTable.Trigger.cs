namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Trigger (§6.14).</summary>
    internal static readonly FieldDefinition[] Trigger =
    [
        new(Field.Kind, FieldScope.Trigger, "aknd", FieldType.Text),
        new(Field.Workflow, FieldScope.Trigger, "twf", FieldType.Text),
        new(Field.Connector, FieldScope.Trigger, "tcon", FieldType.Text),
        new(Field.Scope, FieldScope.Trigger, "tscp", FieldType.Text),
        new(Field.Enabled, FieldScope.Trigger, "tena", FieldType.Boolean),
        new(Field.DedupKey, FieldScope.Trigger, "tdk", FieldType.TextArray),
        new(Field.IntervalSecs, FieldScope.Trigger, "tint", FieldType.Int64),
        new(Field.Cron, FieldScope.Trigger, "tcron", FieldType.Text),
        new(Field.AtMs, FieldScope.Trigger, "tat", FieldType.EpochMs),
        new(Field.Predicate, FieldScope.Trigger, "tpred", FieldType.Map),
        new(Field.Members, FieldScope.Trigger, "tmem", FieldType.TextMap),
        new(Field.Correlate, FieldScope.Trigger, "tcorr", FieldType.Text),
        new(Field.WindowMs, FieldScope.Trigger, "twin", FieldType.Int64, FieldRange.NonNegative),
        new(Field.Concurrency, FieldScope.Trigger, "tconc", FieldType.Text),
        new(Field.Catchup, FieldScope.Trigger, "tcatch", FieldType.Text),
        new(Field.Config, FieldScope.Trigger, "tcfg", FieldType.Map),
    ];
}
