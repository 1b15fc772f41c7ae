using System.Text.Json;

namespace OpenMemory.Cli.Inspection;

/// <summary>Shows a summary to a program: one JSON object in one line.</summary>
internal static class SummaryJson
{
    internal static void Write(MgFileReader reader, FileSummary summary, CommandContext context)
    {
        SummaryView view = new(summary);
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteNumber("file_bytes", reader.Length);
            json.WriteNumber("flags", (int)reader.Header.Flags);
            json.WriteNumber("grains", summary.Count);
            json.WriteNumber("sealed", summary.Sealed);
            json.WriteNumber("signed", summary.Signed);
            json.WriteNumber("disclosed", summary.Disclosed);
            json.WriteNumber("unreadable", summary.Unreadable);
            WriteCounts(json, "types", view.Types);
            WriteCounts(json, "sensitivities", view.Sensitivities);
            WriteCounts(json, "namespaces", view.Namespaces);
            json.WriteNumber("namespaces_not_listed", view.MoreNamespaces);
            json.WriteNumber("without_namespace", summary.WithoutNamespace);
            json.WriteString("created_from", view.From);
            json.WriteString("created_to", view.To);
            json.WriteStartObject("grain_bytes");
            json.WriteNumber("min", view.Smallest);
            json.WriteNumber("mean", view.Mean);
            json.WriteNumber("max", summary.LargestBytes);
            json.WriteNumber("total", summary.TotalBytes);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<(string Name, long Count)> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, long count) in counts) json.WriteNumber(key, count);
        json.WriteEndObject();
    }
}
