namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>grantee_did</c> (§6.8).</summary>
    public static Field GranteeDid => new(125);

    /// <summary><c>scope</c>: of Consent, Trigger (§6.8).</summary>
    public static Field Scope => new(126);

    /// <summary><c>is_withdrawal</c> (§6.8).</summary>
    public static Field IsWithdrawal => new(127);

    /// <summary><c>basis</c>: Open enum: explicit_consent, legitimate_interest, contract, legal_obligation (§6.8).</summary>
    public static Field Basis => new(128);

    /// <summary><c>jurisdiction</c>: Open enum: eu, us_ccpa, us_hipaa, br_lgpd (§6.8).</summary>
    public static Field Jurisdiction => new(129);

    /// <summary><c>prior_consent</c>: Content address (§6.8).</summary>
    public static Field PriorConsent => new(130);

    /// <summary><c>witness_dids</c> (§6.8).</summary>
    public static Field WitnessDids => new(131);
}
