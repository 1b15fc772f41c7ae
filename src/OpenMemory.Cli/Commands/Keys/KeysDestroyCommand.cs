using System.CommandLine;
using OpenMemory.Cli.Sealing;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Commands;

/// <summary><c>keys destroy</c>: the erasure. Nothing that was sealed for the user opens any more, in no copy of any file (OMS-20.3-2).</summary>
internal static class KeysDestroyCommand
{
    internal static Command Create(CommandContext context)
    {
        Option<string> master = KeyOptions.Master(), salts = KeyOptions.Salts();
        UserOptions users = new();
        Command command = new("destroy", "Destroy users' keys for good and print receipts: nothing sealed for them opens any more") { master, salts };
        users.AddTo(command, required: true);
        command.SetAction(result =>
        {
            IReadOnlyList<string> wanted = users.Users(result, context);
            using KeyFiles keys = KeyFiles.Open(result.GetRequiredValue(master), result.GetRequiredValue(salts), context);
            keys.RequireAllVersions();
            foreach (string userId in wanted)
            {
                context.WriteLine(ErasureReceiptJson.Format(keys.Ring.Destroy(userId)));
                context.Output.Flush(); // what is destroyed is destroyed, whatever becomes of the next one
            }
            return ExitCode.Done;
        });
        return command;
    }
}
