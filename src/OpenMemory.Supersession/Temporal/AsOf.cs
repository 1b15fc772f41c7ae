namespace OpenMemory.Supersession;

/// <summary>
/// A bi-temporal question (§15.2): what was true on a day, what did the store know at a time, or both at once. Event time is closed on both
/// ends, system time half-open. The default value asks what is known now.
/// </summary>
/// <param name="TrueOn">
/// Event time: only grains whose <c>valid_from</c> … <c>valid_to</c> holds this time; absent ends are open. Null asks nothing.
/// </param>
/// <param name="KnownAt">
/// System time: only grains that were known at this time, whatever became of them later. Null asks what is known now: <c>system_valid_to</c>
/// is absent.
/// </param>
public readonly record struct AsOf(EpochMilliseconds? TrueOn = null, EpochMilliseconds? KnownAt = null)
{
    /// <summary>Whether a grain answers the question. A sealed grain has no readable event time and answers none about that.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="entry">Its index entry.</param>
    /// <returns>Whether it does.</returns>
    public bool Matches(GrainView grain, IndexEntry entry) => throw new NotImplementedException();
}
