using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;
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

    /// <summary>Writes a file from its beginning to its end.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    internal static T WriteMg<T>(string path, Func<T> write) =>
        Guard(path, () =>
        {
            RefuseDevices(path);
            return write();
        });

    /// <summary>Completes the file, which is when its folder is written to.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    internal static MgWriteResult Complete(MgFileWriter writer, string path, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("writing");
        return Guard(path, () => writer.Complete(progress));
    }

    /// <summary>Completes the file of a merge.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    internal static MgWriteResult Complete(MgMerge merge, string path, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("writing");
        return Guard(path, () => merge.Complete(progress));
    }

    /// <summary>
    /// Writes a file that appears under its name when it is whole: until then the old one stays, or none. It never takes the
    /// place of a <c>.mg</c> file, which may be the very input under another name.
    /// </summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    internal static void Replace(string path, Action<Stream> write) => Guard(path, () =>
    {
        RefuseDevices(path);
        RefuseMgFiles(path);
        string temporary = $"{Path.GetFullPath(path)}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        return true;
    });

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

    // Such a file takes the place of what has its name, and nobody wants that of /dev/null.
    private static void RefuseDevices(string path)
    {
        if (!OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
            throw new UsageException($"this file cannot be written to a device: {path}");
    }

    private static void RefuseMgFiles(string path)
    {
        if (MgFileHeader.HasMagic(StartOf(path))) throw new UsageException($"this is a .mg file, which is not replaced: {path}");
    }

    /// <summary>The first bytes of what is there; none where there is nothing, or a pipe.</summary>
    private static ReadOnlySpan<byte> StartOf(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 }) return [];
        byte[] start = new byte[32];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }

    private static void Check(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"this is a directory, not a file: {path}");
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder)) throw new UsageException($"no such folder: {folder}");
        // By what it holds, for a path can lead anywhere: replacing the salts would erase everybody.
        if (KeyFiles.AreIn(StartOf(path)) || SignerOptions.IsKey(StartOf(path))) throw new UsageException($"this file holds keys, which are not replaced: {path}");
        if (DbStore.IsIn(StartOf(path))) throw new UsageException($"this is a SQLite file, which is not replaced: {path}");
    }

    /// <summary>Whether the output would take the place of the input.</summary>
    internal static bool IsSame(string path, string target) => path != "-" && RealPath.AreSame(path, target);
}
