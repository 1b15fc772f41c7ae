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
    /// <summary>
    /// Whether a grain answers the question. A contradicted grain is known until it was contradicted, as a superseded one is. A sealed grain
    /// has no readable event time and answers none about that; its system time begins with the second in its header. Never throws for what
    /// stands in a grain, and allocates nothing.
    /// </summary>
    /// <param name="grain">The grain.</param>
    /// <param name="entry">Its index entry.</param>
    /// <returns>Whether it does. A <c>valid_from</c> or <c>valid_to</c> that is no number answers nothing about event time.</returns>
    public bool Matches(GrainView grain, IndexEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return IsKnown(grain, entry) && MatchesEventTime(grain);
    }

    /// <summary>Whether a grain answers the question about event time, whatever the store knows of it.</summary>
    internal bool MatchesEventTime(GrainView grain) => TrueOn is not { } on || IsTrue(grain, on.Value);

    private bool IsKnown(GrainView grain, IndexEntry entry)
    {
        EpochMilliseconds? end = entry.State.SystemValidTo;
        return KnownAt is not { } at ? end is null : (end is null || end.Value.Value > at.Value) && SystemStart(grain) <= at.Value;
    }

    private static bool IsTrue(GrainView grain, long on)
    {
        if (!grain.IsReadable()) return false;
        if (grain.TryGetCore(Field.ValidFrom, out FieldValue from) && !(GrainTimes.TryRead(from, isEnd: false, out long start) && start <= on)) return false;
        return !grain.TryGetCore(Field.ValidTo, out FieldValue to) || (GrainTimes.TryRead(to, isEnd: true, out long end) && on <= end);
    }

    private static long SystemStart(GrainView grain) =>
        grain.TryGetCore(Field.SystemValidFrom, out FieldValue value) && GrainTimes.TryRead(value, isEnd: false, out long time) ? time : GrainTimes.CreatedAt(grain);
}
