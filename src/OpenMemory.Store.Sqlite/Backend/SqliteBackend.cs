namespace OpenMemory.Store.Sqlite;

/// <summary>A file as the engine's backend: a connection for the writer, and as many for readers as read at the same time.</summary>
internal sealed partial class SqliteBackend : IStoreBackend
{
    private const int MaxIdleReaders = 8;

    private static readonly TimeSpan s_longestScrub = TimeSpan.FromSeconds(2);

    private readonly Lock _writing = new();
    private readonly Lock _lock = new(); // of what stands below
    private readonly Stack<ReadScope> _idle = new();
    private readonly WriteScope? _writer;
    private readonly ChangeSignal _changes = new();
    private bool _isDisposed;
    private volatile bool _isScrubDue;
    private int _isCounting;

    private SqliteBackend(string path, SqliteStoreOptions options, Connection first)
    {
        (Path, Options) = (path, options);
        if (IsReadOnly) _idle.Push(new(this, first));
        else _writer = new(this, first);
    }

    internal string Path { get; }

    internal SqliteStoreOptions Options { get; }

    internal AccessBuffer Accesses { get; } = new();

    internal bool IsReadOnly => Options.Mode == SqliteOpenMode.ReadOnly;

    /// <summary>Opens a file, and brings it up to date.</summary>
    internal static SqliteBackend Open(string path, SqliteStoreOptions options)
    {
        string full = System.IO.Path.GetFullPath(path);
        Connection connection = StoreFile.Open(full, options);
        try
        {
            SqliteBackend backend = new(full, options, connection);
            backend.Reconcile();
            return backend;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public IStoreReader BeginRead() => BeginReading();

    public IStoreWriter BeginWrite() => BeginWriting(Options.BusyTimeout);

    /// <summary>Counts in memory; the next writer writes it, or where much has gathered, a thread of the pool.</summary>
    public void CountAccess(ReadOnlySpan<ContentAddress> addresses, EpochMilliseconds at)
    {
        if (IsReadOnly) return;
        Accesses.Count(addresses, at.Value);
        if (Accesses.IsFull && Interlocked.Exchange(ref _isCounting, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(static backend => backend.WriteManyAccesses(), this, preferLocal: false);
    }

    public async Task WaitForChangeAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changes.WaitAsync(after, cancellationToken); // before looking, so that nothing is missed in between
            using (ReadScope scope = BeginReading())
            {
                if (scope.Statistics.LastChange > after) return;
            }
            await changed.ConfigureAwait(false);
        }
    }

    /// <summary>Closes the file once the scopes that are open have ended.</summary>
    public void Dispose()
    {
        if (_writing.IsHeldByCurrentThread) throw new InvalidOperationException("A scope of this thread is open");
        lock (_lock)
        {
            if (_isDisposed) return;
        }
        if (!Accesses.IsEmpty) WriteAccesses();
        lock (_writing)
        {
            lock (_lock)
            {
                if (_isDisposed) return;
                _isDisposed = true;
                while (_idle.TryPop(out ReadScope? scope)) scope.Connection.Dispose();
            }
            _writer?.Connection.Dispose(); // the last one to be closed takes the log into the file
        }
        _changes.End();
    }

    /// <summary>The statements that its connections keep, for tests.</summary>
    internal string[] StatementTexts()
    {
        lock (_lock) return [.. _idle.Append(_writer).Where(static scope => scope is not null).SelectMany(static scope => scope!.Connection.Texts).Distinct()];
    }

    internal ReadScope BeginReading()
    {
        ReadScope? scope;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _idle.TryPop(out scope);
        }
        scope ??= new(this, StoreFile.OpenAgain(Path, Options));
        return scope;
    }

    internal void Return(ReadScope scope)
    {
        lock (_lock)
        {
            if (!_isDisposed && _idle.Count < MaxIdleReaders)
            {
                _idle.Push(scope);
                return;
            }
        }
        scope.Connection.Dispose();
    }

    /// <summary>Begins to write, or throws where others do all the time.</summary>
    internal WriteScope BeginWriting(TimeSpan timeout)
    {
        if (_writer is null) throw new UnauthorizedAccessException("The store was opened for reading only");
        if (_writing.IsHeldByCurrentThread) throw new InvalidOperationException("A scope of this thread is open");
        if (!_writing.TryEnter(timeout)) throw new TimeoutException($"The store was busy for {timeout.TotalSeconds:0.#} s");
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _writer.Connection.Wait(timeout);
            try
            {
                _writer.BeginWriting();
            }
            finally
            {
                _writer.Connection.Wait(Options.BusyTimeout);
            }
            return _writer;
        }
        catch
        {
            _writing.Exit();
            throw;
        }
    }

    internal void ReturnWriter()
    {
        if (!_writing.IsHeldByCurrentThread) return;
        _writing.Exit();
        ScrubIfDue();
    }

    internal void Announce(long lastChange) => _changes.Announce(lastChange);

    /// <summary>Runs beside the readers, none of which waits for it.</summary>
    private void WriteManyAccesses()
    {
        try
        {
            WriteAccesses();
        }
        finally
        {
            Volatile.Write(ref _isCounting, 0);
        }
    }

    private void WriteAccesses()
    {
        try
        {
            using WriteScope scope = BeginWriting(TimeSpan.Zero);
            scope.Commit();
        }
        catch (Exception fault) when (fault is TimeoutException or IOException or UnauthorizedAccessException or OmsException or InvalidOperationException or InsufficientMemoryException)
        {
            // Counting may leave some out (OMS-22.10-2), and must never fail a read.
            if (Accesses.IsOverfull) Accesses.Clear();
        }
    }
}
