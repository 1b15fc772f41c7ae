namespace OpenMemory.Erasure;

/// <summary>
/// Salts in a file, which only its owner may read. Each change writes the whole file anew, puts it in place in one step and overwrites
/// the old one with zeros, so that a process that is killed leaves the file before or after the change, and the file system no salt
/// that was destroyed. Safe to use from several threads; every member but <see cref="Generation"/> throws
/// <see cref="ObjectDisposedException"/> when the store was disposed.
/// </summary>
/// <remarks>
/// <para>
/// One store at a time has the file open, in all processes: it holds <c>path.lock</c> beside it, which stays there. Where a file system
/// has no locks, a store still refuses to replace what another one wrote. Keep the file apart from the memory and from the master keys.
/// Whoever restores a backup of it undoes the erasures since: keep backups of it short, and make them while the store is closed, for a
/// copy of a file that is being replaced may catch zeros (<see cref="Open"/> refuses those). A second hard link to the file is
/// overwritten with it. The new file belongs to whoever writes it: open it as its owner, not as root.
/// </para>
/// <para>
/// Overwriting reaches what the file system calls the place of the file. A flash disk, a file system that never writes in place
/// (Btrfs, ZFS) and a snapshot may keep the old bytes; an encrypted disk is the answer there. On Windows, where an open file cannot be
/// replaced, the old file is only removed. Where two names cannot be exchanged in one step (some network file systems), so is the old
/// file of a process that is killed in the moment before it would overwrite it.
/// </para>
/// </remarks>
public sealed class FileUserSaltStore : IUserSaltStore, IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly SaltTable _table;
    private byte[]? _checksum; // of the file as this store knows it; null before there is one

    private FileUserSaltStore(string path, TimeProvider? clock)
    {
        _path = SecretFile.Resolve(path);
        _table = new(Replace, clock);
        _lock = SecretFile.Lock(_path);
    }

    /// <inheritdoc/>
    public long Generation => _table.Generation;

    /// <inheritdoc/>
    public IReadOnlyCollection<MasterKeyCheck> MasterKeyChecks => _table.MasterKeyChecks;

    /// <inheritdoc/>
    public IReadOnlyList<ErasureReceipt> Receipts => _table.Receipts;

    /// <summary>All entries as they are now, in the order in which their names came.</summary>
    public IReadOnlyList<UserSaltEntry> Entries => _table.Entries;

    internal SaltChunks Chunks => _table.Chunks;

    /// <summary>
    /// Opens a file of salts, or makes one where there is none: whoever knows that there must be one looks first, for users would get
    /// new salts. What killed writers left beside it is wiped and removed; where others may read the file, that ends.
    /// </summary>
    /// <param name="path">The file; where it is a symbolic link, what that leads to in the end.</param>
    /// <param name="clock">The clock for the times of entries; the system's where null.</param>
    /// <returns>The store.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_CORRUPT</c>: the file is not one of salts, or damaged; <c>ERR_INTEGRITY</c>: its checksum or a receipt's hash differs;
    /// <c>ERR_VERSION</c>: a later version. An empty file is damaged too: users must not get new salts because the old ones were lost.
    /// </exception>
    /// <exception cref="IOException">Another store has the file open; or the disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be read and written.</exception>
    public static FileUserSaltStore Open(string path, TimeProvider? clock = null)
    {
        FileUserSaltStore store = new(path, clock);
        try
        {
            if (File.Exists(store._path)) store.Read();
            else store._table.Write();
            SecretFile.RemoveLeftovers(store._path); // not before the file was found sound
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">An earlier change failed half done; the store is to be opened again.</exception>
    public UserSaltState Find(in UserSaltName name, Span<byte> salt) => _table.Find(name, salt);

    /// <inheritdoc/>
    /// <exception cref="IOException">As for <see cref="GetOrAdd"/>.</exception>
    public void AddMasterKeyChecks(ReadOnlySpan<MasterKeyCheck> checks) => _table.AddChecks(checks);

    /// <inheritdoc/>
    /// <exception cref="IOException">
    /// The file could not be written, or somebody else has written it, and nothing has changed; or the new one is in place and something
    /// failed then: every later call says that the store is to be opened again, which shows what has happened.
    /// </exception>
    public void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones = false) =>
        _table.GetOrAdd(names, salts, states, replaceTombstones);

    /// <inheritdoc/>
    /// <exception cref="IOException">As for <see cref="GetOrAdd"/>.</exception>
    public ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time) => _table.Destroy(names, time);

    /// <summary>Wipes the salts in memory and lets others open the file.</summary>
    public void Dispose()
    {
        _table.Dispose();
        _lock.Dispose();
    }

    private void Read()
    {
        using FileStream file = SecretFile.Open(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        _checksum = SaltImageReader.Read(file, _table);
        SecretFile.Tighten(file); // not before it is known to be one of ours
    }

    private void Replace(SaltImage image, ref bool isInPlace)
    {
        SecretFileReplacement? replacement = null;
        FileStream? old = null;
        try
        {
            if (_checksum is not null)
            {
                old = SecretFile.Open(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                RequireOurs(old);
            }
            replacement = new(_path);
            byte[] checksum = image.Write(replacement.Stream);
            replacement.Commit(old);
            _checksum = checksum;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The salts may not be written: {_path}", exception);
        }
        finally
        {
            isInPlace = replacement is { IsInPlace: true };
            replacement?.Dispose();
            old?.Dispose();
        }
    }

    /// <summary>
    /// Not every file system has locks, and lock files are removed: what somebody else wrote, or restored, since is not replaced by what
    /// does not know of it.
    /// </summary>
    private void RequireOurs(FileStream file)
    {
        Span<byte> checksum = stackalloc byte[SaltImage.FooterBytes];
        long start = file.Length - checksum.Length;
        if (start < 0 || RandomAccess.Read(file.SafeFileHandle, checksum, start) < checksum.Length || !checksum.SequenceEqual(_checksum))
            throw new IOException($"Somebody else has written the salts; dispose of the store and open it again: {_path}");
    }
}
