namespace OpenMemory.Store;

/// <summary>
/// Grains in arrays, found by hash tables. One lock is for readers and writers: what they do inside takes microseconds, except for what no
/// index helps with. Of a million grains a query then takes about a tenth of a second, and a search of their texts less than one.
/// </summary>
internal sealed class MemoryBackend : IStoreBackend
{
    private readonly Lock _lock = new();
    private readonly MemoryScope _reader, _writer;
    private MemoryState? _state = new();
    private MemoryScope? _open;
    private long _lastChange;
    private TaskCompletionSource? _changed;

    internal MemoryBackend() => (_reader, _writer) = (new(this, canWrite: false), new(this, canWrite: true));

    /// <summary>The state, for tests.</summary>
    internal MemoryState State => _state ?? throw new ObjectDisposedException(nameof(MemoryBackend));

    public IStoreReader BeginRead() => Begin(_reader);

    public IStoreWriter BeginWrite() => Begin(_writer);

    /// <summary>Counts at once.</summary>
    public void CountAccess(ReadOnlySpan<ContentAddress> addresses, EpochMilliseconds at)
    {
        lock (_lock)
        {
            MemoryState state = State;
            foreach (ref readonly ContentAddress address in addresses) state.CountAccess(address, at.Value);
        }
    }

    /// <summary>Committing overwrites at once.</summary>
    public bool TryScrub() => true;

    public async Task WaitForChangeAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_state is null, this);
                if (_lastChange > after) return;
                changed = (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Overwrites and gives up everything; whoever waits for a change is told.</summary>
    public void Dispose()
    {
        TaskCompletionSource? changed;
        lock (_lock)
        {
            if (_open is not null) throw new InvalidOperationException("A scope of this thread is open");
            _state?.Clear();
            _state = null;
            changed = Interlocked.Exchange(ref _changed, null);
        }
        changed?.TrySetResult();
    }

    /// <summary>The state, where a scope is open and belongs to this thread.</summary>
    internal MemoryState StateOf(MemoryScope scope) =>
        _lock.IsHeldByCurrentThread && ReferenceEquals(_open, scope) ? _state!
            : throw new InvalidOperationException("The scope has ended, or is another thread's");

    /// <summary>Tells those who wait that changes were committed.</summary>
    internal void Announce()
    {
        long last = _state!.LastChange;
        if (last == _lastChange) return;
        _lastChange = last;
        TaskCompletionSource? changed = _changed;
        _changed = null;
        changed?.TrySetResult();
    }

    internal void End(MemoryScope scope)
    {
        if (!_lock.IsHeldByCurrentThread || !ReferenceEquals(_open, scope)) return;
        try
        {
            if (ReferenceEquals(scope, _writer)) _state!.Rollback();
        }
        finally
        {
            _open = null;
            _lock.Exit();
        }
    }

    private MemoryScope Begin(MemoryScope scope)
    {
        if (_lock.IsHeldByCurrentThread) throw new InvalidOperationException("A scope of this thread is open");
        _lock.Enter();
        if (_state is null)
        {
            _lock.Exit();
            throw new ObjectDisposedException(nameof(MemoryBackend));
        }
        _open = scope;
        return scope;
    }
}
