namespace OpenMemory.Cli.Terminal;

/// <summary>What standard error is connected to.</summary>
/// <param name="IsTerminal">Whether a line can be redrawn there.</param>
/// <param name="Columns">Tells its width in characters, 0 where it is not known; asked only when there is something to draw.</param>
internal readonly record struct ErrorTerminal(bool IsTerminal, Func<int>? Columns = null)
{
    /// <summary>Looks at this process's standard error.</summary>
    internal static ErrorTerminal Detect() =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb" ? default : new(true, WidthOfConsole);

    private static int WidthOfConsole()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0; // Windows asks standard output, which may be a file
        }
    }
}
