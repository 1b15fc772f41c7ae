namespace OpenMemory;

/// <summary>What blobs themselves say about supersession, whatever a manifest or an index states .</summary>
internal static class SupersessionProof
{
    /// <summary>Whether a grain names another one in <c>derived_from</c>, or a Consent in <c>prior_consent</c> (R-34).</summary>
    internal static bool Names(GrainBlob successor, ContentAddress old)
    {
        GrainView view = successor.View();
        if (view.TryGetCore(Field.DerivedFrom, out FieldValue parents))
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

    /// <summary>
    /// Collects the grains that <see cref="Names"/> would find, as they stand, also twice. Citations, which are maps, are none.
    /// </summary>
    internal static void CollectParents(GrainBlob grain, List<ContentAddress> into)
    {
        GrainView view = grain.View();
        if (view.TryGetCore(Field.DerivedFrom, out FieldValue parents)) CollectReferences(parents, into);
        if (view.Type == GrainType.Consent && view.TryGet(Field.PriorConsent, out FieldValue prior) && TryReference(prior, out ContentAddress consent)) into.Add(consent);
    }

    /// <summary>Collects the addresses of a list of references, of which a bare text is one; answers whether it held nothing else.</summary>
    internal static bool CollectReferences(FieldValue references, List<ContentAddress> into)
    {
        if (TryReference(references, out ContentAddress only))
        {
            into.Add(only);
            return true;
        }
        bool areAll = references.Kind == OmsValueKind.Array;
        if (!areAll) return false;
        foreach (FieldEntry element in references)
        {
            if (TryReference(element.Value, out ContentAddress address)) into.Add(address);
            else areAll = false;
        }
        return areAll;
    }

    /// <summary>Whether a grain says that it takes another one's place, and is none that <c>put</c> takes in .</summary>
    internal static bool ImpliesSupersession(GrainView view)
    {
        if (IsWithdrawal(view)) return true;
        return view.TryGetCore(Field.DerivedFrom, out _)
            && (view.TryGetCore(Field.SupersessionJustification, out _) || view.TryGetCore(Field.SupersessionAuth, out _)
                || view.TryGetCore(Field.InvalidationType, out _) || HasTransition(view));
    }

    /// <summary>Whether a grain is a Consent that says to withdraw another one.</summary>
    internal static bool IsWithdrawal(GrainView view) =>
        view.Type == GrainType.Consent && view.TryGet(Field.IsWithdrawal, out FieldValue withdraws) && withdraws.Kind == OmsValueKind.Boolean && withdraws.Boolean;

    /// <summary>Whether two Consents are of the same person.</summary>
    internal static bool HaveSameSubject(GrainView one, GrainView other) =>
        one.TryGet(Field.SubjectDid, out FieldValue subject) && subject.Kind == OmsValueKind.Text && !subject.Utf8.IsEmpty
        && other.TryGet(Field.SubjectDid, out FieldValue same) && same.IsText(subject.Utf8);

    /// <summary>Whether a Consent is withdrawn by its own subject, which counts whatever the policy says (R-36, OMS-8.10-2).</summary>
    internal static bool IsWithdrawal(GrainBlob old, GrainBlob successor) => IsWithdrawal(old.Address, old, successor);

    /// <summary>The same where the old grain is kept sealed, under another address than that of what was sealed .</summary>
    internal static bool IsWithdrawal(ContentAddress address, GrainBlob old, GrainBlob successor)
    {
        GrainView given = old.View(), taken = successor.View();
        return given.Type == GrainType.Consent && IsWithdrawal(taken)
            && taken.TryGet(Field.PriorConsent, out FieldValue prior) && Is(prior, address) && HaveSameSubject(given, taken);
    }

    /// <summary>Why a grain's status must not be moved by a stranger's word; null where it may.</summary>
    internal static ManifestNoticeKind? Guard(GrainBlob grain)
    {
        GrainView view = grain.View();
        if (view.IsSealed) return ManifestNoticeKind.SealedGrain;
        if (CompressedPayload.IsIn(view.Header.Flags)) return ManifestNoticeKind.ProtectedGrain; // by whatever policy cannot be read in it
        if (!view.TryGetCore(Field.InvalidationPolicy, out FieldValue policy))
        {
            // A Consent is soft_locked by default (OMS-23.3-1), and a policy that is hidden cannot be read.
            return view.Type == GrainType.Consent || view.Hides(Field.InvalidationPolicy) ? ManifestNoticeKind.ProtectedGrain : null;
        }
        bool passesAll = policy.TryGetEntry("mode"u8, out FieldValue mode) && (mode.IsText("open"u8) || mode.IsText("consent_cascade"u8));
        return passesAll ? null : ManifestNoticeKind.ProtectedGrain; // an unknown mode, or none that can be read, is locked
    }

    /// <summary>Reads a reference to a grain, with or without one of the prefixes of R-25.</summary>
    internal static bool TryReference(FieldValue value, out ContentAddress address)
    {
        address = default;
        return value.Kind == OmsValueKind.Text && AddressText.TryParseReference(value.Utf8, out address);
    }

    private static bool HasTransition(GrainView view)
    {
        if (!view.TryGetCore(Field.ProvenanceChain, out FieldValue chain) || chain.Kind != OmsValueKind.Array) return false;
        foreach (FieldEntry source in chain)
        {
            if (source.Value.TryGetEntry("method"u8, out FieldValue method) && (method.IsText("goal_state_transition"u8) || method.IsText("goal_revision"u8))) return true;
        }
        return false;
    }

    private static bool Is(FieldValue value, ContentAddress address) => TryReference(value, out ContentAddress named) && named == address;
}
