namespace OpenMemory.Cli.Input;

/// <summary>A file that may be too damaged to open; one that came through a pipe lies in a temporary file.</summary>
internal sealed class MgInput : IDisposable
{
    private readonly IDisposable _file;

    private MgInput(string path, IDisposable file) => (Path, _file) = (path, file);

    internal string Path { get; }

    /// <summary>Opens the file that a command line names; <c>-</c> is standard input.</summary>
    /// <exception cref="UsageException">It cannot be opened, or is empty.</exception>
    internal static MgInput Open(string path, CommandContext context)
    {
        if (path == "-") return Spool(context.Input.CopyTo);
        // The open stream also keeps the file from being overwritten while it is read.
        FileStream stream = InputFile.OpenRead(path);
        if (stream.CanSeek && stream.Length > 0) return new MgInput(path, stream);
        using (stream) return stream.CanSeek ? throw new UsageException($"the file is empty: {path}") : Spool(stream.CopyTo);
    }

    /// <summary>Opens a file that is known to be there.</summary>
    internal static MgInput Of(string path) => new(path, InputFile.OpenRead(path));

    /// <summary>Keeps what comes through a pipe in a temporary file for as long as it is read.</summary>
    internal static MgInput Spool(Action<Stream> copyTo)
    {
        TemporaryFile temporary = new();
        try
        {
            using (FileStream file = new(temporary.Path, FileMode.Create, FileAccess.Write)) copyTo(file);
            if (new FileInfo(temporary.Path).Length == 0) throw new UsageException("standard input is empty");
            return new MgInput(temporary.Path, temporary);
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();
}
