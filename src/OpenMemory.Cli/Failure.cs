using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli;

/// <summary>Says in one line or two why a run failed, and picks its exit code.</summary>
internal static class Failure
{
    internal static int Write(Exception exception, TextWriter error)
    {
        switch (exception)
        {
            case BadDataException bad:
                error.WriteLine(PlainText.Clean(bad.Fault.ToString()));
                error.WriteLine(bad.Place);
                return ExitCode.BadData;
            case OmsException bad:
                error.WriteLine(PlainText.Clean(bad.Fault.ToString()));
                return ExitCode.BadData;
            case UsageException or IOException or UnauthorizedAccessException or TimeoutException:
                error.WriteLine(PlainText.Clean(exception.Message));
                return ExitCode.Usage;
            default:
                error.WriteLine(PlainText.Clean($"internal error: {exception.GetType().Name}: {exception.Message}"));
                return ExitCode.BadData;
        }
    }

    /// <summary>Says what is wrong with a command line, one line each.</summary>
    internal static int WriteUsage(IEnumerable<string> messages, TextWriter error)
    {
        foreach (string message in messages.Distinct())
            error.WriteLine(PlainText.Clean(string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        error.WriteLine("Try 'openmemory --help'.");
        return ExitCode.Usage;
    }
}
