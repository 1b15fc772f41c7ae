namespace OpenMemory.Store.Conformance;

/// <summary>A clock that stands still until it is moved. Safe for use by many threads.</summary>
/// <param name="start">Where it begins, in epoch milliseconds; 2026-01-15T12:00:00Z unless given.</param>
public sealed class ManualClock(long start = 1_768_478_400_000) : TimeProvider
{
    private long _milliseconds = start;

    /// <summary>The time, in epoch milliseconds.</summary>
    public EpochMilliseconds Now
    {
        get => new(Interlocked.Read(ref _milliseconds));
        set => Interlocked.Exchange(ref _milliseconds, value.Value);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _milliseconds));

    /// <summary>Goes on by some time.</summary>
    /// <param name="time">How far.</param>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _milliseconds, (long)time.TotalMilliseconds);
}
