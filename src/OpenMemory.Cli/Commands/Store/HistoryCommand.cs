using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary><c>history</c>: what a grain replaced and what replaced it.</summary>
internal static class HistoryCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Argument<string> grain = new("grain") { Description = GrainFinder.Description };
        Option<string[]> others = FileMemory.With();
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a drawing" }, compatible = Inputs.Compatible();
        Command command = new("history", "Show what a grain of a .mg file replaced and what replaced it.\nThe file is imported into memory, as the library does it.") { file, grain, others, json, compatible };
        command.SetAction(result => Run(
            result.GetRequiredValue(file), result.GetRequiredValue(grain), result.GetValue(others), result.GetValue(json), Inputs.ReadOptions(result.GetValue(compatible)), context));
        return command;
    }

    private static int Run(string path, string grain, string[]? others, bool asJson, GrainReadOptions reading, CommandContext context)
    {
        using MgSource source = SetInput.Open(path, context, reading);
        ContentAddress address = SetInput.Guard(path, () => source.Reader.GetAddress(GrainFinder.Find(source.Reader, grain)));
        using FileMemory memory = FileMemory.Import(source.Reader, path, others, reading, context);
        SupersessionChain chain = memory.Store.GetHistoryAsync(address).Wait()!;
        if (asJson) HistoryView.WriteJson(address, chain, memory.Reports, context);
        else HistoryView.Print(address, chain, context);
        return ExitCode.Done;
    }
}
