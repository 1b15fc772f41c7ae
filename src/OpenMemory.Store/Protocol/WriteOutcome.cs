namespace OpenMemory.Store;

/// <summary>What became of a write (§28.4, R-49). The default value is a refusal.</summary>
public enum WriteOutcome : byte
{
    /// <summary>A rule forbids it; <see cref="WriteResult.Fault"/> says which. Nothing was changed.</summary>
    Refused,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>The store had it already, or the operation id was used before: nothing was changed (OMS-28.4-2).</summary>
    Existing,

    /// <summary><c>conflict</c>: the old grain was superseded already, or the expected head is not the head. Nothing was changed.</summary>
    Conflict,

    /// <summary><c>deleted</c>: the address was deleted here before, and is not taken back (OMS-28.4-6).</summary>
    Deleted,

    /// <summary><c>not_found</c>: the grain that the operation is about is not here.</summary>
    NotFound,

    /// <summary><c>not_authorized</c>: the principal's grants do not allow it (§12.6).</summary>
    NotAuthorized,
}
