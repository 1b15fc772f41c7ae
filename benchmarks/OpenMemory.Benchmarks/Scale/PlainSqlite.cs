using System.Text;
using SQLitePCL;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>
/// What somebody writes who uses SQLite without OpenMemory: prepared statements over the same rows in the same file, each its own
/// transaction, the bytes copied out and not looked at.
/// </summary>
internal sealed class PlainSqlite : IDisposable
{
    private readonly sqlite3 _file;
    private readonly List<sqlite3_stmt> _statements = [];

    internal PlainSqlite(string path)
    {
        Check(raw.sqlite3_open_v2(path, out _file, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null));
        Execute("PRAGMA cache_size = -16384");
    }

    internal void Execute(string sql) => Check(raw.sqlite3_exec(_file, sql));

    internal sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_file, sql, out sqlite3_stmt statement));
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Reads the first column of every row as bytes of the caller's.</summary>
    internal static int Read(sqlite3_stmt statement)
    {
        int bytes = 0;
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW) bytes += raw.sqlite3_column_blob(statement, 0).ToArray().Length;
        raw.sqlite3_reset(statement);
        return bytes;
    }

    internal static void Bind(sqlite3_stmt statement, int parameter, ContentAddress address)
    {
        Span<byte> bytes = stackalloc byte[ContentAddress.SizeInBytes];
        address.CopyTo(bytes);
        raw.sqlite3_bind_blob(statement, parameter, bytes);
    }

    internal static void Bind(sqlite3_stmt statement, int parameter, string text) =>
        raw.sqlite3_bind_blob(statement, parameter, Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        foreach (sqlite3_stmt statement in _statements) statement.Dispose();
        _file.Dispose();
    }

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)) throw new InvalidOperationException(raw.sqlite3_errmsg(_file).utf8_to_string());
    }
}
