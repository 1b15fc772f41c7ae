using System.Text;

namespace OpenMemory.Cli.Tests;

/// <summary>What one run of the command gave.</summary>
internal sealed record CliRun(int ExitCode, byte[] Bytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the command in this process.</summary>
    public static CliRun Of(params string[] args) => With([], args);

    /// <summary>Runs it with a text as standard input.</summary>
    public static CliRun WithText(string input, params string[] args) => With(Encoding.UTF8.GetBytes(input), args);

    /// <summary>Runs it with bytes as standard input, which arrive in small pieces.</summary>
    public static CliRun With(byte[] input, params string[] args)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        int exitCode = OpenMemoryCommand.Run(args, new TrickleStream(input), output, error);
        return new CliRun(exitCode, output.ToArray(), error.ToString());
    }
}
