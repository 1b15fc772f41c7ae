namespace OpenMemory.Store.Sqlite;

/// <summary>Wakes those who wait for changes: at once for this process's own, now and then because another process may have written.</summary>
internal sealed class ChangeSignal
{
    private static readonly TimeSpan s_otherProcesses = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;
    private bool _isEnded;

    /// <summary>A task that ends when it is worth looking again.</summary>
    internal Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_lock)
        {
            if (_last > after || _isEnded) return Task.CompletedTask;
            changed = _changed.Task;
        }
        return Task.WhenAny(changed, Task.Delay(s_otherProcesses, cancellationToken)).Unwrap();
    }

    internal void Announce(long last)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (last == _last) return;
            _last = last;
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.TrySetResult();
    }

    /// <summary>Wakes everybody for the last time.</summary>
    internal void End()
    {
        lock (_lock) _isEnded = true;
        _changed.TrySetResult();
    }
}
