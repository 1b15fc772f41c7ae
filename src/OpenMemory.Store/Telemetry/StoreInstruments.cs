using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OpenMemory.Store;

/// <summary>The instruments: one of each for the process, which cost next to nothing while nobody listens.</summary>
internal static class StoreInstruments
{
    internal static readonly ActivitySource Source = new(StoreTelemetry.ActivitySourceName);

    private static readonly Meter s_meter = new(StoreTelemetry.MeterName);

    /// <summary>Most operations take microseconds, erasures and long reads seconds.</summary>
    internal static readonly Histogram<double> Duration = s_meter.CreateHistogram(
        StoreTelemetry.OperationDuration, "s", "How long an operation took", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-6, 5e-6, 1e-5, 5e-5, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    internal static readonly Counter<long>
        Written = s_meter.CreateCounter<long>(StoreTelemetry.GrainsWritten, "{grain}", "Grains that were taken in"),
        Removed = s_meter.CreateCounter<long>(StoreTelemetry.GrainsRemoved, "{grain}", "Grains that were deleted or erased"),
        Reads = s_meter.CreateCounter<long>(StoreTelemetry.Reads, "{grain}", "Grains that were asked for by address");

    internal static readonly Histogram<long> Results = s_meter.CreateHistogram(
        StoreTelemetry.Results, "{grain}", "Grains that a query or a search returned", tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] });

    /// <summary>Whether anybody listens.</summary>
    internal static bool IsOn =>
        Source.HasListeners() || Duration.Enabled || Written.Enabled || Removed.Enabled || Reads.Enabled || Results.Enabled;
}
