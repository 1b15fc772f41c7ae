namespace OpenMemory.Supersession;

/// <summary>
/// All that an index keeps of one grain beside its blob (§5.6, §28.3): the state that travels in manifests, and what is the store's own.
/// Immutable; change a copy with <c>with</c>. Only a store changes entries, and a blob never changes with them (OMS-5.6-3).
/// </summary>
public sealed record IndexEntry
{
    private readonly ContentAddress[] _rivals = [];

    /// <summary>The entry of a grain of which nothing is known yet.</summary>
    public static IndexEntry Default { get; } = new();

    /// <summary>The six fields that manifests carry (§11.7).</summary>
    public IndexState State { get; init; } = IndexState.Default;

    /// <summary>
    /// Whether somebody contradicted the grain: the store's own flag, which a grain's <c>contradicted</c> field never sets. It goes
    /// along with <c>verification_status</c> contested, unless the grain was retracted, and in manifests only as that.
    /// </summary>
    public bool IsContradicted { get; init; }

    /// <summary>Whether a litigation hold on the grain was lifted, after which its effective mode is open .</summary>
    public bool IsHoldLifted { get; init; }

    /// <summary>
    /// Whether a change under <c>soft_locked</c> waits for a person to look at it (§23.2): of a supersession the new grain says so, of a
    /// contradiction the grain itself. A verification clears it.
    /// </summary>
    public bool NeedsReview { get; init; }

    /// <summary>
    /// Superseding grains beside <see cref="IndexState.SupersededBy"/>, which only imports bring: forks of the chain, of which both heads
    /// are kept. Ascending, without duplicates.
    /// </summary>
    public IReadOnlyList<ContentAddress> Rivals
    {
        get => _rivals;
        init => _rivals = value is null ? throw new ArgumentNullException(nameof(value)) : [.. value.Distinct().Order()];
    }

    /// <summary>Whether the store still holds the grain for true: neither superseded nor contradicted.</summary>
    public bool IsCurrent => State.SupersededBy is null && State.SystemValidTo is null;

    /// <summary>All grains that superseded this one: none, one, or where imports forked the chain, more.</summary>
    /// <returns>The successors, each once; <see cref="IndexState.SupersededBy"/> first.</returns>
    public IEnumerable<ContentAddress> Successors() => State.SupersededBy switch
    {
        not { } => _rivals,
        { } successor when _rivals.Length == 0 => [successor],
        { } successor => _rivals.Where(rival => rival != successor).Prepend(successor),
    };

    /// <summary>The first of the successors, or null.</summary>
    internal ContentAddress? Successor => State.SupersededBy ?? (_rivals.Length > 0 ? _rivals[0] : null);

    /// <summary>Whether there may be more than one successor.</summary>
    internal bool MayBeForked => _rivals.Length > (State.SupersededBy is null ? 1 : 0);

    /// <summary>Whether a grain is one of the successors; in a time that grows with the logarithm of their number.</summary>
    internal bool IsSupersededBy(ContentAddress address) => State.SupersededBy == address || Array.BinarySearch(_rivals, address) >= 0;

    /// <summary>Compares all values.</summary>
    /// <param name="other">The other entry.</param>
    /// <returns>Whether both say the same.</returns>
    public bool Equals(IndexEntry? other) =>
        other is not null && State.Equals(other.State) && IsContradicted == other.IsContradicted && IsHoldLifted == other.IsHoldLifted
        && NeedsReview == other.NeedsReview && _rivals.AsSpan().SequenceEqual(other._rivals);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(State, IsContradicted, IsHoldLifted, NeedsReview, _rivals.Length);
}
