namespace OpenMemory.Store.Sqlite;

/// <summary>
/// A store in one SQLite file: the embedded default. Any number of threads and processes read it while one writes; what was acknowledged
/// is on the disk.
/// </summary>
public sealed partial class SqliteGrainStore : GrainStore
{
    private readonly SqliteBackend _backend;

    private SqliteGrainStore(SqliteBackend backend, GrainStoreOptions options)
        : base(backend, options, "sqlite") =>
        _backend = backend;

    /// <summary>The file.</summary>
    public string Path => _backend.Path;

    /// <summary>Opens a store, or makes one.</summary>
    /// <param name="path">The file; beside it stand <c>-wal</c> and <c>-shm</c> files while it is open. Not on a network share.</param>
    /// <param name="options">How the store works.</param>
    /// <param name="sqlite">How the file is used.</param>
    /// <returns>The store.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_CORRUPT</c>: the file is no store, or is damaged. <c>not_supported</c>: a newer version of this library made it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened, is not there, or is there where none may be.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    /// <exception cref="TimeoutException">Another process kept it busy.</exception>
    public static SqliteGrainStore Open(string path, GrainStoreOptions? options = null, SqliteStoreOptions? sqlite = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        GrainStoreOptions chosen = options ?? new();
        return new(SqliteBackend.Open(path, sqlite ?? new()), chosen);
    }
}
