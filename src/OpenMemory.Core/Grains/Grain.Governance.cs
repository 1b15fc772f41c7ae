namespace OpenMemory;

// Whose it is, who may change it, how long it stays.
public abstract partial record Grain
{
    /// <summary><c>contradicted</c>: An author's statement, never a status (R-21) (§6.1).</summary>
    public bool? Contradicted
    {
        get => GetBoolean("contradicted");
        init => Set("contradicted", Number(value, static flag => flag));
    }

    /// <summary><c>_elided</c>: Hidden fields by full name, with the hash of each value (§10) (§6.1).</summary>
    public OmsMap? Elided
    {
        get => GetMap("_elided");
        init => Set("_elided", value);
    }

    /// <summary><c>_disclosure_of</c>: Address of the grain that this one shows a part of (§10) (§6.1).</summary>
    public string? DisclosureOf
    {
        get => GetText("_disclosure_of");
        init => Set("_disclosure_of", value);
    }

    /// <summary><c>invalidation_policy</c>: Who may supersede, contradict or erase it (§23) (§6.1).</summary>
    public InvalidationPolicy? InvalidationPolicy
    {
        get => GetMap("invalidation_policy") is { } map ? new InvalidationPolicy(map) : null;
        init => Set("invalidation_policy", value?.ToMap());
    }

    /// <summary><c>supersession_justification</c>: Required on the superseding grain when the superseded one is soft_locked (§6.1).</summary>
    public string? SupersessionJustification
    {
        get => GetText("supersession_justification");
        init => Set("supersession_justification", value);
    }

    /// <summary><c>supersession_auth</c>: Signatures for a quorum (§23) (§6.1).</summary>
    public IReadOnlyList<OmsValue>? SupersessionAuth
    {
        get => GetArray("supersession_auth");
        init => SetList("supersession_auth", value, static element => element);
    }

    /// <summary><c>owner</c>: The legal entity that owns the agent (§12.5) (§6.1).</summary>
    public LegalEntity? Owner
    {
        get => GetMap("owner") is { } map ? new LegalEntity(map) : null;
        init => Set("owner", value?.ToMap());
    }

    /// <summary><c>requires_human_review</c>: Whether no automated decision may rest on it before a person cleared it (§6.1).</summary>
    public bool? RequiresHumanReview
    {
        get => GetBoolean("requires_human_review");
        init => Set("requires_human_review", Number(value, static flag => flag));
    }

    /// <summary><c>processing_basis</c>: Content address of the authorizing Consent grain (§6.1).</summary>
    public string? ProcessingBasis
    {
        get => GetText("processing_basis");
        init => Set("processing_basis", value);
    }

    /// <summary><c>identity_state</c>: anonymous, pseudonymous or authenticated (§6.1).</summary>
    public string? IdentityState
    {
        get => GetText("identity_state");
        init => Set("identity_state", value);
    }

    /// <summary><c>license</c>: SPDX identifier, or proprietary (§6.1).</summary>
    public string? License
    {
        get => GetText("license");
        init => Set("license", value);
    }

    /// <summary><c>trusted_timestamp</c>: An RFC 3161 token: tsp_response and tsa_uri (§6.1).</summary>
    public OmsMap? TrustedTimestamp
    {
        get => GetMap("trusted_timestamp");
        init => Set("trusted_timestamp", value);
    }

    /// <summary><c>invalidation_type</c>: superseded, retraction, erratum, corrigendum, retraction_with_replacement or expression_of_concern (§6.1).</summary>
    public string? InvalidationType
    {
        get => GetText("invalidation_type");
        init => Set("invalidation_type", value);
    }

    /// <summary><c>invalidation_reason</c>: Human-readable reason (§6.1).</summary>
    public string? InvalidationReason
    {
        get => GetText("invalidation_reason");
        init => Set("invalidation_reason", value);
    }

    /// <summary><c>invalidation_initiator</c>: DID of the initiator (§6.1).</summary>
    public string? InvalidationInitiator
    {
        get => GetText("invalidation_initiator");
        init => Set("invalidation_initiator", value);
    }

    /// <summary><c>retention_policy</c>: minimum_retention_years, regulation, deletion_requires (§6.1).</summary>
    public OmsMap? RetentionPolicy
    {
        get => GetMap("retention_policy");
        init => Set("retention_policy", value);
    }
}
