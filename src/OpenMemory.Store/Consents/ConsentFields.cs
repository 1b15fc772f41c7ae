namespace OpenMemory.Store;

/// <summary>What consent rules read of grains, none of which is trusted to have the right shape.</summary>
internal static class ConsentFields
{
    /// <summary>Whether a grain is a readable Consent.</summary>
    internal static bool IsConsent(GrainBlob grain)
    {
        GrainView view = grain.View();
        return !view.IsSealed && view.Type == GrainType.Consent;
    }

    /// <summary>Whether a grain is a Consent that withdraws another one.</summary>
    internal static bool IsWithdrawal(GrainBlob grain)
    {
        GrainView view = grain.View();
        return !view.IsSealed && view.Type == GrainType.Consent
            && view.TryGet(Field.IsWithdrawal, out FieldValue value) && value.Kind == OmsValueKind.Boolean && value.Boolean;
    }

    /// <summary>The address in <c>processing_basis</c>; a token of a legal basis is none .</summary>
    internal static bool TryGetBasis(GrainView grain, out ContentAddress consent)
    {
        consent = default;
        return !grain.IsSealed
            && (grain.TryGet(Field.ProcessingBasis, out FieldValue value)
                || (!grain.Type.HasSchema() && (grain.TryGet("pbasis"u8, out value) || grain.TryGet("processing_basis"u8, out value))))
            && value.Kind == OmsValueKind.Text && AddressText.TryParseReference(value.Utf8, out consent);
    }

    /// <summary>The Consent that a withdrawal names.</summary>
    internal static bool TryGetPrior(GrainBlob withdrawal, out ContentAddress prior)
    {
        prior = default;
        return withdrawal.View().TryGet(Field.PriorConsent, out FieldValue value) && value.Kind == OmsValueKind.Text
            && AddressText.TryParseReference(value.Utf8, out prior);
    }

    /// <summary>Whether two Consents are of the same person.</summary>
    internal static bool HaveSameSubject(GrainBlob one, GrainBlob other) =>
        one.View().TryGet(Field.SubjectDid, out FieldValue first) && first.Kind == OmsValueKind.Text && !first.Utf8.IsEmpty
        && other.View().TryGet(Field.SubjectDid, out FieldValue second) && second.Kind == OmsValueKind.Text && first.Utf8.SequenceEqual(second.Utf8);

    /// <summary>The grains that a Consent says to come from: <c>derived_from</c> and <c>prior_consent</c>.</summary>
    internal static IReadOnlyList<ContentAddress> ParentsOf(GrainBlob grain)
    {
        List<ContentAddress> parents = [];
        GrainView view = grain.View();
        if (view.IsSealed) return parents;
        if (TryGetPrior(grain, out ContentAddress prior)) parents.Add(prior);
        if (!view.TryGet(Field.DerivedFrom, out FieldValue value)) return parents;
        if (value.Kind == OmsValueKind.Text && AddressText.TryParseReference(value.Utf8, out ContentAddress only)) parents.Add(only);
        foreach (FieldEntry entry in value)
        {
            if (value.Kind == OmsValueKind.Array && entry.Value.Kind == OmsValueKind.Text && AddressText.TryParseReference(entry.Value.Utf8, out ContentAddress parent))
                parents.Add(parent);
        }
        return parents;
    }
}
