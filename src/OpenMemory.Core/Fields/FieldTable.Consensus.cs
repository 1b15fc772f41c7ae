namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Consensus (§6.10).</summary>
    internal static readonly FieldDefinition[] Consensus =
    [
        new(Field.ParticipatingObservers, FieldScope.Consensus, "pobs", FieldType.TextArray),
        new(Field.Threshold, FieldScope.Consensus, "thold", FieldType.Int64, FieldRange.NonNegative),
        new(Field.AgreementCount, FieldScope.Consensus, "agcnt", FieldType.Int64, FieldRange.NonNegative),
        new(Field.DissentCount, FieldScope.Consensus, "discnt", FieldType.Int64, FieldRange.NonNegative),
        new(Field.DissentGrains, FieldScope.Consensus, "disgrn", FieldType.TextArray),
        new(Field.AgreedContent, FieldScope.Consensus, "agcon", FieldType.Any),
    ];
}
