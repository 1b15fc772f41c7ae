using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store export</c>: a store, or a part of it, as a <c>.mg</c> file with its index manifest (§11.7).</summary>
internal static class StoreExportCommand
{
    private const int MaxPrinted = 20;

    private const string Description =
        "Write the grains of a store to a .mg file, in the order of created_at, with what the index knows of them.\n" +
        "Without conditions the whole memory; with conditions the grains that match them, and their whole supersession chains. Exit code 1 where a grain could not be written.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        StoreQuestion question = new();
        Option<string> output = new("--output", "-o") { Description = "The .mg file to write", HelpName = "file.mg", Required = true };
        Option<string?> codec = new("--codec") { Description = "Compress the grains with zstd or lz4" };
        codec.AcceptOnlyFromAmong("zstd", "lz4");
        Option<bool> volumes = new("--volumes") { Description = "Go on in file.002.mg, … where a file would pass 4 GiB" };
        Option<bool> noHistory = new("--no-history") { Description = "Only the grains that match; without conditions, what is current" };
        Option<bool> noCounters = new("--no-counters") { Description = "Leave out access counters, which tell how the memory is used" };
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("export", Description) { file };
        question.AddTo(command);
        foreach (Option option in (Option[])[noHistory, noCounters, output, codec, volumes, json]) command.Add(option);
        command.SetAction(result =>
        {
            GrainQuery query = question.Query(result);
            ExportOptions options = new()
            {
                Query = query == new GrainQuery() ? null : query,
                IncludeHistory = !result.GetValue(noHistory),
                LocalState = !result.GetValue(noCounters),
                Writer = new() { Sorted = true, Codec = MgOutput.Codec(result.GetValue(codec)), Volumes = result.GetValue(volumes) },
            };
            using DbStore store = DbStore.OpenToRead(result.GetRequiredValue(file), result, context);
            string target = result.GetRequiredValue(output) is { Length: > 0 } path ? path : throw new UsageException("--output needs a name");
            ExportReport report = Run(store, target, options, context);
            return Print(report, result.GetValue(json), context);
        });
        return command;
    }

    private static ExportReport Run(DbStore store, string target, ExportOptions options, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("exporting");
        return OutputFile.WriteMg(target, () => StoreExport.ExportAsync(store.Store, target, options, progress).GetAwaiter().GetResult());
    }

    private static int Print(ExportReport report, bool asJson, CommandContext context)
    {
        if (asJson) StoreJson.Write(context, json => Write(json, report));
        else
        {
            WriteSummary.Print(new MgWriteResult((int)report.Grains, 0, report.Files), context);
            context.WriteLine($"manifest: {CountText.Of(report.Entries, "entry", "entries")}");
        }
        foreach (TransferFault fault in report.Faults.Take(MaxPrinted)) context.Error.WriteLine(PlainText.Clean($"not exported: {fault.Address} {fault.Fault}"));
        foreach ((long count, string what) in (ReadOnlySpan<(long, string)>)[
            (report.NotExported - Math.Min(MaxPrinted, report.Faults.Count), "further grains were not exported"),
            (report.ForksNotCarried, "superseding grains are in the file, but not in its manifest, which has one for each grain"),
            (report.ContentReferences, "references to attachments, which no file of grains carries"),
            (report.DeletedMeanwhile, "grains were deleted during the export and may be in the file: export again")])
        {
            if (count > 0) context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
        }
        return report is { NotExported: 0, DeletedMeanwhile: 0 } ? ExitCode.Done : ExitCode.BadData;
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, ExportReport report)
    {
        foreach ((string name, long count) in (ReadOnlySpan<(string, long)>)[
            ("grains", report.Grains), ("entries", report.Entries), ("not_exported", report.NotExported), ("forks_not_carried", report.ForksNotCarried),
            ("content_references", report.ContentReferences), ("deleted_meanwhile", report.DeletedMeanwhile), ("last_change", report.LastChange)])
            json.WriteNumber(name, count);
        json.WriteStartArray("files");
        foreach (string file in report.Files) json.WriteStringValue(file);
        json.WriteEndArray();
    }
}
