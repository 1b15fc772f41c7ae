using System.Buffers;
using System.Text.Json;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Report;

/// <summary>The page's data for its script and for other programs: one JSON object that cannot end its script element.</summary>
internal static class ReportJson
{
    internal static ReadOnlySpan<byte> Write(ReportData data)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, GrainList.JsonOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("file_bytes", data.Length);
            json.WriteNumber("flags", (int)data.Header.Flags);
            json.WriteBoolean("sound", data.Verification.IsSound);
            json.WriteNumber("faults", data.Verification.FaultCount);
            json.WriteNumber("grains", data.Summary.Count);
            json.WriteNumber("unreadable", data.Summary.Unreadable);
            WriteCounts(json, "types", data.View.Types);
            WriteCounts(json, "sensitivities", data.View.Sensitivities);
            WriteCounts(json, "namespaces", data.View.Namespaces);
            json.WriteNumber("namespaces_not_listed", data.View.MoreNamespaces);
            json.WriteNumber("without_namespace", data.Summary.WithoutNamespace);
            json.WriteNumber("total_grain_bytes", data.Summary.TotalBytes);
            json.WriteNumber("listed", data.List.Grains.Count);
            json.WritePropertyName("rows");
            json.WriteRawValue(data.List.Rows.Span, skipInputValidation: true);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan;
    }

    // Pairs, not members: two names may look the same once they are clean, and none is special to a script.
    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<(string Name, long Count)> counts)
    {
        json.WriteStartArray(name);
        foreach ((string key, long count) in counts)
        {
            json.WriteStartArray();
            json.WriteStringValue(PlainText.Clean(key, ReportOptions.MaxNameRunes));
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
