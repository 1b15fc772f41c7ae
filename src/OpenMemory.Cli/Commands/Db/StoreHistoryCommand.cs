using System.CommandLine;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store history</c>: what a grain replaced and what replaced it.</summary>
internal static class StoreHistoryCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument(), grain = new("address") { Description = StoreAddress.Description };
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a drawing" };
        Command command = new("history", "Show what a grain of a store replaced and what replaced it; exit code 1 where it is not there") { file, grain, json };
        command.SetAction(result =>
        {
            using DbStore store = DbStore.OpenToRead(result.GetRequiredValue(file), result, context);
            string name = result.GetRequiredValue(grain);
            if (StoreAddress.Find(store, name) is not { } address || store.Do(opened => opened.GetHistoryAsync(address)) is not { } chain) return NotHere(name, context);
            if (result.GetValue(json)) HistoryView.WriteJson(address, chain, [], context);
            else HistoryView.Print(address, chain, context);
            return ExitCode.Done;
        });
        return command;
    }

    private static int NotHere(string name, CommandContext context)
    {
        context.Error.WriteLine(Terminal.PlainText.Clean($"the store does not hold {name}"));
        return ExitCode.BadData;
    }
}
