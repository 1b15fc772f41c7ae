namespace OpenMemory;

/// <summary>
/// What an index knows about a grain and its blob never says (§5.6): whether it was superseded, until when it counted, whether
/// it can be trusted, and how often it was read. Immutable; change a copy with <c>with</c>.
/// </summary>
/// <remarks>
/// Each field belongs to a class (§11.7). Portable: an importer must merge it. Rebuildable: an importer must find it out from
/// its audit chain and never believe it. Local: an importer may merge it or begin anew.
/// </remarks>
public sealed partial record IndexState
{
    /// <summary><c>unverified</c>: nobody has judged the grain. What is not stated means this.</summary>
    public const string Unverified = "unverified";

    /// <summary><c>verified</c>: somebody has confirmed the grain.</summary>
    public const string Verified = "verified";

    /// <summary><c>contested</c>: somebody contradicts the grain.</summary>
    public const string Contested = "contested";

    /// <summary><c>retracted</c>: the grain was taken back.</summary>
    public const string Retracted = "retracted";

    private const string Pending = "pending"; // the default of rec_status (§8.12)

    // What was given, so that a default value that somebody wrote down can be written again.
    private readonly string? _verificationStatus;
    private readonly long? _accessCount;

    /// <summary>Makes the default state, to be filled by an initializer.</summary>
    public IndexState()
    {
    }

    /// <summary>Makes a state with what was given.</summary>
    internal IndexState(string? verificationStatus, long? accessCount) => (_verificationStatus, _accessCount) = (verificationStatus, accessCount);

    /// <summary>The state of a grain of which an index knows nothing yet (OMS-11.7-7).</summary>
    public static IndexState Default { get; } = new();

    /// <summary><c>superseded_by</c>: The grain that took this one's place. Portable.</summary>
    public ContentAddress? SupersededBy { get; init; }

    /// <summary><c>system_valid_to</c>: When the store ceased to hold the grain for true. Portable.</summary>
    public EpochMilliseconds? SystemValidTo { get; init; }

    /// <summary>
    /// <c>verification_status</c>: <see cref="Unverified"/> unless stated, <see cref="Verified"/>, <see cref="Contested"/> or
    /// <see cref="Retracted"/>; any other value is kept. Portable.
    /// </summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public string VerificationStatus
    {
        get => _verificationStatus ?? Unverified;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _verificationStatus = value;
        }
    }

    /// <summary>
    /// <c>rec_status</c> of a Recommendation: <c>pending</c>, <c>approved</c>, <c>rejected</c>, <c>applied</c>,
    /// <c>rolled_back</c> or <c>expired</c>; null where none is stated. Rebuildable: never believed on import (OMS-11.7-4).
    /// </summary>
    public string? RecStatus { get; init; }

    /// <summary><c>access_count</c>: How often the grain was read, 0 unless stated. Local.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number.</exception>
    public long AccessCount
    {
        get => _accessCount ?? 0;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _accessCount = value;
        }
    }

    /// <summary><c>last_accessed_at</c>: When the grain was read last. Local.</summary>
    public EpochMilliseconds? LastAccessedAt { get; init; }

    /// <summary>Whether a grain without an entry has the same state: such entries are not written .</summary>
    public bool IsDefault => !HasPortableState && RecStatus is null or Pending && AccessCount == 0 && LastAccessedAt is null;

    /// <summary>Whether an export must carry the state: one of the portable fields is not the default (OMS-11.7-1).</summary>
    public bool HasPortableState => SupersededBy is not null || SystemValidTo is not null || VerificationStatus != Unverified;

    /// <summary>The status where one was given, even the default one.</summary>
    internal string? GivenStatus => _verificationStatus;

    /// <summary>The count where one was given, even 0.</summary>
    internal long? GivenCount => _accessCount;

    /// <summary>Compares what the states mean: a default value that was given equals one that was not.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>Whether both say the same.</returns>
    public bool Equals(IndexState? other) =>
        other is not null && SupersededBy == other.SupersededBy && SystemValidTo == other.SystemValidTo
        && VerificationStatus == other.VerificationStatus && RecStatus == other.RecStatus
        && AccessCount == other.AccessCount && LastAccessedAt == other.LastAccessedAt;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(SupersededBy, SystemValidTo, VerificationStatus, RecStatus, AccessCount, LastAccessedAt);

    /// <summary>The state without values that mean the same when they are left out .</summary>
    internal IndexState WithoutDefaults()
    {
        bool hasDefaults = _verificationStatus == Unverified || _accessCount == 0 || RecStatus == Pending;
        if (!hasDefaults) return this;
        return new IndexState(_verificationStatus == Unverified ? null : _verificationStatus, _accessCount == 0 ? null : _accessCount)
        {
            SupersededBy = SupersededBy,
            SystemValidTo = SystemValidTo,
            RecStatus = RecStatus == Pending ? null : RecStatus,
            LastAccessedAt = LastAccessedAt,
        };
    }
}
