namespace OpenMemory.Store.Tests;

/// <summary>A clock that fails as a medium would, with a message that names a person.</summary>
internal sealed class BrokenClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => throw new IOException($"/home/{TelemetrySamples.Person}/memory.db cannot be read");
}
