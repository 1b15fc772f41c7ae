namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Consent (§6.8).</summary>
    internal static readonly FieldDefinition[] Consent =
    [
        new(Field.GranteeDid, FieldScope.Consent, "gdid", FieldType.Text),
        new(Field.Scope, FieldScope.Consent, "scope", FieldType.TextArray),
        new(Field.IsWithdrawal, FieldScope.Consent, "isw", FieldType.Boolean),
        new(Field.Basis, FieldScope.Consent, "basis", FieldType.Text),
        new(Field.Jurisdiction, FieldScope.Consent, "jur", FieldType.Text),
        new(Field.PriorConsent, FieldScope.Consent, "pcon", FieldType.Text),
        new(Field.WitnessDids, FieldScope.Consent, "wdids", FieldType.TextArray),
    ];
}
