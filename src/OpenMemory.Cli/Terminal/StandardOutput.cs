using Microsoft.Win32.SafeHandles;

namespace OpenMemory.Cli.Terminal;

/// <summary>Standard output as bytes.</summary>
internal static class StandardOutput
{
    private const int StdoutDescriptor = 1, BrokenPipeErrno = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D), WindowsNoData = unchecked((int)0x800700E8);

    /// <summary>
    /// Opens it. The console's own stream swallows a broken pipe, and <c>decode big.mg | head -1</c> would then decode
    /// the whole file for nobody; so a pipe is opened as a file, which reports that its reader has gone. Regular files
    /// stay with the console's stream, because it moves the offset that other processes share.
    /// </summary>
    internal static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        FileStream stream = new(new SafeFileHandle(StdoutDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    /// <summary>Whether the reader of a pipe went away.</summary>
    internal static bool IsBrokenPipe(IOException exception) =>
        exception.HResult is BrokenPipeErrno or WindowsBrokenPipe or WindowsNoData;
}
