namespace OpenMemory.Erasure;

/// <summary>
/// Salts that live as long as the process, for tests and for memories that do too. Safe to use from several threads; every member but
/// <see cref="Generation"/> throws <see cref="ObjectDisposedException"/> when the store was disposed.
/// </summary>
/// <param name="clock">The clock for the times of entries; the system's where null.</param>
public sealed class InMemoryUserSaltStore(TimeProvider? clock = null) : IUserSaltStore, IDisposable
{
    private readonly SaltTable _table = new(write: null, clock);

    /// <inheritdoc/>
    public long Generation => _table.Generation;

    /// <inheritdoc/>
    public IReadOnlyCollection<MasterKeyCheck> MasterKeyChecks => _table.MasterKeyChecks;

    /// <inheritdoc/>
    public IReadOnlyList<ErasureReceipt> Receipts => _table.Receipts;

    /// <summary>All entries as they are now, in the order in which their names came.</summary>
    public IReadOnlyList<UserSaltEntry> Entries => _table.Entries;

    internal SaltChunks Chunks => _table.Chunks;

    /// <inheritdoc/>
    public UserSaltState Find(in UserSaltName name, Span<byte> salt) => _table.Find(name, salt);

    /// <inheritdoc/>
    public void AddMasterKeyChecks(ReadOnlySpan<MasterKeyCheck> checks) => _table.AddChecks(checks);

    /// <inheritdoc/>
    public void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones = false) =>
        _table.GetOrAdd(names, salts, states, replaceTombstones);

    /// <inheritdoc/>
    public ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time) => _table.Destroy(names, time);

    /// <summary>Wipes all salts.</summary>
    public void Dispose() => _table.Dispose();
}
