using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>What is about a person: as a table for people, as JSON for programs.</summary>
internal static class SubjectReportView
{
    /// <summary>The table.</summary>
    internal static void Print(SubjectReport report, long all, IGrainStore store, string whereAttachmentsAre, CommandContext context)
    {
        int held = report.Matches.Count(static match => match.IsHeld);
        CasUri[] attachments = [.. report.Matches.SelectMany(static match => match.Content).Distinct()];
        string holds = held == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {held} under a legal hold");
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Fingerprint}: {report.Matches.Count} of {CountText.Of(all, "grain")}{holds}"));
        GrainTable table = new("created", "type", "is about them by", "address");
        foreach (SubjectMatch match in report.Matches)
        {
            GrainBrief grain = Find(store, match.Address);
            string fields = match.MatchedFields.Count == 0 ? "the token of their key" : string.Join(", ", match.MatchedFields);
            table.Add(grain.Time, grain.Type, match.IsHeld ? $"{fields}; under a legal hold" : fields, grain.ShortAddress);
        }
        table.Write(context);
        if (attachments.Length == 0) return;
        context.WriteLine($"Attachments that these grains name, {whereAttachmentsAre}:");
        foreach (CasUri attachment in attachments) context.WriteLine($"  {attachment}");
    }

    /// <summary>One JSON object, with the grains, and with what of files' manifests was not applied.</summary>
    internal static void WriteJson(SubjectReport report, long all, IGrainStore store, IReadOnlyList<ImportReport> imports, CommandContext context) =>
        StoreJson.Write(context, json => Write(json, report, all, store, imports));

    private static void Write(Utf8JsonWriter json, SubjectReport report, long all, IGrainStore store, IReadOnlyList<ImportReport> imports)
    {
        json.WriteString("fingerprint", report.Fingerprint);
        json.WriteNumber("grains", all);
        json.WriteStartArray("matches");
        foreach (SubjectMatch match in report.Matches)
        {
            json.WriteStartObject();
            StoreJson.WriteGrain(json, Find(store, match.Address));
            json.WriteStartArray("matched_fields");
            foreach (string field in match.MatchedFields) json.WriteStringValue(field);
            json.WriteEndArray();
            json.WriteBoolean("held", match.IsHeld);
            json.WriteStartArray("attachments");
            foreach (CasUri attachment in match.Content) json.WriteStringValue(attachment.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush(); // so that it holds one grain at a time
        }
        json.WriteEndArray();
        SubjectLimits.Write(json, report.Limits);
        ManifestNotes.Write(json, imports);
    }

    private static GrainBrief Find(IGrainStore store, ContentAddress address) =>
        GrainBrief.Of(store.GetAsync(address).Wait()!.Blob);
}
