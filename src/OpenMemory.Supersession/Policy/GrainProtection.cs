namespace OpenMemory.Supersession;

/// <summary>What a grain itself says about its invalidation, read fail-closed (§23.2, §23.3). Immutable.</summary>
public sealed record GrainProtection
{
    private readonly string[] _authorized = [];

    /// <summary>The mode as declared; <see cref="InvalidationMode.Locked"/> for one that is missing in a policy, unknown or unreadable.</summary>
    public InvalidationMode Mode { get; init; }

    /// <summary>Which other grains are protected.</summary>
    public ProtectionScope Scope { get; init; }

    /// <summary>The DIDs of <c>authorized</c>; those that are no texts count as nobody.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public IReadOnlyList<string> Authorized
    {
        get => _authorized;
        init => _authorized = value is null ? throw new ArgumentNullException(nameof(value)) : [.. value];
    }

    /// <summary>How many signatures <c>quorum</c> needs; null where the policy says nothing usable, which nobody can meet.</summary>
    public long? Threshold { get; init; }

    /// <summary>Until when <c>timed</c> is locked, in epoch seconds; null where the policy says nothing usable, which means for good.</summary>
    public ulong? LockedUntil { get; init; }

    /// <summary>The mode after <see cref="LockedUntil"/>: open where none is named, locked where it is unknown or <c>timed</c> again.</summary>
    public InvalidationMode FallbackMode { get; init; }

    /// <summary>
    /// The grain's <c>author_did</c>, whose own signature proves nothing unless it is listed (OMS-23.8-1). Null where there is none that can
    /// be read, or no policy for which it would matter.
    /// </summary>
    public string? AuthorDid { get; init; }

    /// <summary>Whether a mode stands in the policy that is known; where it is not, refusals say so (OMS-23.3-1).</summary>
    internal bool IsUnderstood { get; init; } = true;

    /// <summary>
    /// What the grain hands on to an index of ancestries (OMS-23.6-2): whether it may protect grains that derive from it, and whether it may
    /// protect later grains of its chain. Both are false where it lets everything pass at all times.
    /// </summary>
    internal (bool Ancestry, bool Chain) Seeds =>
        Mode is InvalidationMode.Open or InvalidationMode.ConsentCascade
            ? (false, false)
            : (Scope != ProtectionScope.Grain, (Scope & ProtectionScope.Lineage) != 0);

    /// <summary>Reads the protection of a grain. For a grain without a policy it allocates nothing.</summary>
    /// <param name="grain">
    /// A grain. Of one whose policy cannot be seen, because it is sealed or compressed, or a disclosed view that hides the policy, the answer
    /// is locked, over subtree and lineage.
    /// </param>
    /// <returns>The protection.</returns>
    public static GrainProtection Read(GrainView grain) => PolicyReader.Read(grain);

    /// <summary>The mode that counts at a time: <c>timed</c> resolved, and a lifted hold open .</summary>
    /// <param name="now">The time.</param>
    /// <param name="isHoldLifted">Whether the hold was lifted.</param>
    /// <returns>Any mode but <see cref="InvalidationMode.Timed"/>.</returns>
    public InvalidationMode EffectiveMode(EpochMilliseconds now, bool isHoldLifted = false)
    {
        InvalidationMode mode = Mode;
        if (mode == InvalidationMode.Timed) mode = IsLockedAt(now) || FallbackMode == InvalidationMode.Timed ? InvalidationMode.Locked : FallbackMode;
        if (mode > InvalidationMode.ConsentCascade) return InvalidationMode.Locked;
        return mode == InvalidationMode.Hold && isHoldLifted ? InvalidationMode.Open : mode;
    }

    /// <summary>Compares all values.</summary>
    /// <param name="other">The other protection.</param>
    /// <returns>Whether both say the same.</returns>
    public bool Equals(GrainProtection? other) =>
        other is not null && Mode == other.Mode && Scope == other.Scope && Threshold == other.Threshold && LockedUntil == other.LockedUntil
        && FallbackMode == other.FallbackMode && AuthorDid == other.AuthorDid && IsUnderstood == other.IsUnderstood
        && _authorized.AsSpan().SequenceEqual(other._authorized);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mode, Scope, Threshold, LockedUntil, FallbackMode, AuthorDid, _authorized.Length);

    /// <summary>Whether a DID is listed.</summary>
    internal bool Lists(string? did) => did is not null && Array.IndexOf(_authorized, did) >= 0;

    /// <summary>Whole seconds, and before 1970 always: <c>locked_until</c> has no sign.</summary>
    private bool IsLockedAt(EpochMilliseconds now) => LockedUntil is not { } until || now.Value < 0 || (ulong)(now.Value / 1000) < until;
}
