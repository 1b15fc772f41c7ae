namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Recommendation (§6.13).</summary>
    internal static readonly FieldDefinition[] Recommendation =
    [
        new(Field.TargetRef, FieldScope.Recommendation, "tref", FieldType.Text),
        new(Field.Analyzer, FieldScope.Recommendation, "anlz", FieldType.Map),
        new(Field.Summary, FieldScope.Recommendation, "summ", FieldType.Map),
        new(Field.DedupKey, FieldScope.Recommendation, "ddk", FieldType.Text),
        new(Field.ProposalCal, FieldScope.Recommendation, "pcal", FieldType.Text),
        new(Field.ProposalEdit, FieldScope.Recommendation, "pedit", FieldType.Map),
        new(Field.ProposalData, FieldScope.Recommendation, "pdata", FieldType.Map),
        new(Field.Severity, FieldScope.Recommendation, "sev", FieldType.Text),
        new(Field.MetricSnapshot, FieldScope.Recommendation, "msnap", FieldType.Map),
        new(Field.EvidenceQuery, FieldScope.Recommendation, "evq", FieldType.Text),
    ];
}
