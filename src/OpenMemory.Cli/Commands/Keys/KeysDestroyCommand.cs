using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;
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
            keys.RequireMasterKeys();
            HoldSearch holds = new(keys.Ring, wanted, context);
            foreach (string memory in result.GetValue(memories) ?? []) holds.Require(memory);
            Destroy(wanted, keys.Ring, context);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Destroys one after the other. Whether somebody hears of it changes nothing: the receipts are in the file of salts.</summary>
    /// <exception cref="IOException">A receipt could not be printed, and all users were destroyed; or the salts could not be written.</exception>
    private static void Destroy(IReadOnlyList<string> users, UserKeyRing ring, CommandContext context)
    {
        IOException? unheard = null;
        int strangers = 0;
        foreach (string userId in users)
        {
            ErasureReceipt receipt = ring.Destroy(userId);
            if (receipt.Salts == 0) strangers++;
            if (unheard is not null) continue;
            try
            {
                context.WriteLine(ErasureReceiptJson.Format(receipt));
                context.Output.Flush(); // what is destroyed is destroyed, whatever becomes of the next one
            }
            catch (IOException exception)
            {
                unheard = exception;
            }
        }
        if (strangers > 0) context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{strangers} of {CountText.Of(users.Count, "user")} had no key; so has one whose user_id was mistyped"));
        if (unheard is not null) throw unheard;
    }
}
