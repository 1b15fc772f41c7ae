using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Commands;

/// <summary>A store that a command line names, open for as long as a command works on it.</summary>
internal sealed class DbStore : IDisposable
{
    private const string Wait = "--wait";

    private const int DefaultWait = 30, LongestWait = 86400;

    private DbStore(SqliteGrainStore store, string path) => (Store, Path) = (store, path);

    internal SqliteGrainStore Store { get; }

    /// <summary>As the command line has it.</summary>
    internal string Path { get; }

    internal static Argument<string> Argument() => new("file.db") { Description = "The store's file" };

    /// <summary>An option of every command of stores.</summary>
    internal static Option<int> WaitOption() => new(Wait)
    {
        Description = "Seconds to wait for another program that writes to the store",
        HelpName = "seconds",
        DefaultValueFactory = static _ => DefaultWait,
        CustomParser = ParseWait,
        Recursive = true,
    };

    /// <summary>Whether a file is a SQLite file, to judge by its first bytes.</summary>
    internal static bool IsIn(ReadOnlySpan<byte> start) => start.StartsWith("SQLite format 3\0"u8);

    /// <summary>Opens a store to look at it.</summary>
    /// <exception cref="UsageException">It cannot be opened.</exception>
    /// <exception cref="OmsException">The file is no store, is damaged, or a newer version made it.</exception>
    internal static DbStore OpenToRead(string path, ParseResult result, CommandContext context, GrainStoreOptions? options = null) =>
        Open(path, SqliteOpenMode.ReadOnly, result, context, options);

    /// <summary>Opens a store to write to it.</summary>
    /// <exception cref="UsageException">It cannot be opened.</exception>
    /// <exception cref="OmsException">The file is no store, is damaged, or a newer version made it.</exception>
    internal static DbStore OpenToWrite(string path, ParseResult result, CommandContext context, GrainStoreOptions? options = null) =>
        Open(path, SqliteOpenMode.Open, result, context, options);

    /// <summary>Makes an empty store where there is no file yet.</summary>
    /// <exception cref="UsageException">It cannot be made.</exception>
    internal static DbStore Make(string path, TimeProvider clock, bool indexText = true) =>
        Guard(path, () =>
        {
            RequireFree(path);
            SqliteStoreOptions options = new() { Mode = SqliteOpenMode.Create, IndexText = indexText };
            return new DbStore(SqliteGrainStore.Open(path, new() { Clock = clock }, options), path);
        });

    /// <summary>Asks the store, or has it do something.</summary>
    /// <exception cref="UsageException">The store cannot be used, is busy, or an option is not one.</exception>
    /// <exception cref="OmsException">The file is damaged.</exception>
    internal T Do<T>(Func<SqliteGrainStore, ValueTask<T>> work) => Guard(Path, () => work(Store).Wait());

    public void Dispose() => Store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static DbStore Open(string path, SqliteOpenMode mode, ParseResult result, CommandContext context, GrainStoreOptions? options) =>
        Guard(path, () =>
        {
            RequireStore(path);
            SqliteStoreOptions sqlite = new() { Mode = mode, BusyTimeout = TimeSpan.FromSeconds(result.GetValue<int>(Wait)) };
            // What a person looks at from outside is no access of the agent whose memory it is.
            return new DbStore(SqliteGrainStore.Open(path, (options ?? new()) with { Clock = context.Clock, CountAccesses = false }, sqlite), path);
        });

    /// <summary>Sees to it that a store can be made here: nothing is ever replaced by one.</summary>
    /// <exception cref="UsageException">There is a file, or no folder for it.</exception>
    internal static void RequireFree(string path)
    {
        if (path.Length == 0) throw new UsageException("the store needs a name");
        if (System.IO.Path.Exists(path)) throw new UsageException($"there is a file already: {path}");
        string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder)) throw new UsageException($"no such folder: {folder}");
    }

    private static void RequireStore(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"this is a directory, not a file: {path}");
        FileInfo file = new(path);
        if (!file.Exists) throw new UsageException($"no such file: {path}");
        if (file.Length == 0) throw new UsageException($"the file is empty: {path}");
        Span<byte> start = stackalloc byte[4];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && MgFileHeader.HasMagic(start))
            throw new UsageException($"this is a .mg file, which 'openmemory store import' takes into a store: {path}");
    }

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OmsException exception)
        {
            throw new OmsException(exception.Fault with { Message = $"{exception.Fault.Message} ({PlainText.Clean(path)})" }, exception);
        }
        catch (TimeoutException)
        {
            throw new UsageException($"another program is writing to the store: {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the store cannot be used: {path}: {exception.Message}");
        }
        catch (ArgumentException exception)
        {
            int name = exception.Message.IndexOf(" (Parameter ", StringComparison.Ordinal);
            throw new UsageException(name < 0 ? exception.Message : exception.Message[..name]);
        }
    }

    private static int ParseWait(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= LongestWait) return seconds;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{Wait} is 0 to {LongestWait}."));
        return 0;
    }
}
