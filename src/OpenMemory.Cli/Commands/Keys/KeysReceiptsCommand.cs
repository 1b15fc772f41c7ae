using System.CommandLine;
using OpenMemory.Cli.Sealing;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Commands;

/// <summary><c>keys receipts</c>: the receipts of all erasures, the oldest first.</summary>
internal static class KeysReceiptsCommand
{
    internal static Command Create(CommandContext context)
    {
        Option<string> salts = KeyOptions.Salts();
        Command command = new("receipts", "Print the receipts of all erasures, one JSON object in a line") { salts };
        command.SetAction(result =>
        {
            using FileUserSaltStore store = KeyFiles.OpenSalts(result.GetRequiredValue(salts), context);
            foreach (ErasureReceipt receipt in store.Receipts) context.WriteLine(ErasureReceiptJson.Format(receipt));
            return ExitCode.Done;
        });
        return command;
    }
}
