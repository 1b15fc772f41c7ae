using System.CommandLine;
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
        if (asJson) SubjectReportView.WriteJson(report, all, memory.Store, memory.Reports, context);
        else SubjectReportView.Print(report, all, memory.Store, "which no file of grains carries", context);
        return SubjectLimits.Print(report.Limits, asJson, context);
    }
}
