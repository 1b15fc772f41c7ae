using System.CommandLine;
using OpenMemory.Cli.Conformance;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>conformance</c>: runs vector files of the specification against this library.</summary>
internal static class ConformanceCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string[]> paths = new("paths")
        {
            Description = "Vector files, or folders of .json vector files",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Option<bool> all = new("--all") { Description = "List every failure, not only the first 20 of a file" };
        Command command = new("conformance", "Run test vectors and report per file") { paths, json, all };
        command.SetAction(result => Run(result.GetRequiredValue(paths), result.GetValue(json), result.GetValue(all), context));
        return command;
    }

    private static int Run(string[] paths, bool json, bool all, CommandContext context)
    {
        List<ConformanceFileResult> results = [];
        try
        {
            foreach (string path in paths.SelectMany(Files)) results.Add(ConformanceRunner.RunFile(path));
        }
        catch (VectorFileException exception)
        {
            context.Error.WriteLine(PlainText.Clean(exception.Message));
            return ExitCode.BadData;
        }
        if (json) ConformanceReport.WriteJson(results, all, context);
        else ConformanceReport.WriteText(results, all, context);
        return results.TrueForAll(static result => result.Failed == 0) ? ExitCode.Done : ExitCode.BadData;
    }

    private static string[] Files(string path)
    {
        if (!Directory.Exists(path)) return [path];
        string[] files = Directory.GetFiles(path, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0 ? files : throw new UsageException($"no .json files in this folder: {path}");
    }
}
