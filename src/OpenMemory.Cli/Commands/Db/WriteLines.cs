using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>What became of writes, one line each: the outcome and the address, and of a refusal the rule.</summary>
internal static class WriteLines
{
    /// <summary>Writes the line, and on standard error what is worth telling besides.</summary>
    internal static void Write(in WriteResult result, string place, CommandContext context)
    {
        string address = result.Address == default ? "-" : result.Address.ToString();
        string why = result.Fault.IsFault ? $" {result.Fault}" : "", where = result.IsSuccess || place.Length == 0 ? "" : $" ({place})";
        context.WriteLine(PlainText.Clean($"{StoreJson.Name(result.Outcome)} {address}{why}{where}"));
        if (result.NeedsReview) context.Error.WriteLine($"{address}: a person is to look at it, because policy asks for that");
        foreach (OmsFault warning in result.Warnings ?? []) context.Error.WriteLine(PlainText.Clean($"{address}: {warning}"));
    }
}
