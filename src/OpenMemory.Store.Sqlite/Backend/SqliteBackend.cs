namespace OpenMemory.Store.Sqlite;

/// <summary>A file as the engine's backend.</summary>
internal sealed class SqliteBackend : IStoreBackend
{
    private SqliteBackend(string path) => Path = path;

    internal string Path { get; }

    internal static SqliteBackend Open(string path, SqliteStoreOptions options) => throw new NotSupportedException($"{path}{options}");

    public IStoreReader BeginRead() => throw new NotSupportedException();

    public IStoreWriter BeginWrite() => throw new NotSupportedException();

    public void CountAccess(ReadOnlySpan<ContentAddress> addresses, EpochMilliseconds at) => throw new NotSupportedException();

    public bool TryScrub() => throw new NotSupportedException();

    public Task WaitForChangeAsync(long after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
