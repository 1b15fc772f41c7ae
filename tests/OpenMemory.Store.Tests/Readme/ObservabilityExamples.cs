using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace OpenMemory.Store.Tests;

/// <summary>The examples of docs/observability.md, compiled and run; the document shows the lines between the marks.</summary>
internal static class ObservabilityExamples
{
    internal static void Add(IServiceCollection services)
    {
        // <add>
        services.AddOpenMemory(options => options with { CountAccesses = false }).UseInMemory();
        services.AddKeyedOpenMemory("scratch").UseInMemory();                        // a second memory: [FromKeyedServices("scratch")] IGrainStore
        // </add>
    }

    internal static IDisposable Listen(TextWriter output)
    {
        // <listen>
        MeterListener meters = new();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StoreTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            output.WriteLine($"{instrument.Name} {value:F6} {instrument.Unit} {string.Join(", ", tags.ToArray())}"));
        meters.Start();
        // </listen>
        return meters;
    }
}
