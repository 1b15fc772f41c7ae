using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;
using OpenMemory.Compression;

namespace OpenMemory.Cli.Commands;

/// <summary><c>repair</c>: what is sound in a damaged <c>.mg</c> file, in a new one.</summary>
internal static class RepairCommand
{
    private const string Description =
        "Write what is sound in a damaged .mg file to a new one, and say what is lost.\n" +
        "Exit codes: 0 nothing was lost, 1 something was, 2 the command line is wrong.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        MgOutput output = new();
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("repair", Description) { file, compatible };
        output.AddTo(command);
        command.SetAction(result => Run(
            result.GetRequiredValue(file), output.Path(result), output.Options(result), Inputs.ReadOptions(result.GetValue(compatible)), context));
        return command;
    }

    private static int Run(string path, string target, MgWriterOptions options, GrainReadOptions reading, CommandContext context)
    {
        if (OutputFile.IsSame(path, target)) throw new UsageException($"a file cannot be repaired in place; name another output: {target}");
        using MgInput input = MgInput.Open(path, context);
        using MgFileWriter writer = OutputFile.CreateMg(target, options);
        MgRepairReport report;
        using (ProgressLine progress = context.StartProgress("repairing"))
            report = MgRepair.Salvage(input.Path, writer, new() { Codecs = SystemCodecs.All, Mode = reading.Mode }, reading, progress);
        Print(report, context);
        if (report is { Salvaged: 0, IsComplete: false }) context.WriteLine("Nothing is written.");
        else WriteSummary.Print(OutputFile.Complete(writer, target, context), context);
        return report.IsComplete ? ExitCode.Done : ExitCode.BadData;
    }

    private static void Print(MgRepairReport report, CommandContext context)
    {
        foreach (OmsFault fault in report.Faults) context.WriteLine(PlainText.Clean($"file: {fault}"));
        foreach (MgLostRange range in report.Lost) context.WriteLine(Line(range));
        if (report.LostCount > report.Lost.Count) context.WriteLine(Text($"… {CountText.Of(report.LostCount - report.Lost.Count, "more lost range")}"));
        string of = report.Expected < 0 ? "" : Text($"{report.Salvaged} of ");
        string grains = CountText.Of(report.Expected < 0 ? report.Salvaged : report.Expected, "grain");
        context.WriteLine(Text($"salvaged: {of}{grains}; lost: {CountText.Of(report.LostCount, "range")}, {report.LostBytes} bytes"));
        if (!report.IsProven) context.WriteLine("The footer does not prove the grains: compare addresses where it matters.");
    }

    private static string Line(in MgLostRange range)
    {
        string grain = range.Index < 0 ? "" : Text($"grain {range.Index}, ");
        return PlainText.Clean(Text($"lost: {grain}{range.Length} bytes at offset {range.Offset}: {range.Fault}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
