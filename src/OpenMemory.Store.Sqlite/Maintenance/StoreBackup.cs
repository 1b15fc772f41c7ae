using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Copies a file page by page, while it is read and written. All slices are of one read transaction, which readers and writers of a
/// write-ahead log do not wait for. <c>VACUUM INTO</c> would give one moment too, but builds every table anew, several times as slowly, in one
/// statement without progress; the pages that it would leave out hold nothing, because whatever is removed is overwritten.
/// </summary>
internal static class StoreBackup
{
    private const int PagesPerSlice = 1024;

    private const UnixFileMode Permissions = (UnixFileMode)0x1ff; // rwxrwxrwx

    /// <summary>Writes a copy beside the target, and gives it the name when all of it is on the disk.</summary>
    internal static void Write(string source, string target, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(target), temporary = $"{path}.{Guid.NewGuid():N}{TemporaryFiles.Suffix}";
        RequireNone(path);
        TemporaryFiles.RemoveLeftovers(path);
        try
        {
            using (FileStream stream = Create(temporary, source))
            {
                Copy(source, temporary, progress, cancellationToken);
                LeaveLog(stream);
                stream.Flush(flushToDisk: true);
                RequireStore(temporary);
            }
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: false);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FolderFlush.Flush(Path.GetDirectoryName(path)!);
    }

    private static void RequireNone(string path)
    {
        foreach (string suffix in (string[])["", "-wal", "-shm", "-journal"]) // a log that was left there would be played into the copy
        {
            if (Path.Exists(path + suffix)) throw new IOException($"A backup overwrites nothing: {path}{suffix}");
        }
    }

    /// <summary>Open as long as the copy is being made, so that nobody takes it for abandoned.</summary>
    private static FileStream Create(string temporary, string source)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = File.GetUnixFileMode(source) & Permissions; // a memory that only its owner may read
        return new(temporary, options);
    }

    private static void Copy(string source, string temporary, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
    {
        using Connection from = new(source, raw.SQLITE_OPEN_READONLY, TimeSpan.FromSeconds(30)), to = new(temporary, raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero);
        to.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE");
        from.Execute("BEGIN");
        long pageSize = from.ReadInt64("PRAGMA page_size") ?? 0;
        from.Run("SELECT 1 FROM sqlite_master LIMIT 1"); // now the state is chosen
        using sqlite3_backup backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (backup.IsInvalid) to.Check(raw.SQLITE_ERROR);
        int code;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesPerSlice);
            if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteError.Throw(code, "the backup could not be written");
            long pages = raw.sqlite3_backup_pagecount(backup);
            progress?.Report(new(pageSize * (pages - raw.sqlite3_backup_remaining(backup)), pageSize * pages));
        }
        while (code != raw.SQLITE_DONE);
        to.Check(raw.sqlite3_backup_finish(backup));
    }

    /// <summary>Marks the copy as one that has no log beside it: it is one file, which can be read from where nothing can be written.</summary>
    private static void LeaveLog(FileStream stream)
    {
        const int versions = 18; // of the format, for writers and for readers: 2 says that there may be a log, 1 that there is none
        RandomAccess.Write(stream.SafeFileHandle, [1, 1], versions);
    }

    private static void RequireStore(string path)
    {
        using Connection connection = new(path, raw.SQLITE_OPEN_READONLY, TimeSpan.Zero);
        SchemaGuard.Harden(connection);
        if (connection.ReadInt64("PRAGMA application_id") != StoreSchema.ApplicationId) StoreDamage.Throw("the backup is no store");
        SchemaGuard.Check(connection);
        if (connection.ReadInt64("SELECT count(*) FROM store") != 1) StoreDamage.Throw("the backup has no numbers");
    }
}
