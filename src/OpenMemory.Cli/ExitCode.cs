namespace OpenMemory.Cli;

/// <summary>What the command tells the shell.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>The data is bad.</summary>
    internal const int BadData = 1;

    /// <summary>The command line is wrong, or a file cannot be opened or written.</summary>
    internal const int Usage = 2;
}
