using System.Diagnostics;

namespace OpenMemory.Store;

/// <summary>An operation that is under way and listened to.</summary>
internal readonly struct OperationRun(StoreOperation operation) : IDisposable
{
    private readonly Activity? _activity = StoreInstruments.Source.StartActivity(operation.ActivityName);
    private readonly long _begun = Stopwatch.GetTimestamp();

    /// <summary>Which one.</summary>
    internal StoreOperation Operation { get; } = operation;

    /// <summary>Records its end.</summary>
    /// <param name="end">What became of it.</param>
    /// <param name="backend">The attribute <c>backend</c>.</param>
    /// <param name="error">The error that ended it; null where none did. Its type is told, and never its message, which may hold a path or a name.</param>
    internal void Record(in OperationEnd end, string backend, Exception? error)
    {
        string? type = error?.GetType().FullName;
        KeyValuePair<string, object?> operation = new("operation", Operation.Name), place = new("backend", backend);
        TagList tags = [operation, new("outcome", end.Outcome), place];
        if (type is not null) tags.Add("error.type", type);
        StoreInstruments.Duration.Record(Stopwatch.GetElapsedTime(_begun).TotalSeconds, tags);
        if (end.Written > 0) StoreInstruments.Written.Add(end.Written, operation, place);
        if (end.Removed > 0) StoreInstruments.Removed.Add(end.Removed, operation, place);
        if (end.IsPage) StoreInstruments.Results.Record(end.Count ?? 0, operation, place);
        Hits("hot", end.Hits.Hot, place);
        Hits("warm", end.Hits.Warm, place);
        Hits("cold", end.Hits.Cold, place);
        if (end.Misses > 0) StoreInstruments.Reads.Add(end.Misses, new("result", "miss"), place);
        if (_activity is { IsAllDataRequested: true }) Describe(_activity, end, backend, type);
    }

    /// <summary>Ends the activity.</summary>
    public void Dispose() => _activity?.Dispose();

    private static void Hits(string tier, long count, in KeyValuePair<string, object?> place)
    {
        if (count > 0) StoreInstruments.Reads.Add(count, new("result", "hit"), new("tier", tier), place);
    }

    /// <summary>Attributes of an activity stand among those of other libraries, so that their names are longer.</summary>
    private static void Describe(Activity activity, in OperationEnd end, string backend, string? error)
    {
        activity.SetTag("openmemory.store.outcome", end.Outcome);
        activity.SetTag("openmemory.store.backend", backend);
        if (end.Count is { } count) activity.SetTag("openmemory.store.count", count);
        if (end.Written > 0) activity.SetTag("openmemory.store.written", end.Written);
        if (end.Removed > 0) activity.SetTag("openmemory.store.removed", end.Removed);
        if (end.RefusedCount > 0) activity.SetTag("openmemory.store.refused", end.RefusedCount);
        if (end.Fault.IsFault)
        {
            activity.SetTag("openmemory.store.error_code", end.Fault.Code.ToText());
            activity.SetTag("openmemory.store.rule", end.Fault.Rule);
        }
        if (error is null) return;
        activity.SetTag("error.type", error);
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
