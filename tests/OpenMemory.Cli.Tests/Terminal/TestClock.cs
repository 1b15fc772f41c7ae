namespace OpenMemory.Cli.Tests.Terminal;

/// <summary>A clock that stands still until it is told to go on.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _milliseconds;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => _milliseconds;

    public void Advance(double seconds) => _milliseconds += (long)(1000 * seconds);
}
