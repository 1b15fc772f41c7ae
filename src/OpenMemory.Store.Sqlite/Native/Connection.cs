using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

/// <summary>One connection to a file, used by one thread at a time. Statements are prepared once and kept.</summary>
internal sealed class Connection : IDisposable
{
    private const int MaxMade = 64; // questions have ever other forms

    private readonly sqlite3 _handle;
    private readonly string _file;
    private bool _isDisposed;
    private readonly Dictionary<string, Statement> _fixed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Statement> _made = new(StringComparer.Ordinal);

    static Connection() => Batteries_V2.Init();

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="flags">SQLite's flags.</param>
    /// <param name="busyTimeout">How long a statement waits for other connections.</param>
    internal Connection(string path, int flags, TimeSpan busyTimeout)
    {
        _file = FileHandles.Enter(path);
        int code = raw.sqlite3_open_v2(path, out _handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            Check(code);
            raw.sqlite3_extended_result_codes(_handle, 1);
            Wait(busyTimeout);
        }
        catch
        {
            _handle.Dispose();
            FileHandles.Leave(_file);
            throw;
        }
    }

    /// <summary>The handle, for what has no statement: backup, checkpoints, interruption.</summary>
    internal sqlite3 Handle => _handle;

    /// <summary>Whether a transaction is open.</summary>
    internal bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>A statement of a literal, ready for its parameters; disposing of it makes it free for the next use.</summary>
    internal Statement Use(string literal) => Use(_fixed, literal);

    /// <summary>A statement whose text was put together.</summary>
    internal Statement UseMade(string text) => Use(_made, text);

    /// <summary>The texts of all statements that are kept, for tests.</summary>
    internal IEnumerable<string> Texts => [.. _fixed.Keys, .. _made.Keys];

    /// <summary>Sets how long a statement waits for other connections.</summary>
    internal void Wait(TimeSpan busyTimeout) => Check(raw.sqlite3_busy_timeout(_handle, (int)Math.Min(int.MaxValue, busyTimeout.TotalMilliseconds)));

    /// <summary>Runs statements without parameters and results.</summary>
    internal void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Runs one statement of a literal without parameters.</summary>
    internal void Run(string literal)
    {
        using Statement statement = Use(literal);
        statement.Run();
    }

    /// <summary>The first column of the first row; null without a row.</summary>
    internal long? ReadInt64(string literal)
    {
        using Statement statement = Use(literal);
        return statement.Step() ? statement.Int64(0) : null;
    }

    /// <summary>Throws unless a result code tells of success.</summary>
    internal void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        int extended = raw.sqlite3_extended_errcode(_handle);
        SqliteError.Throw((extended & 0xff) == (code & 0xff) ? extended : code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    /// <summary>Closes the connection; what was not committed is undone.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        foreach (Statement statement in _fixed.Values) statement.Close();
        foreach (Statement statement in _made.Values) statement.Close();
        _fixed.Clear();
        _made.Clear();
        _handle.Dispose();
        FileHandles.Leave(_file);
    }

    private Statement Use(Dictionary<string, Statement> kept, string sql)
    {
        if (kept.TryGetValue(sql, out Statement? statement))
        {
            if (statement.TryUse()) return statement;
            return Prepare(sql, isKept: false); // somebody reads from the kept one
        }
        bool isKept = kept == _fixed || kept.Count < MaxMade;
        statement = Prepare(sql, isKept);
        if (isKept) kept.Add(sql, statement);
        return statement;
    }

    private Statement Prepare(string sql, bool isKept)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt handle));
        Statement statement = new(this, handle, isKept);
        statement.TryUse();
        return statement;
    }
}
