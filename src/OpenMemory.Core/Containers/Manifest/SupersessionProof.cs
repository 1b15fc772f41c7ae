namespace OpenMemory;

/// <summary>What blobs themselves say about a supersession that a manifest states .</summary>
internal static class SupersessionProof
{
    /// <summary>Whether a grain names another one in <c>derived_from</c>, or a Consent in <c>prior_consent</c> (R-34).</summary>
    internal static bool Names(GrainBlob successor, ContentAddress old)
    {
        GrainView view = successor.View();
        if (Find(view, Field.DerivedFrom, "df"u8, out FieldValue parents))
        {
            if (Is(parents, old)) return true; // a bare text means an array of one
            if (parents.Kind == OmsValueKind.Array)
            {
                foreach (FieldEntry parent in parents)
                {
                    if (Is(parent.Value, old)) return true;
                }
            }
        }
        return view.Type == GrainType.Consent && view.TryGet(Field.PriorConsent, out FieldValue prior) && Is(prior, old);
    }

    /// <summary>Whether a Consent is withdrawn by its own subject, which counts whatever the policy says (R-36, OMS-8.10-2).</summary>
    internal static bool IsWithdrawal(GrainBlob old, GrainBlob successor)
    {
        GrainView given = old.View(), taken = successor.View();
        return given.Type == GrainType.Consent && taken.Type == GrainType.Consent
            && taken.TryGet(Field.IsWithdrawal, out FieldValue withdraws) && withdraws.Kind == OmsValueKind.Boolean && withdraws.Boolean
            && taken.TryGet(Field.PriorConsent, out FieldValue prior) && Is(prior, old.Address)
            && given.TryGet(Field.SubjectDid, out FieldValue subject) && subject.Kind == OmsValueKind.Text && !subject.Utf8.IsEmpty
            && taken.TryGet(Field.SubjectDid, out FieldValue same) && same.Kind == OmsValueKind.Text && subject.Utf8.SequenceEqual(same.Utf8);
    }

    /// <summary>Why a grain's status must not be moved by a stranger's word; null where it may.</summary>
    internal static ManifestNoticeKind? Guard(GrainBlob grain)
    {
        GrainView view = grain.View();
        if (view.IsSealed) return ManifestNoticeKind.SealedGrain;
        if (!Find(view, Field.InvalidationPolicy, "ip"u8, out FieldValue policy))
            return view.Type == GrainType.Consent ? ManifestNoticeKind.ProtectedGrain : null; // soft_locked by default (OMS-23.3-1)
        foreach (FieldEntry entry in policy)
        {
            if (!entry.Key.SequenceEqual("mode"u8) || entry.Value.Kind != OmsValueKind.Text) continue;
            if (entry.Value.Utf8.SequenceEqual("open"u8) || entry.Value.Utf8.SequenceEqual("consent_cascade"u8)) return null;
        }
        return ManifestNoticeKind.ProtectedGrain; // an unknown mode, or none that can be read, is locked
    }

    /// <summary>Finds a core field, in types without a schema by key or name.</summary>
    private static bool Find(GrainView view, Field field, ReadOnlySpan<byte> key, out FieldValue value) =>
        view.TryGet(field, out value)
        || (!view.Type.HasSchema() && (view.TryGet(key, out value) || view.TryGet(System.Text.Encoding.UTF8.GetBytes(field.FullName), out value)));

    private static bool Is(FieldValue value, ContentAddress address) =>
        value.Kind == OmsValueKind.Text && AddressText.TryParseReference(value.Utf8, out ContentAddress named) && named == address;
}
