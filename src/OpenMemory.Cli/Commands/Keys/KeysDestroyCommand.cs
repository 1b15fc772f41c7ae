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
        Option<string[]> memories = new("--memory") { Description = "Refuse where a grain of a user in this input is under a legal hold; may be given more than once", HelpName = "input" };
        Command command = new("destroy", "Destroy users' keys for good and print receipts: nothing sealed for them opens any more") { master, salts };
        users.AddTo(command, required: true);
        command.Add(memories);
        command.SetAction(result =>
        {
            IReadOnlyList<string> wanted = users.Users(result, context);
            using KeyFiles keys = KeyFiles.Open(result.GetRequiredValue(master), result.GetRequiredValue(salts), context);
            keys.RequireAllVersions();
            HoldSearch holds = new(keys.Ring, wanted, context);
            foreach (string memory in result.GetValue(memories) ?? []) holds.Require(memory);
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
