using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Inspection;

namespace OpenMemory.Cli.Commands;

/// <summary><c>inspect</c>: what a <c>.mg</c> file holds, at a glance.</summary>
internal static class InspectCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a table" };
        Command command = new("inspect", "Show what a .mg file holds: types, times, sizes") { file, json };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(json), context));
        return command;
    }

    private static int Run(string path, bool json, CommandContext context)
    {
        using MgSource source = MgSource.Open(path, context);
        FileSummary summary = FileSummary.Of(source.Reader);
        if (json) SummaryJson.Write(source.Reader, summary, context);
        else SummaryTable.Write(path, source.Reader, summary, context);
        return ExitCode.Done;
    }
}
