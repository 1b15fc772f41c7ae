using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Signing;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>What became of an import, for people and for programs.</summary>
internal static class ImportView
{
    private const int MaxPrinted = 20;

    /// <summary>Writes the report; on standard error what did not go as the file has it.</summary>
    /// <returns>0 where everything that was meant is in the store, else 1.</returns>
    internal static int Print(ImportReport report, bool asJson, CommandContext context)
    {
        if (asJson) StoreJson.Write(context, json => Write(json, report));
        else PrintCounts(report, context);
        foreach (TransferFault fault in report.Faults.Take(MaxPrinted))
            context.Error.WriteLine(PlainText.Clean(string.Create(CultureInfo.InvariantCulture, $"refused {fault.Address} {fault.Fault} (in grain {fault.Index}, counted from 0)")));
        if (report.Refused > MaxPrinted) context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {report.Refused - Math.Min(MaxPrinted, report.Faults.Count)} more were refused"));
        foreach ((TrustVerdict verdict, long count) in report.Trust?.Verdicts.Where(static entry => entry.Key != TrustVerdict.Trusted) ?? [])
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"not trusted, {StoreJson.Name(verdict)}: {count}"));
        ManifestNotes.Print(report, context);
        if (report.BrokenOff.IsFault) context.Error.WriteLine(PlainText.Clean($"the stream broke off: {report.BrokenOff}"));
        else if (!report.IsComplete) context.Error.WriteLine("the import ended early; what was taken in stays");
        return report is { Refused: 0, Untrusted: 0, IsComplete: true } ? ExitCode.Done : ExitCode.BadData;
    }

    private static void PrintCounts(ImportReport report, CommandContext context)
    {
        context.WriteLine(Line("grains", ("taken in", report.Added), ("there already", report.Existing), ("deleted here before", report.Deleted), ("refused", report.Refused),
            ("not trusted", report.Untrusted), ("left out by the filter", report.LeftOut)));
        context.WriteLine(Line("manifest", (report.EntriesApplied == 1 ? "entry applied" : "entries applied", report.EntriesApplied), ("without effect", report.EntriesUnchanged), ("left out", report.EntriesLeftOut), ("denied by policy", report.EntriesDenied)));
    }

    /// <summary>The first count in any case, the others where they are something.</summary>
    private static string Line(string what, params ReadOnlySpan<(string Name, long Count)> counts)
    {
        List<string> parts = [];
        foreach ((string name, long count) in counts)
        {
            if (parts.Count == 0 || count > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {name}"));
        }
        return $"{what}: {string.Join(", ", parts)}";
    }

    private static void Write(Utf8JsonWriter json, ImportReport report)
    {
        foreach ((string name, long count) in (ReadOnlySpan<(string, long)>)[
            ("grains", report.Grains), ("added", report.Added), ("existing", report.Existing), ("deleted", report.Deleted), ("refused", report.Refused), ("untrusted", report.Untrusted),
            ("left_out", report.LeftOut), ("marked", report.Marked), ("entries_applied", report.EntriesApplied), ("entries_unchanged", report.EntriesUnchanged),
            ("entries_left_out", report.EntriesLeftOut), ("entries_denied", report.EntriesDenied), ("forks", report.Forks)])
            json.WriteNumber(name, count);
        json.WriteBoolean("complete", report.IsComplete);
        json.WriteStartArray("faults");
        foreach (TransferFault fault in report.Faults)
        {
            json.WriteStartObject();
            json.WriteNumber("index", fault.Index);
            json.WriteString("content_address", fault.Address.ToString());
            json.WriteString("code", fault.Fault.Code.ToText());
            json.WriteString("rule", fault.Fault.Rule);
            json.WriteString("message", fault.Fault.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (report.Trust is { } trust)
        {
            json.WriteStartObject("trust");
            foreach ((TrustVerdict verdict, long count) in trust.Verdicts) json.WriteNumber(StoreJson.Name(verdict), count);
            json.WriteEndObject();
        }
        ManifestNotes.Write(json, [report]);
    }
}
