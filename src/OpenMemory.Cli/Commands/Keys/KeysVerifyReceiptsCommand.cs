using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Commands;

/// <summary>
/// <c>keys verify-receipts</c>: that receipts form a chain, each with the hash of the one before. A chain of which the newest were cut off
/// is still one, so receipts that were kept elsewhere are looked for in the file of salts where both are given.
/// </summary>
internal static class KeysVerifyReceiptsCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string?> file = new("receipts") { Description = "Receipts, one JSON object in a line; - is standard input", Arity = ArgumentArity.ZeroOrOne };
        Option<string> salts = KeyOptions.Salts(required: false);
        salts.Description = "Verify those in this file of salts, and that the given ones are among them";
        Command command = new("verify-receipts", "Verify that receipts form one chain") { file, salts };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is null && result.GetValue(salts) is null) result.AddError("Name a file of receipts, or --salts.");
        });
        command.SetAction(result => Run(result.GetValue(file), result.GetValue(salts), context));
        return command;
    }

    private static int Run(string? file, string? saltsPath, CommandContext context)
    {
        List<ErasureReceipt>? given = file is null ? null : Read(file, context);
        if (saltsPath is null)
        {
            Verify(given!, context);
            return ExitCode.Done;
        }
        using FileUserSaltStore salts = KeyFiles.OpenSalts(saltsPath, context);
        IReadOnlyList<ErasureReceipt> kept = salts.Receipts;
        Verify(kept, context);
        if (given is null) return ExitCode.Done;
        foreach (ErasureReceipt receipt in given)
        {
            if (receipt.Number > kept.Count || kept[(int)(receipt.Number - 1)] != receipt)
                throw new OmsException(new OmsFault(OmsErrorCode.Integrity, "R-51", string.Create(CultureInfo.InvariantCulture, $"Receipt {receipt.Number} is not among those of the file of salts")));
        }
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the {given.Count} given are among them"));
        return ExitCode.Done;
    }

    private static void Verify(IReadOnlyList<ErasureReceipt> receipts, CommandContext context)
    {
        if (ErasureReceiptChain.Verify(receipts) is { IsFault: true } fault) throw new OmsException(fault);
        string last = receipts.Count == 0 ? "" : $", the last of {UtcText.Of(receipts[^1].DestroyedAt)} with hash {receipts[^1].Hash}";
        context.WriteLine($"sound: {CountText.Of(receipts.Count, "receipt")}{last}");
    }

    private static List<ErasureReceipt> Read(string path, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        if (input.Format != InputFormat.Json) throw new UsageException(path == "-" ? "standard input holds no receipts" : $"this is not a file of receipts: {path}");
        List<ErasureReceipt> receipts = [];
        foreach (ReadOnlyMemory<byte> record in input.ReadRecords())
        {
            try
            {
                receipts.Add(ErasureReceiptJson.Parse(record.Span));
            }
            catch (OmsException exception)
            {
                throw new BadDataException(exception.Fault, input.Place);
            }
        }
        return receipts;
    }
}
