using System.Globalization;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>A page of grains as a table.</summary>
internal static class PageTable
{
    /// <summary>Writes how many there are, the table, and on standard error how to get the rest.</summary>
    /// <param name="page">The page.</param>
    /// <param name="which">Which grains they are, behind their number; may be empty.</param>
    /// <param name="context">Where it goes.</param>
    internal static void Write(GrainPage page, string which, CommandContext context)
    {
        string count = string.Create(CultureInfo.InvariantCulture, $"{page.Total} {(page.Total == 1 ? "grain" : "grains")}");
        context.WriteLine(which.Length == 0 ? count : $"{count} {which}");
        GrainTable table = new("created", "type", "what it says", "address");
        foreach (GrainHit hit in page.Results)
        {
            GrainBrief grain = GrainBrief.Of(hit.Grain.Blob);
            table.Add(grain.Time, grain.Type, grain.Summary, grain.ShortAddress);
        }
        table.Write(context);
        if (page.NextCursor is { } next) context.Error.WriteLine(PlainText.Clean($"there are more: --limit shows up to {GrainQuery.MaxLimit}, --cursor {next} the next ones"));
    }
}
