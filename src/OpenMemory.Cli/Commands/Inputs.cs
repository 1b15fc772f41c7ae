using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary>The arguments that several commands share.</summary>
internal static class Inputs
{
    internal static Argument<string> MgFile() => new("file.mg") { Description = "A .mg file; - is standard input" };

    internal static Option<bool> Restore() => new("--restore")
    {
        Description = "The JSON came from existing grains: keep old type names, apply no rules for authors. JSON has no header: sensitivity follows the tags",
    };
}
