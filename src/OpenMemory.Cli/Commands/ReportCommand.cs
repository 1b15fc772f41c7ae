using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Report;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>report</c>: what a <c>.mg</c> file holds, as one page for a browser.</summary>
internal static class ReportCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string> output = new("--output", "-o") { Description = "The page to write", HelpName = "report.html", Required = true };
        Option<int> maxGrains = new("--max-grains")
        {
            Description = "How many grains to list; counts are always of all",
            HelpName = "number",
            DefaultValueFactory = static _ => ReportOptions.DefaultMaxGrains,
            CustomParser = ParseMaxGrains,
        };
        Command command = new("report", "Show a .mg file as one HTML page, readable offline") { file, output, maxGrains };
        command.SetAction(result => Run(
            result.GetRequiredValue(file), result.GetRequiredValue(output), new ReportOptions(result.GetValue(maxGrains)), context));
        return command;
    }

    private static int ParseMaxGrains(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= ReportOptions.LargestMaxGrains)
            return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--max-grains is 0 to {ReportOptions.LargestMaxGrains}."));
        return 0;
    }

    private static int Run(string path, string target, ReportOptions options, CommandContext context)
    {
        using MgSource source = MgSource.Open(path, context);
        string name = path == "-" ? "standard input" : Path.GetFileName(path);
        long length = 0;
        ReportData data = ReportData.Of(name, source.Reader, options, context);
        OutputFile.Replace(target, stream =>
        {
            ReportPage.Write(stream, data);
            length = stream.Length;
        });
        context.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{data.List.Grains.Count} of {CountText.Of(data.Summary.Count, "grain")} listed, {CountText.Of(data.Verification.FaultCount, "fault")}, {length} bytes"));
        return ExitCode.Done;
    }
}
