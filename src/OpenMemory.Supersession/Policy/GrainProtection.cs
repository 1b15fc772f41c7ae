namespace OpenMemory.Supersession;

/// <summary>What a grain itself says about its invalidation, read fail-closed (§23.2, §23.3). Immutable.</summary>
public sealed record GrainProtection
{
    private static readonly GrainProtection s_open = new();

    /// <summary>The mode as declared; <see cref="InvalidationMode.Locked"/> for one that is missing in a policy, unknown or unreadable.</summary>
    public InvalidationMode Mode { get; init; }

    /// <summary>Which other grains are protected.</summary>
    public ProtectionScope Scope { get; init; }

    /// <summary>The DIDs of <c>authorized</c>; those that are no texts count as nobody.</summary>
    public IReadOnlyList<string> Authorized { get; init; } = [];

    /// <summary>How many signatures <c>quorum</c> needs; null where the policy says nothing usable, which nobody can meet.</summary>
    public long? Threshold { get; init; }

    /// <summary>Until when <c>timed</c> is locked, in epoch seconds; null where the policy says nothing usable, which means for good.</summary>
    public ulong? LockedUntil { get; init; }

    /// <summary>The mode after <see cref="LockedUntil"/>: open where none is named, locked where it is unknown or <c>timed</c> again.</summary>
    public InvalidationMode FallbackMode { get; init; }

    /// <summary>The grain's <c>author_did</c>, whose own signature proves nothing under <c>locked</c> and <c>quorum</c> unless it is listed (OMS-23.8-1).</summary>
    public string? AuthorDid { get; init; }

    /// <summary>Reads the protection of a grain.</summary>
    /// <param name="grain">A grain. Of a sealed or compressed one, whose policy cannot be seen, the answer is locked.</param>
    /// <returns>The protection.</returns>
    public static GrainProtection Read(GrainView grain) => throw new NotImplementedException();

    /// <summary>The mode that counts at a time: <c>timed</c> resolved, and a lifted hold open .</summary>
    /// <param name="now">The time.</param>
    /// <param name="isHoldLifted">Whether the hold was lifted.</param>
    /// <returns>Any mode but <see cref="InvalidationMode.Timed"/>.</returns>
    public InvalidationMode EffectiveMode(EpochMilliseconds now, bool isHoldLifted = false) => throw new NotImplementedException();
}
