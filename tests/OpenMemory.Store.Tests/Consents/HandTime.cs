namespace OpenMemory.Store.Tests;

/// <summary>A clock that is moved by hand.</summary>
internal sealed class HandTime(long milliseconds = 1_768_471_200_000) : TimeProvider
{
    internal long Now { get; set; } = milliseconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
}
