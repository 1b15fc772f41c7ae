namespace OpenMemory.Store.Conformance;

/// <summary>A clock that stands still until it is advanced.</summary>
public sealed class ManualClock : TimeProvider
{
    private long _milliseconds = 1_768_478_400_000; // 2026-01-15T12:00:00Z

    /// <summary>The time, in epoch milliseconds.</summary>
    public EpochMilliseconds Now => new(Interlocked.Read(ref _milliseconds));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _milliseconds));

    /// <summary>Goes on by some time.</summary>
    /// <param name="time">How far.</param>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _milliseconds, (long)time.TotalMilliseconds);
}
