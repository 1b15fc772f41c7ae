using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store backup</c>: a copy of a store, of one moment, while others go on using it.</summary>
internal static class StoreBackupCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        Option<string> output = new("--output", "-o") { Description = "The new file; where there is one already, it stays as it is", HelpName = "copy.db", Required = true };
        Command command = new("backup", "Copy a store into a file of its own, while others go on using it.\nWhat is erased from the store later stays in the copy: erase it there too, or let copies expire.") { file, output };
        command.SetAction(result =>
        {
            string target = result.GetRequiredValue(output);
            using DbStore store = DbStore.OpenToRead(result.GetRequiredValue(file), result, context);
            DbStore.RequireFree(target);
            using (ProgressLine progress = context.StartProgress("copying"))
            {
                store.Do(async opened =>
                {
                    await opened.BackupAsync(target, progress).ConfigureAwait(false);
                    return true;
                });
            }
            context.WriteLine(PlainText.Clean(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(target).Length} bytes: {target}")));
            return ExitCode.Done;
        });
        return command;
    }
}
