using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OpenMemory.Store.Tests;

/// <summary>Hears everything that stores measure and trace.</summary>
internal sealed class StoreListener : IDisposable
{
    private readonly List<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = [];
    private readonly List<Activity> _activities = [];
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _tracer;

    internal StoreListener()
    {
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == StoreTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
        _tracer = new()
        {
            ShouldListenTo = static source => source.Name == StoreTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (_activities) _activities.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_tracer);
    }

    internal Activity[] Activities
    {
        get
        {
            lock (_activities) return [.. _activities];
        }
    }

    /// <summary>What was measured by an instrument: the value, and the attributes as <c>name=value</c> in the order of their names.</summary>
    internal (double Value, string Tags)[] Of(string instrument)
    {
        lock (_measured)
        {
            return [.. _measured.Where(entry => entry.Instrument == instrument).Select(static entry =>
                (entry.Value, string.Join(' ', entry.Tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"))))];
        }
    }

    /// <summary>Everything that was told, as texts.</summary>
    internal IEnumerable<string> Texts()
    {
        lock (_measured)
        {
            foreach ((string instrument, double _, Dictionary<string, object?> tags) in _measured)
            {
                foreach ((string name, object? value) in tags) yield return $"{instrument} {name}={value}";
            }
        }
        foreach (Activity activity in Activities)
        {
            yield return $"{activity.DisplayName} {activity.OperationName} {activity.StatusDescription}";
            foreach ((string name, object? value) in activity.TagObjects) yield return $"{activity.OperationName} {name}={value}";
            foreach (ActivityEvent told in activity.Events) yield return $"{told.Name} {string.Join(' ', told.Tags)}";
        }
    }

    internal void Clear()
    {
        lock (_measured) _measured.Clear();
        lock (_activities) _activities.Clear();
    }

    public void Dispose()
    {
        _meters.Dispose();
        _tracer.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> copy = [];
        foreach ((string name, object? tag) in tags) copy.Add(name, tag);
        lock (_measured) _measured.Add((instrument.Name, value, copy));
    }
}
