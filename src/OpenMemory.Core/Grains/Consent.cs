namespace OpenMemory;

/// <summary>A permission given by a person, or its withdrawal (§8.10).</summary>
public sealed record Consent : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Consent()
        : base(GrainType.Consent)
    {
    }

    /// <summary><c>grantee_did</c>: DID of the party that receives the consent (§6.8). Required.</summary>
    public string? GranteeDid
    {
        get => GetText("grantee_did");
        init => Set("grantee_did", value);
    }

    /// <summary><c>scope</c>: What is consented to, for example store, retrieve, share, process, infer, train, profile (§6.8). Required.</summary>
    public IReadOnlyList<string>? Scope
    {
        get => GetTexts("scope");
        init => SetList("scope", value, static text => text);
    }

    /// <summary><c>is_withdrawal</c>: Whether an earlier consent is withdrawn (§6.8). Required.</summary>
    public bool? IsWithdrawal
    {
        get => GetBoolean("is_withdrawal");
        init => Set("is_withdrawal", Number(value, static flag => flag));
    }

    /// <summary><c>basis</c>: Legal basis, for example explicit_consent, legitimate_interest, contract, legal_obligation (§6.8).</summary>
    public string? Basis
    {
        get => GetText("basis");
        init => Set("basis", value);
    }

    /// <summary><c>jurisdiction</c>: For example eu, us_ccpa, us_hipaa, br_lgpd (§6.8).</summary>
    public string? Jurisdiction
    {
        get => GetText("jurisdiction");
        init => Set("jurisdiction", value);
    }

    /// <summary><c>prior_consent</c>: Address of the consent withdrawn; required for a withdrawal (§6.8).</summary>
    public string? PriorConsent
    {
        get => GetText("prior_consent");
        init => Set("prior_consent", value);
    }

    /// <summary><c>witness_dids</c>: DIDs of witnesses (§6.8).</summary>
    public IReadOnlyList<string>? WitnessDids
    {
        get => GetTexts("witness_dids");
        init => SetList("witness_dids", value, static text => text);
    }
}
