namespace OpenMemory.Store.Tests;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class LedgerClock(long milliseconds = 1_800_000_000_000) : TimeProvider
{
    internal EpochMilliseconds Now { get; set; } = milliseconds;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
