namespace OpenMemory;

/// <summary>Why part of a manifest's entry was not applied: the warning <c>manifest_entry_ignored</c>, in detail.</summary>
public enum ManifestNoticeKind
{
    /// <summary>The file does not hold the grain of the entry; nothing of the entry is applied.</summary>
    GrainNotInFile,

    /// <summary>The superseding grain is neither in the file nor in the store; <c>superseded_by</c> is not applied.</summary>
    SupersedingGrainAbsent,

    /// <summary>
    /// The superseding grain names the old one neither in <c>derived_from</c> nor, being a Consent, in <c>prior_consent</c>, or
    /// is sealed, so that it cannot be seen; <c>superseded_by</c> is not applied.
    /// </summary>
    SupersedingGrainDoesNotNameIt,

    /// <summary>The index has another superseding grain; both are heads, and the index keeps its own .</summary>
    Fork,

    /// <summary>The entry states <c>rec_status</c>, which is rebuilt from the audit chain and never believed (OMS-11.7-4).</summary>
    RecStatusNotTrusted,

    /// <summary>
    /// The grain's invalidation policy protects it, so that §23 would have to admit the change; <c>superseded_by</c>,
    /// <c>system_valid_to</c> and <c>verification_status</c> are not applied.
    /// </summary>
    ProtectedGrain,

    /// <summary>The grain is sealed: whether it is protected cannot be seen, so it is treated as if it were.</summary>
    SealedGrain,
}
