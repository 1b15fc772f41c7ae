using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>verify</c>: one line per fault of a <c>.mg</c> file.</summary>
internal static class VerifyCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string> level = new("--level")
        {
            Description = "How far to check: geometry, checksum, addresses or canonical; each includes those before it",
            HelpName = "level",
            DefaultValueFactory = static _ => "canonical",
        };
        level.AcceptOnlyFromAmong("geometry", "checksum", "addresses", "canonical");
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("verify", "Check a .mg file, down to every byte of every grain") { file, level, compatible };
        command.SetAction(result => Run(
            result.GetRequiredValue(file), result.GetRequiredValue(level), Inputs.ReadOptions(result.GetValue(compatible)), context));
        return command;
    }

    private static int Run(string path, string level, GrainReadOptions options, CommandContext context)
    {
        try
        {
            using MgSource source = MgSource.Open(path, context, options.Mode);
            MgVerifyReport report = Verify(source.Reader, Enum.Parse<MgCheck>(level, ignoreCase: true), options, context);
            Print(report, context);
            string scope = $"{CountText.Of(report.GrainCount, "grain")}, level {level}";
            return Print(report.Faults, report.FaultCount, scope, context);
        }
        catch (OmsException exception)
        {
            return Print([new MgFault(-1, exception.Fault)], 1, "the file does not open", context);
        }
    }

    private static MgVerifyReport Verify(MgFileReader reader, MgCheck level, GrainReadOptions options, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("verifying");
        return reader.Verify(level, options, progress);
    }

    /// <summary>What the Compatible mode put up with is no part of the result.</summary>
    private static void Print(MgVerifyReport report, CommandContext context)
    {
        foreach (MgDeviation deviation in report.Deviations)
            context.Error.WriteLine(PlainText.Clean(string.Create(CultureInfo.InvariantCulture, $"grain {deviation.Index}: {deviation.Deviation}")));
        if (report.DeviationCount > 0)
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(report.DeviationCount, "deviation")} ({report.Deviations.Count} listed)"));
    }

    private static int Print(IReadOnlyList<MgFault> faults, long count, string scope, CommandContext context)
    {
        foreach (MgFault fault in faults) context.WriteLine(Line(fault));
        if (faults.Count == 0)
        {
            context.WriteLine($"sound: {scope}");
            return ExitCode.Done;
        }
        string listed = count > faults.Count ? string.Create(CultureInfo.InvariantCulture, $" ({faults.Count} listed)") : "";
        context.WriteLine($"bad: {CountText.Of(count, "fault")}{listed}, {scope}");
        context.Error.WriteLine(PlainText.Clean(faults[0].Fault.ToString()));
        return ExitCode.BadData;
    }

    private static string Line(MgFault fault)
    {
        string where = fault.Index < 0 ? "file" : string.Create(CultureInfo.InvariantCulture, $"grain {fault.Index}");
        return PlainText.Clean($"{where}: {fault.Fault}");
    }
}
