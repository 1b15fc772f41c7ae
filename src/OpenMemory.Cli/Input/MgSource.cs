using OpenMemory.Compression;

namespace OpenMemory.Cli.Input;

/// <summary>An open <c>.mg</c> file; one that came through a pipe lies in a temporary file, because its footer comes last.</summary>
internal sealed class MgSource : IDisposable
{
    private readonly IDisposable _file;

    private MgSource(string path, IDisposable file, ReadingMode mode)
    {
        _file = file;
        try
        {
            Reader = MgFileReader.Open(path, new() { Codecs = SystemCodecs.All, Mode = mode });
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal MgFileReader Reader { get; }

    /// <summary>Opens the file that a command line names; <c>-</c> is standard input.</summary>
    /// <exception cref="UsageException">It cannot be opened, or is empty.</exception>
    /// <exception cref="OmsException">It is not a sound <c>.mg</c> file.</exception>
    internal static MgSource Open(string path, CommandContext context, ReadingMode mode = default)
    {
        if (path == "-") return Spool(context.Input.CopyTo, mode);
        // The open stream also keeps the file from being overwritten while it is read.
        FileStream stream = InputFile.OpenRead(path);
        if (stream.CanSeek && stream.Length > 0) return new MgSource(path, stream, mode);
        using (stream) return stream.CanSeek ? throw new UsageException($"the file is empty: {path}") : Spool(stream.CopyTo, mode);
    }

    /// <summary>Opens a file that is known to be there.</summary>
    internal static MgSource Open(string path, ReadingMode mode = default) => new(path, InputFile.OpenRead(path), mode);

    /// <summary>Keeps what comes through a pipe in a temporary file for as long as it is read.</summary>
    internal static MgSource Spool(Action<Stream> copyTo, ReadingMode mode = default)
    {
        TemporaryFile temporary = new();
        try
        {
            using (FileStream file = new(temporary.Path, FileMode.Create, FileAccess.Write)) copyTo(file);
            if (new FileInfo(temporary.Path).Length == 0) throw new UsageException("standard input is empty");
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
        return new MgSource(temporary.Path, temporary, mode);
    }

    public void Dispose()
    {
        Reader.Dispose();
        _file.Dispose();
    }
}
