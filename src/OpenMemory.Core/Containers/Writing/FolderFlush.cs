using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>
/// Makes a rename durable: without it a file can be whole on disk and yet be missing from its folder after a power failure.
/// The class library cannot open a folder, so this is the one call into the C library. Windows writes names through its journal.
/// </summary>
internal static partial class FolderFlush
{
    private const int NotPermitted = 1, Interrupted = 4, IoError = 5, AccessDenied = 13, NoSpace = 28;

    /// <exception cref="IOException">The disk failed or is full.</exception>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            int reason = Marshal.GetLastPInvokeError();
            if (reason is NotPermitted or AccessDenied) return; // a folder that may be written but not read
            throw new IOException($"The folder could not be opened to flush it to disk: {folder} (error {reason})", reason);
        }
        try
        {
            int error;
            do error = Sync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
            while (error == Interrupted);
            // Others mean that this file system has nothing to flush for a folder.
            if (error is IoError or NoSpace) throw new IOException($"The folder could not be flushed to disk: {folder} (error {error})", error);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
