using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>What a file's manifest states and the store did not believe (R-52): told, so that nobody takes silence for agreement.</summary>
internal static class ManifestNotes
{
    private const int MaxPrinted = 20;

    /// <summary>Lines for standard error; none where everything was applied.</summary>
    internal static void Print(ImportReport report, CommandContext context)
    {
        long count = report.NoticeCounts.Values.Sum();
        foreach (ManifestNotice notice in report.Notices.Take(MaxPrinted)) context.Error.WriteLine(PlainText.Clean($"manifest: {notice}"));
        if (count > MaxPrinted) context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"manifest: and {count - MaxPrinted} more that were not applied in full; --json lists more"));
        if (report.Marked > 0) context.Error.WriteLine($"{CountText.Of(report.Marked, "grain was", "grains were")} read with deviations; 'openmemory verify --compatible' lists them");
    }

    /// <summary>The same as a member of an object that is being written.</summary>
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<ImportReport> reports)
    {
        json.WriteStartArray("notices");
        foreach (ManifestNotice notice in reports.SelectMany(static report => report.Notices))
        {
            json.WriteStartObject();
            json.WriteString("kind", StoreJson.Name(notice.Kind));
            json.WriteString("content_address", notice.Address.ToString());
            if (notice.SupersededBy is { } successor) json.WriteString("superseded_by", successor.ToString());
            json.WriteString("message", notice.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("notices_not_listed", reports.Sum(static report => report.NoticeCounts.Values.Sum() - report.Notices.Count));
    }
}
