using System.Globalization;
using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

/// <summary>Opens files: makes a store in an empty one, refuses what is none, and sets what holds for a connection.</summary>
internal static class StoreFile
{
    private const int CheckpointPages = 2000; // 8 MB of log at a time
    private const int LogBytes = 64 << 20;    // a log that grew larger shrinks to this

    private static readonly Lock s_making = new();

    /// <summary>Opens the first connection: the writer's, or in a store that is only read, a reader's.</summary>
    internal static Connection Open(string path, SqliteStoreOptions options)
    {
        RequireFile(path, options.Mode);
        bool isReadOnly = options.Mode == SqliteOpenMode.ReadOnly;
        Connection connection = Connect(path, options, isReadOnly, isReader: isReadOnly);
        try
        {
            if (isReadOnly) Require(connection);
            else Prepare(connection, options);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a further connection, for reading.</summary>
    internal static Connection OpenAgain(string path, SqliteStoreOptions options)
    {
        Connection connection = Connect(path, options, options.Mode == SqliteOpenMode.ReadOnly, isReader: true);
        try
        {
            Set(connection, "query_only", 1);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static Connection Connect(string path, SqliteStoreOptions options, bool isReadOnly, bool isReader)
    {
        Connection connection;
        lock (s_making) connection = new(path, isReadOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE, options.BusyTimeout);
        try
        {
            Set(connection, "cache_size", -(options.CacheBytes >> 10) / (isReader ? 4 : 1));
            Set(connection, "temp_store", 2);     // no other file ever has what stands in this one
            Set(connection, "trusted_schema", 0); // a stranger's file does nothing of its own
            Set(connection, "cell_size_check", 1);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void RequireFile(string path, SqliteOpenMode mode)
    {
        if (mode == SqliteOpenMode.Create || (mode == SqliteOpenMode.OpenOrCreate && !File.Exists(path)))
        {
            try
            {
                lock (s_making) MakeFile(path); // closing it would give up locks that this process has on it already
            }
            catch (IOException) when (mode == SqliteOpenMode.OpenOrCreate && File.Exists(path))
            {
                // somebody else made it at the same time
            }
        }
        else if (!File.Exists(path)) throw new FileNotFoundException("There is no such file", path);
    }

    /// <summary>Makes an empty file that its owner alone may read; SQLite gives the files beside it the same mode.</summary>
    private static void MakeFile(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    private static void Prepare(Connection connection, SqliteStoreOptions options)
    {
        Set(connection, "secure_delete", 1);
        Set(connection, "synchronous", options.Durability == SqliteDurability.Full ? 2 : 1);
        if (!IsEmpty(connection)) Require(connection);
        using (Statement log = connection.UseMade("PRAGMA journal_mode = WAL")) // a backup has none
        {
            if (!log.Step() || log.Text(0) != "wal") throw new IOException("The file system does not allow a write-ahead log");
        }
        Set(connection, "wal_autocheckpoint", CheckpointPages);
        Set(connection, "journal_size_limit", LogBytes);
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            if (IsEmpty(connection)) Create(connection, options.IndexText ?? true);
            Require(connection);
            connection.Execute("COMMIT");
        }
        catch
        {
            if (connection.IsInTransaction) connection.Execute("ROLLBACK");
            throw;
        }
    }

    private static bool IsEmpty(Connection connection) => connection.ReadInt64("SELECT count(*) FROM sqlite_master") == 0 && ReadPragma(connection, "application_id") == 0;

    private static void Create(Connection connection, bool hasTextIndex)
    {
        connection.Execute(StoreSchema.Tables);
        if (hasTextIndex) connection.Execute(StoreSchema.WordTables);
        Totals.Create(connection, hasTextIndex);
        Set(connection, "application_id", StoreSchema.ApplicationId);
        Set(connection, "user_version", StoreSchema.Version);
    }

    /// <summary>Refuses what is no store, and what a newer version made.</summary>
    private static void Require(Connection connection)
    {
        if (ReadPragma(connection, "application_id") != StoreSchema.ApplicationId)
            throw new OmsException(new OmsFault(OmsErrorCode.Corrupt, "OMS-17.3-1", "The file is no OpenMemory store"));
        long version = ReadPragma(connection, "user_version");
        if (version > StoreSchema.Version)
            throw new OmsException(new OmsFault(OmsErrorCode.NotSupported, "OMS-17.3-1", $"The store has version {version}, and this library knows up to {StoreSchema.Version}"));
        if (version < 1) StoreDamage.Throw($"it has version {version}");
        SchemaGuard.Check(connection);
    }

    private static long ReadPragma(Connection connection, string name)
    {
        using Statement statement = connection.UseMade($"PRAGMA {name}");
        return statement.Step() ? statement.Int64(0) : 0;
    }

    private static void Set(Connection connection, string name, long value) =>
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA {name} = {value}"));
}
