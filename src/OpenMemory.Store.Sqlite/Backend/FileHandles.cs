using Microsoft.Win32.SafeHandles;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// One handle of this process's own for each file that is open as a store. On Unix, closing any handle of a file gives up the locks that
/// SQLite holds on it in the process, so it is closed when the last store of the file is.
/// </summary>
internal static class FileHandles
{
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<string, Entry> s_entries = new(StringComparer.Ordinal);

    /// <summary>Says that a store of a file begins.</summary>
    internal static void Enter(string path)
    {
        lock (s_lock)
        {
            if (!s_entries.TryGetValue(path, out Entry? entry)) s_entries.Add(path, entry = new());
            entry.Stores++;
        }
    }

    /// <summary>The handle of a file, opened at its first use.</summary>
    internal static SafeFileHandle Get(string path)
    {
        lock (s_lock) return s_entries[path].Handle ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Says that a store of a file has ended, and its connections are closed.</summary>
    internal static void Leave(string path)
    {
        lock (s_lock)
        {
            if (!s_entries.TryGetValue(path, out Entry? entry) || --entry.Stores > 0) return;
            s_entries.Remove(path);
            entry.Handle?.Dispose();
        }
    }

    private sealed class Entry
    {
        internal int Stores { get; set; }

        internal SafeFileHandle? Handle { get; set; }
    }
}
