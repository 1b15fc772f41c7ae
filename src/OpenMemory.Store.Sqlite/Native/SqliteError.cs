using System.Diagnostics.CodeAnalysis;
using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

/// <summary>What SQLite's result codes are in .NET: nothing of its own leaves the library.</summary>
internal static class SqliteError
{
    /// <summary>Throws what a result code means.</summary>
    /// <param name="code">The extended result code.</param>
    /// <param name="message">What SQLite says; it names tables and files, never values.</param>
    [DoesNotReturn]
    internal static void Throw(int code, string message) => throw ToException(code, message);

    private static Exception ToException(int code, string message) => (code & 0xff) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new TimeoutException($"The store is busy: {message}"),
        raw.SQLITE_INTERRUPT => new OperationCanceledException(),
        // The last four: our statements and values are sound over our tables and their rules, so that it is what stands in the file that is not.
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT or raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG => new OmsException(new OmsFault(OmsErrorCode.Corrupt, "OMS-17.3-1", $"The store's file is damaged, or is none: {message}")),
        raw.SQLITE_FULL => new IOException($"The disk is full: {message}"),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new UnauthorizedAccessException($"The store cannot be written: {message}"),
        raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR or raw.SQLITE_PROTOCOL => new IOException($"The store's file cannot be used ({code}): {message}"),
        raw.SQLITE_NOMEM => new InsufficientMemoryException(message),
        _ => new InvalidOperationException($"SQLite {code}: {message}"),
    };
}
