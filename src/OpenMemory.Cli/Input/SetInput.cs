using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Input;

/// <summary>The files of a set operation: what is wrong with one is reported with its name.</summary>
internal static class SetInput
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="BadDataException">It is not a sound <c>.mg</c> file.</exception>
    internal static MgSource Open(string path, CommandContext context, GrainReadOptions options) =>
        Guard(path, () => MgSource.Open(path, context, options.Mode));

    /// <summary>Works on a file.</summary>
    /// <exception cref="BadDataException">A grain of it is not sound.</exception>
    internal static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OmsException exception)
        {
            throw new BadDataException(exception.Fault, PlainText.Clean($"in {Name(path)}"));
        }
    }

    internal static string Name(string path) => path == "-" ? "standard input" : path;
}
