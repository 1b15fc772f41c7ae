namespace OpenMemory.Store;

/// <summary>What an audit entry records.</summary>
public enum AuditAct : byte
{
    /// <summary>A grain was superseded: <see cref="AuditEntry.Other"/> took its place.</summary>
    Superseded = 1,

    /// <summary>A grain was flagged as contradicted, by <see cref="AuditEntry.Other"/> where it is named.</summary>
    Contradicted,

    /// <summary>A grain was confirmed.</summary>
    Verified,

    /// <summary>A litigation hold was lifted.</summary>
    HoldLifted,

    /// <summary>A grain was deleted.</summary>
    Deleted,

    /// <summary>A grain was deleted because the Consent <see cref="AuditEntry.Other"/> was withdrawn.</summary>
    ConsentCascaded,

    /// <summary>A person's data was erased; <see cref="AuditEntry.Detail"/> has the fingerprint and the counts, never the identity .</summary>
    SubjectErased,

    /// <summary>A grant was written (§12.6).</summary>
    Granted,

    /// <summary>A grant was superseded: reduced or revoked (OMS-12.6.3-1).</summary>
    GrantChanged,

    /// <summary>A grain was removed because its retention ended; <see cref="AuditEntry.Detail"/> names the rule and its reason.</summary>
    RetentionEnded,
}
