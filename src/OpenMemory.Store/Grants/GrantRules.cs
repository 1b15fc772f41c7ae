namespace OpenMemory.Store;

/// <summary>What authorization grants ask of a store, whoever writes them (§12.6).</summary>
internal static class GrantRules
{
    /// <summary>Whether a grain is a grant, or the retraction of one.</summary>
    internal static bool IsGrant(GrainView grain) => grain.Type == GrainType.Fact && IsInNamespace(grain) && HasRelation(grain, GrantTerms.Permits);

    /// <summary>Whether a grain belongs to the namespace of grants.</summary>
    internal static bool IsInNamespace(GrainView grain) => GrainNamespace.Of(grain) == GrantTerms.Namespace;

    /// <summary>Why a grain must not be written as a grant: its <c>object</c> is not in the canonical form (OMS-12.6.2-1); the default value where it may, or is none.</summary>
    internal static OmsFault CheckWrite(GrainView grain)
    {
        if (!IsInNamespace(grain)) return default;
        if (HasRelation(grain, GrantTerms.Revokes)) return Fault("OMS-12.6.3-2", "A grant is revoked by superseding it", "relation");
        if (grain.Type == GrainType.Consent) return Fault("OMS-12.6.6-1", "A grant is never written as a Consent", "type");
        if (!HasRelation(grain, GrantTerms.Permits)) return default;
        if (grain.Type != GrainType.Fact) return Fault("OMS-12.6.2-1", "A grant is a Fact", "type");
        if (string.IsNullOrWhiteSpace(Text(grain, Field.Subject))) return Fault("OMS-12.6.2-1", "A grant names a principal", "subject");
        if (!grain.TryGet(Field.Confidence, out FieldValue confidence) || confidence.Float64 != 1) return Fault("OMS-12.6.2-1", "The confidence of a grant is 1", "confidence");
        if (string.IsNullOrWhiteSpace(GrantorOf(grain))) return Fault("OMS-12.6.3-1", "A grant names its grantor", "context.grantor");
        return CheckObject(Text(grain, Field.Object), Text(grain, Field.InvalidationType));
    }

    /// <summary>Who gave a grant, as it says; null where it does not.</summary>
    internal static string? GrantorOf(GrainView grain) =>
        grain.TryGet(Field.Context, out FieldValue context) && context.TryGetEntry("grantor"u8, out FieldValue grantor) && grantor.Kind == OmsValueKind.Text
            ? grantor.ToText() : null;

    private static OmsFault CheckObject(string? text, string? invalidation)
    {
        if (text == GrantTerms.Revoked || invalidation == GrantTerms.Retraction)
        {
            return text == GrantTerms.Revoked && invalidation == GrantTerms.Retraction
                ? default
                : Fault("R-45", "A retraction has the object revoked, and nothing else has", "object");
        }
        return GrantObject.TryParse(text, out GrantObject? grant) && grant.Verbs != GrantVerbs.None && grant.ToString() == text
            ? default
            : Fault("OMS-12.6.2-1", "The object of a grant is not in its canonical form", "object");
    }

    private static bool HasRelation(GrainView grain, string relation) => Text(grain, Field.Relation) == relation;

    private static string? Text(GrainView grain, Field field) => grain.TryGet(field, out FieldValue value) && value.Kind == OmsValueKind.Text ? value.ToText() : null;

    private static OmsFault Fault(string rule, string message, string field) => new(OmsErrorCode.Schema, rule, message, -1, field);
}
