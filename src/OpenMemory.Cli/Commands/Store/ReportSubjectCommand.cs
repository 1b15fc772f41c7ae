using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Sealing;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>report-subject</c>: every grain that is about a person, by the selector that erases them (OMS-28.4.4-3).</summary>
internal static class ReportSubjectCommand
{
    private const string Description =
        "List every grain of a .mg file that is about a person, with the fields that say so.\n" +
        "The file is imported into memory, as the library does it. Exit code 1 where something could not be looked at.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile(), identity = IdentityInput.Argument();
        SubjectKeys keys = new();
        Option<bool> mentions = Mentions(), json = new("--json") { Description = "Print one JSON object, with the grains, instead of a table" }, compatible = Inputs.Compatible();
        Command command = new("report-subject", Description) { file, identity };
        keys.AddTo(command);
        foreach (Option option in (Option[])[mentions, json, compatible]) command.Add(option);
        IdentityInput.Validate(command, file, identity);
        command.SetAction(result =>
        {
            string person = IdentityInput.Read(result.GetRequiredValue(identity), context);
            using KeyFiles? files = keys.Open(result, context);
            using FileMemory memory = FileMemory.Open(result.GetRequiredValue(file), null, Inputs.ReadOptions(result.GetValue(compatible)), context, files?.Ring);
            return Run(memory, person, new() { IncludeMentions = result.GetValue(mentions) }, result.GetValue(json), context);
        });
        return command;
    }

    internal static Option<bool> Mentions() => new("--mentions") { Description = "Also grains that only mention the person in a text, as a whole word; reaches too far" };

    private static int Run(FileMemory memory, string person, SubjectOptions options, bool asJson, CommandContext context)
    {
        SubjectReport report = memory.Store.ReportSubjectAsync(person, options).Wait();
        long all = memory.Store.GetStatisticsAsync().Wait().Grains;
        if (asJson) StoreJson.Write(context, json => Write(json, report, all, memory));
        else Print(report, all, memory.Store, context);
        return SubjectLimits.Print(report.Limits, asJson, context);
    }

    private static void Print(SubjectReport report, long all, InMemoryGrainStore store, CommandContext context)
    {
        int held = report.Matches.Count(static match => match.IsHeld);
        CasUri[] attachments = [.. report.Matches.SelectMany(static match => match.Content).Distinct()];
        string holds = held == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {held} under a legal hold");
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Fingerprint}: {report.Matches.Count} of {all} grains{holds}"));
        GrainTable table = new("created", "type", "is about them by", "address");
        foreach (SubjectMatch match in report.Matches)
        {
            GrainBrief grain = Find(store, match.Address);
            string fields = match.MatchedFields.Count == 0 ? "the token of their key" : string.Join(", ", match.MatchedFields);
            table.Add(grain.Time, grain.Type, match.IsHeld ? $"{fields}; under a legal hold" : fields, grain.ShortAddress);
        }
        table.Write(context);
        if (attachments.Length == 0) return;
        context.WriteLine("Attachments that these grains name, which no file of grains carries:");
        foreach (CasUri attachment in attachments) context.WriteLine($"  {attachment}");
    }

    private static void Write(Utf8JsonWriter json, SubjectReport report, long all, FileMemory memory)
    {
        json.WriteString("fingerprint", report.Fingerprint);
        json.WriteNumber("grains", all);
        json.WriteStartArray("matches");
        foreach (SubjectMatch match in report.Matches)
        {
            json.WriteStartObject();
            StoreJson.WriteGrain(json, Find(memory.Store, match.Address));
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
        ManifestNotes.Write(json, memory.Reports);
    }

    private static GrainBrief Find(InMemoryGrainStore store, ContentAddress address) =>
        GrainBrief.Of(store.GetAsync(address).Wait()!.Blob);
}
