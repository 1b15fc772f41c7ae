using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store check</c>: whether a store's file is what it must be, and its indexes made anew where they are not.</summary>
internal static class StoreCheckCommand
{
    private const string Description =
        "Look for everything in a store that cannot be right: the file's pages, its counters, entries, chains, indexes, change feed, audit chain and attachments.\n" +
        "Exit code 1 where something is. The store may be in use meanwhile.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        Option<bool> deep = new("--deep") { Description = "Also read every grain: compare it with its address, parse it, and look for it in the indexes" };
        Option<bool> rebuild = new("--rebuild-indexes") { Description = "First make everything anew that follows from the grains; grains, entries and the record stay as they are" };
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of lines" };
        Command command = new("check", Description) { file, deep, rebuild, json };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            bool makesAnew = result.GetValue(rebuild);
            using DbStore store = makesAnew ? DbStore.OpenToWrite(path, result, context) : DbStore.OpenToRead(path, result, context);
            if (makesAnew) Rebuild(store, context);
            StoreCheckReport report = Check(store, result.GetValue(deep), context);
            if (result.GetValue(json)) StoreJson.Write(context, writer => Write(writer, report));
            else Print(report, context);
            return report.IsSound ? ExitCode.Done : ExitCode.BadData;
        });
        return command;
    }

    private static void Rebuild(DbStore store, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("indexing", unit: ProgressUnit.Grains);
        store.Do(async opened =>
        {
            await opened.RebuildIndexesAsync(progress).ConfigureAwait(false);
            return true;
        });
    }

    private static StoreCheckReport Check(DbStore store, bool isDeep, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("checking");
        return store.Do(opened => new ValueTask<StoreCheckReport>(opened.CheckAsync(isDeep, progress)));
    }

    private static void Print(StoreCheckReport report, CommandContext context)
    {
        string depth = report.IsDeep ? "every grain read" : "grains not read; --deep does that";
        context.WriteLine(
            $"{(report.IsSound ? "sound" : "damaged")}: {CountText.Of(report.Grains, "grain")}, {CountText.Of(report.Changes, "change")}, "
            + $"{CountText.Of(report.AuditEntries, "audit entry", "audit entries")}, {CountText.Of(report.Contents, "attachment")}");
        context.WriteLine($"({depth})");
        foreach (StoreFault fault in report.Faults) context.Error.WriteLine(PlainText.Clean(fault.ToString()));
        if (report.HasMoreFaults) context.Error.WriteLine("and more");
        if (report.Faults.Any(static fault => fault.Kind is StoreFaultKind.Count or StoreFaultKind.Index or StoreFaultKind.Words))
            context.Error.WriteLine("'openmemory store check --rebuild-indexes' makes counters, indexes and words anew");
    }

    private static void Write(Utf8JsonWriter json, StoreCheckReport report)
    {
        json.WriteBoolean("sound", report.IsSound);
        json.WriteBoolean("deep", report.IsDeep);
        json.WriteNumber("grains", report.Grains);
        json.WriteNumber("changes", report.Changes);
        json.WriteNumber("audit_entries", report.AuditEntries);
        json.WriteNumber("contents", report.Contents);
        json.WriteNumber("vectors", report.Vectors);
        json.WriteStartArray("faults");
        foreach (StoreFault fault in report.Faults)
        {
            json.WriteStartObject();
            json.WriteString("kind", StoreJson.Name(fault.Kind));
            json.WriteString("message", fault.What);
            if (fault.Address is { } address) json.WriteString("content_address", address.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("more_faults", report.HasMoreFaults);
    }
}
