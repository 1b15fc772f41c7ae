using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store init</c>: an empty store.</summary>
internal static class StoreInitCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        Option<bool> noText = new("--no-text-index") { Description = "Do not index words: the file is smaller, and a search reads every grain that its filters match" };
        Command command = new("init", "Make an empty store; where there is a file already, it stays as it is") { file, noText };
        command.SetAction(result =>
        {
            using DbStore made = DbStore.Make(result.GetRequiredValue(file), context.Clock, !result.GetValue(noText));
            context.WriteLine($"an empty store: {Terminal.PlainText.Clean(made.Path)}");
            return ExitCode.Done;
        });
        return command;
    }
}
