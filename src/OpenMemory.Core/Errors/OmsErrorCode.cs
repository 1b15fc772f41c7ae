namespace OpenMemory;

/// <summary>
/// What is wrong with a grain, a file or a text: one member per <c>ERR_</c> code of the specification (§19),
/// and one for input that is sound but needs a capability this version does not have.
/// </summary>
public enum OmsErrorCode : byte
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary><c>ERR_TOO_SHORT</c>: a blob shorter than 10 bytes.</summary>
    TooShort,

    /// <summary><c>ERR_VERSION</c>: a version byte other than 1.</summary>
    Version,

    /// <summary><c>ERR_CORRUPT</c>: malformed or non-canonical bytes.</summary>
    Corrupt,

    /// <summary><c>ERR_NOT_MAP</c>: the payload is a value, but not a map.</summary>
    NotMap,

    /// <summary><c>ERR_NO_TYPE</c>: the payload has no <c>type</c>.</summary>
    NoType,

    /// <summary><c>ERR_UNKNOWN_TYPE</c>: an operation needs the schema of a type that is not known.</summary>
    UnknownType,

    /// <summary><c>ERR_SCHEMA</c>: a required field is missing, a value has the wrong kind, or a rule of the type is broken.</summary>
    Schema,

    /// <summary><c>ERR_INTEGRITY</c>: a hash differs from the one that was stated.</summary>
    Integrity,

    /// <summary><c>ERR_HASH_FORMAT</c>: a content address of 64 characters that are not all lowercase hexadecimal.</summary>
    HashFormat,

    /// <summary><c>ERR_HASH_LENGTH</c>: a content address that is not 64 characters long.</summary>
    HashLength,

    /// <summary><c>ERR_RANGE</c>: a number outside the range of its field.</summary>
    Range,

    /// <summary><c>ERR_EMPTY</c>: a required string that is empty.</summary>
    Empty,

    /// <summary><c>ERR_FLOAT_INVALID</c>: a float that is not a number or is infinite.</summary>
    FloatInvalid,

    /// <summary><c>ERR_SIGNED_MISMATCH</c>: the signed flag and the envelope do not agree.</summary>
    SignedMismatch,

    /// <summary><c>ERR_SENSITIVITY_MISMATCH</c>: the header's sensitivity is lower than the tags require.</summary>
    SensitivityMismatch,

    /// <summary><c>ERR_INVALIDATION_DENIED</c>: the invalidation policy forbids the change.</summary>
    InvalidationDenied,

    /// <summary><c>ERR_EVIDENCE_REQUIRED</c>: a goal transition without the evidence it needs.</summary>
    EvidenceRequired,

    /// <summary>Not an <c>ERR_</c> code: the input may be sound, but reading it needs a capability this version lacks .</summary>
    NotSupported,
}
