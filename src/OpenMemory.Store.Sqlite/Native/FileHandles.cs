using Microsoft.Win32.SafeHandles;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// One handle of this process's own for each file that connections are open to. On Unix, closing any handle of a file gives up the locks that
/// SQLite holds on it in the process, so it is closed when the last connection to the file is.
/// </summary>
internal static class FileHandles
{
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<string, Entry> s_entries = new(StringComparer.Ordinal);

    /// <summary>Says that a connection to a file begins.</summary>
    /// <returns>The file's name, whatever name leads to it.</returns>
    internal static string Enter(string path)
    {
        string file = Resolve(path);
        lock (s_lock)
        {
            if (!s_entries.TryGetValue(file, out Entry? entry)) s_entries.Add(file, entry = new());
            entry.Connections++;
        }
        return file;
    }

    /// <summary>The handle of a file, opened at its first use.</summary>
    internal static SafeFileHandle Get(string path)
    {
        string file = Resolve(path);
        lock (s_lock) return s_entries[file].Handle ??= File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Says that a connection was closed.</summary>
    /// <param name="file">What <see cref="Enter"/> said.</param>
    internal static void Leave(string file)
    {
        lock (s_lock)
        {
            if (!s_entries.TryGetValue(file, out Entry? entry) || --entry.Connections > 0) return;
            s_entries.Remove(file);
            entry.Handle?.Dispose();
        }
    }

    private static string Resolve(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path) : path;

    private sealed class Entry
    {
        internal int Connections { get; set; }

        internal SafeFileHandle? Handle { get; set; }
    }
}
