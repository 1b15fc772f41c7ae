using System.CommandLine;
using OpenMemory.Cli.Sealing;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store report-subject</c>: every grain that is about a person, by the selector that erases them (OMS-28.4.4-3).</summary>
internal static class StoreReportSubjectCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument(), identity = IdentityInput.Argument();
        SubjectKeys keys = new();
        Option<bool> mentions = ReportSubjectCommand.Mentions(), json = new("--json") { Description = "Print one JSON object, with the grains, instead of a table" };
        Command command = new("report-subject", "List every grain of a store that is about a person, with the fields that say so; exit code 1 where something could not be looked at") { file, identity };
        keys.AddTo(command);
        foreach (Option option in (Option[])[mentions, json]) command.Add(option);
        command.SetAction(result =>
        {
            string person = IdentityInput.Read(result.GetRequiredValue(identity), context);
            using KeyFiles? files = keys.Open(result, context);
            using DbStore store = DbStore.OpenToRead(result.GetRequiredValue(file), result, context, new() { KeyRing = files?.Ring });
            return Run(store, person, new() { IncludeMentions = result.GetValue(mentions) }, result.GetValue(json), context);
        });
        return command;
    }

    /// <summary>Whether the store has metadata rows, which nobody searches.</summary>
    internal static bool HasMetadata(DbStore store) => store.Do(static opened => opened.Metadata.ScanAsync("")).Count > 0;

    private static int Run(DbStore store, string person, SubjectOptions options, bool asJson, CommandContext context)
    {
        SubjectReport report = store.Do(opened => opened.ReportSubjectAsync(person, options));
        long all = store.Do(static opened => opened.GetStatisticsAsync()).Grains;
        if (asJson) SubjectReportView.WriteJson(report, all, store.Store, [], context);
        else SubjectReportView.Print(report, all, store.Store, "which the store may hold", context);
        return SubjectLimits.Print(report.Limits, asJson, context, HasMetadata(store));
    }
}
