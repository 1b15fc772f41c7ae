namespace OpenMemory.Store;

/// <summary>
/// The names under which stores tell what they do: give them to OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>, or to a listener of
/// one's own. They are the same over every backend, and do not change between versions. Nothing that is recorded holds an identity, a text,
/// an actor, a namespace or a content address; docs/observability.md has the tables.
/// </summary>
public static class StoreTelemetry
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>: one activity for each operation, named <c>openmemory.store.</c> and the operation.</summary>
    public const string ActivitySourceName = "OpenMemory.Store";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "OpenMemory.Store";

    /// <summary>The category of log messages.</summary>
    public const string LogCategory = "OpenMemory.Store";

    /// <summary>Histogram, seconds: how long an operation took, by <c>operation</c>, <c>outcome</c>, <c>backend</c> and, of errors, <c>error.type</c>.</summary>
    public const string OperationDuration = "openmemory.store.operation.duration";

    /// <summary>Counter: the grains that were taken in, by <c>operation</c> and <c>backend</c>.</summary>
    public const string GrainsWritten = "openmemory.store.grains.written";

    /// <summary>Counter: the grains that were deleted or erased, by <c>operation</c> and <c>backend</c>.</summary>
    public const string GrainsRemoved = "openmemory.store.grains.removed";

    /// <summary>Counter: the grains that were asked for by address, by <c>result</c> (<c>hit</c>, <c>miss</c>), of hits <c>tier</c>, and <c>backend</c>.</summary>
    public const string Reads = "openmemory.store.reads";

    /// <summary>Histogram, grains: how many grains a query or a search returned, by <c>operation</c> and <c>backend</c>.</summary>
    public const string Results = "openmemory.store.results";
}
