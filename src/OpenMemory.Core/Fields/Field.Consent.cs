namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>grantee_did</c>: DID of the party that receives the consent (§6.8).</summary>
    public static Field GranteeDid => new(125);

    /// <summary><c>scope</c>: of Consent, Trigger (§6.8).</summary>
    public static Field Scope => new(126);

    /// <summary><c>is_withdrawal</c>: Whether an earlier consent is withdrawn (§6.8).</summary>
    public static Field IsWithdrawal => new(127);

    /// <summary><c>basis</c>: Legal basis, for example explicit_consent, legitimate_interest, contract, legal_obligation (§6.8).</summary>
    public static Field Basis => new(128);

    /// <summary><c>jurisdiction</c>: For example eu, us_ccpa, us_hipaa, br_lgpd (§6.8).</summary>
    public static Field Jurisdiction => new(129);

    /// <summary><c>prior_consent</c>: Address of the consent withdrawn; required for a withdrawal (§6.8).</summary>
    public static Field PriorConsent => new(130);

    /// <summary><c>witness_dids</c>: DIDs of witnesses (§6.8).</summary>
    public static Field WitnessDids => new(131);
}
