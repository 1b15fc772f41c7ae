using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace OpenMemory.Cli;

/// <summary>Answers <c>--version</c>: which library, which text of the specification it implements, and which vectors it was tested with.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    internal const string Specification = "OMS 1.6-draft";

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"openmemory {Library} ({Specification}, vectors {Vectors})");
        return ExitCode.Done;
    }

    private static string Vectors
    {
        get
        {
            using StreamReader reader = new(typeof(VersionAction).Assembly.GetManifestResourceStream("vectors-version")!, CommandContext.Utf8);
            return reader.ReadToEnd().Trim();
        }
    }

    private static string Library
    {
        get
        {
            string version = typeof(Grain).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            int commit = version.IndexOf('+', StringComparison.Ordinal);
            return commit < 0 ? version : version[..commit];
        }
    }
}
