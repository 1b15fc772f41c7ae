using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle, bool isKept) : IDisposable
{
    private const int MaxLength = 999_000_000; // SQLite's limit for a row, less what stands beside it

    private bool _isInUse;

    internal Statement Bind(int parameter, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    internal Statement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    /// <summary>Binds bytes, which are copied.</summary>
    internal Statement Bind(int parameter, ReadOnlySpan<byte> bytes)
    {
        RequireRoom(bytes.Length);
        // An empty span has no address, and would be bound as NULL.
        connection.Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, bytes));
        return this;
    }

    internal Statement Bind(int parameter, in ContentAddress address)
    {
        Span<byte> bytes = stackalloc byte[ContentAddress.SizeInBytes];
        address.CopyTo(bytes);
        return Bind(parameter, bytes);
    }

    internal Statement Bind(int parameter, ContentAddress? address) => address is { } value ? Bind(parameter, value) : BindNull(parameter);

    internal Statement BindNull(int parameter)
    {
        connection.Check(raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    /// <summary>Binds a text as bytes of UTF-8: compared bytewise, whatever is in it.</summary>
    internal Statement Bind(int parameter, string? text) =>
        text is null ? BindNull(parameter) : Bind(parameter, System.Text.Encoding.UTF8.GetBytes(text).AsSpan());

    /// <summary>Binds UTF-8 as text, where SQLite itself reads it.</summary>
    internal Statement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        RequireRoom(utf8.Length);
        connection.Check(raw.sqlite3_bind_text(handle, parameter, utf8));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool Step()
    {
        int code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code != raw.SQLITE_DONE) connection.Check(code);
        return false;
    }

    /// <summary>Runs to the end and is ready for the next parameters.</summary>
    internal void Run()
    {
        while (Step())
        {
        }
        Reset();
    }

    /// <summary>Begins anew; parameters stay.</summary>
    internal void Reset() => raw.sqlite3_reset(handle); // it repeats the fault of the last step, which was told then

    internal bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    internal long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    internal long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    /// <summary>Bytes that are valid until the next step; empty for NULL.</summary>
    internal ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    internal ContentAddress Address(int column)
    {
        ReadOnlySpan<byte> bytes = Blob(column);
        if (bytes.Length != ContentAddress.SizeInBytes) StoreDamage.Throw("an address has another length");
        return new(bytes);
    }

    internal ContentAddress? NullableAddress(int column) => IsNull(column) ? null : Address(column);

    internal string Text(int column) => System.Text.Encoding.UTF8.GetString(Blob(column));

    internal string? NullableText(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Makes the statement free for another use.</summary>
    public void Dispose()
    {
        Reset();
        _isInUse = false;
        if (!isKept) Close();
    }

    private static void RequireRoom(int length)
    {
        if (length > MaxLength) throw new ArgumentException($"The store holds at most {MaxLength} bytes in one place, and these are {length}");
    }

    internal bool TryUse()
    {
        if (_isInUse) return false;
        return _isInUse = true;
    }

    internal void Close() => handle.Dispose();
}
