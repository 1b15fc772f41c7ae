using System.CommandLine;
using OpenMemory.Cli.Conformance;
using OpenMemory.Cli.Conformance.Requirements;
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
        Option<bool> all = new("--all") { Description = "List every failure, or every vector of a requirement, not only the first ones" };
        Option<bool> list = new("--list") { Description = "Run nothing; list the requirements of a folder with their vectors" };
        Command command = new("conformance", "Run test vectors and report per file") { paths, list, json, all };
        command.SetAction(result =>
        {
            Func<string[], bool, bool, CommandContext, int> action = result.GetValue(list) ? List : Run;
            return Guarded(() => action(result.GetRequiredValue(paths), result.GetValue(json), result.GetValue(all), context), context);
        });
        return command;
    }

    private static int Guarded(Func<int> action, CommandContext context)
    {
        try
        {
            return action();
        }
        catch (VectorFileException exception)
        {
            context.Error.WriteLine(PlainText.Clean(exception.Message));
            return ExitCode.BadData;
        }
    }

    private static int List(string[] paths, bool json, bool all, CommandContext context)
    {
        RequirementTable table = RequirementTable.Read(paths is [string folder] ? folder : throw new UsageException("--list takes one folder"));
        List<string> problems = [.. table.Problems()];
        if (json) RequirementReport.WriteJson(table, problems, context);
        else RequirementReport.WriteText(table, problems, all, context);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.BadData;
    }

    private static int Run(string[] paths, bool json, bool all, CommandContext context)
    {
        List<ConformanceFileResult> results = [.. paths.SelectMany(Files).Select(ConformanceRunner.RunFile)];
        if (json) ConformanceReport.WriteJson(results, all, context);
        else ConformanceReport.WriteText(results, all, context);
        return results.TrueForAll(static result => result.Failed == 0) ? ExitCode.Done : ExitCode.BadData;
    }

    private static string[] Files(string path)
    {
        if (!Directory.Exists(path)) return [path];
        string[] files = VectorFolder.RowFiles(path);
        return files.Length > 0 ? files : throw new UsageException($"no .json files in this folder: {path}");
    }
}
