namespace OpenMemory.Supersession;

/// <summary>How a grain is protected against invalidation (§23.2).</summary>
public enum InvalidationMode : byte
{
    /// <summary><c>open</c>: no restriction; also where a grain has no policy, except a Consent (OMS-23.3-1).</summary>
    Open,

    /// <summary><c>soft_locked</c>: superseded with a justification only, and flagged for review.</summary>
    SoftLocked,

    /// <summary><c>locked</c>: not superseded or contradicted; also every mode that is not known (OMS-23.3-1).</summary>
    Locked,

    /// <summary><c>quorum</c>: with the signatures of enough authorized DIDs.</summary>
    Quorum,

    /// <summary><c>delegated</c>: by a grain that an authorized DID signed.</summary>
    Delegated,

    /// <summary><c>timed</c>: locked until a time, then what <c>fallback_mode</c> says.</summary>
    Timed,

    /// <summary><c>hold</c>: neither superseded nor contradicted nor erased until the hold is lifted.</summary>
    Hold,

    /// <summary><c>consent_cascade</c>: open, and erased when the Consent it rests on is withdrawn.</summary>
    ConsentCascade,
}
