namespace OpenMemory.Cli.Demo;

/// <summary>The time of the story, which goes on when the story does, so that every run of it gives the same.</summary>
internal sealed class StoryClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Goes to a time of the story.</summary>
    internal void GoTo(EpochMilliseconds time) => _now = time.ToDateTimeOffset();
}
