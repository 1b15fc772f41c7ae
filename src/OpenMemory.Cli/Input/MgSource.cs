using OpenMemory.Compression;

namespace OpenMemory.Cli.Input;

/// <summary>An open <c>.mg</c> file; one that came through a pipe lies in a temporary file, because its footer comes last.</summary>
internal sealed class MgSource : IDisposable
{
    private readonly MgInput _input;

    private MgSource(MgInput input, ReadingMode mode)
    {
        _input = input;
        try
        {
            Reader = MgFileReader.Open(input.Path, new() { Codecs = SystemCodecs.All, Mode = mode });
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    internal MgFileReader Reader { get; }

    /// <summary>Opens the file that a command line names; <c>-</c> is standard input.</summary>
    /// <exception cref="UsageException">It cannot be opened, or is empty.</exception>
    /// <exception cref="OmsException">It is not a sound <c>.mg</c> file.</exception>
    internal static MgSource Open(string path, CommandContext context, ReadingMode mode = default) => new(MgInput.Open(path, context), mode);

    /// <summary>Opens a file that is known to be there.</summary>
    internal static MgSource Open(string path, ReadingMode mode = default) => new(MgInput.Of(path), mode);

    /// <summary>Keeps what comes through a pipe in a temporary file for as long as it is read.</summary>
    internal static MgSource Spool(Action<Stream> copyTo, ReadingMode mode = default) => new(MgInput.Spool(copyTo), mode);

    public void Dispose()
    {
        Reader.Dispose();
        _input.Dispose();
    }
}
