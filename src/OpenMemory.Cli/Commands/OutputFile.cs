using OpenMemory.Compression;

namespace OpenMemory.Cli.Commands;

/// <summary>Creates the files that a command line names, and says plainly when it cannot.</summary>
internal static class OutputFile
{
    /// <exception cref="UsageException">The file cannot be created.</exception>
    internal static MgFileWriter CreateMg(string path, MgWriterOptions options) =>
        Guard(path, () =>
        {
            RefuseDevices(path);
            return MgFileWriter.Create(path, options);
        });

    /// <summary>Begins a file with the grains of the old one, where there is one.</summary>
    /// <exception cref="UsageException">The file cannot be created.</exception>
    /// <exception cref="OmsException">The old file is not sound.</exception>
    internal static MgFileWriter AppendMg(string path, MgWriterOptions options, GrainReadOptions reading) =>
        Guard(path, () =>
        {
            RefuseDevices(path);
            return MgFileWriter.Append(path, options, new() { Codecs = SystemCodecs.All, Mode = reading.Mode }, reading);
        });

    /// <summary>Completes the file, which is when its folder is written to.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    internal static MgWriteResult Complete(MgFileWriter writer, string path, IProgress<MgProgress>? progress = null) =>
        Guard(path, () => writer.Complete(progress));

    /// <exception cref="UsageException">The file cannot be created.</exception>
    internal static FileStream Create(string path) =>
        Guard(path, () => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));

    private static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            Check(path);
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"the file cannot be written: {path}: {exception.Message}");
        }
    }

    // A .mg file takes the place of what has its name, and nobody wants that of /dev/null.
    private static void RefuseDevices(string path)
    {
        if (!OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
            throw new UsageException($"a .mg file cannot be written to a device: {path}");
    }

    private static void Check(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"this is a directory, not a file: {path}");
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder)) throw new UsageException($"no such folder: {folder}");
    }
}
