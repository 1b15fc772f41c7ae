namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Delegation fields of Fact and Goal (§6.11).</summary>
    internal static readonly FieldDefinition[] Delegation =
    [
        new(Field.AuthorizedNamespaces, FieldScope.Delegation, "ans", FieldType.TextArray),
        new(Field.AuthorizedTypes, FieldScope.Delegation, "atypes", FieldType.UInt8Array),
        new(Field.AuthorizedTools, FieldScope.Delegation, "atools", FieldType.TextArray),
        new(Field.DelegationDepth, FieldScope.Delegation, "ddepth", FieldType.Int64, FieldRange.NonNegative),
        new(Field.DelegationExpiry, FieldScope.Delegation, "dexp", FieldType.EpochMs),
        new(Field.ContextGrains, FieldScope.Delegation, "cgrains", FieldType.TextArray),
        new(Field.ReturnTo, FieldScope.Delegation, "retdid", FieldType.Text),
    ];
}
