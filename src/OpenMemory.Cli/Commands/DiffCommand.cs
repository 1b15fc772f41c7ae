using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary>
/// <c>diff</c>: which grains only one of two files holds. It answers as <c>diff</c> and <c>cmp</c> do, so that scripts can tell
/// "different" from "could not be compared": 0 equal, 1 different, 2 trouble, damaged files included.
/// </summary>
internal static class DiffCommand
{
    private const int Different = 1, Trouble = 2;

    internal static Command Create(CommandContext context)
    {
        Argument<string> first = new("a.mg") { Description = "A .mg file; - is standard input" };
        Argument<string> second = new("b.mg") { Description = "Another one" };
        Option<bool> summary = new("--summary") { Description = "Print the numbers only" };
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("diff", "Compare two .mg files as sets of grains, a line of JSON for each difference.\nExit codes: 0 equal, 1 different, 2 they cannot be compared.")
        {
            first, second, summary, compatible,
        };
        command.SetAction(result =>
        {
            try
            {
                return Run(result.GetRequiredValue(first), result.GetRequiredValue(second), result.GetValue(summary), Inputs.ReadOptions(result.GetValue(compatible)), context);
            }
            catch (Exception exception) when (exception is not (UsageException or IOException)) // which lead to 2 by themselves
            {
                Failure.Write(exception, context.Error);
                return Trouble;
            }
        });
        return command;
    }

    private static int Run(string first, string second, bool summary, GrainReadOptions options, CommandContext context)
    {
        if (first == "-" && second == "-") throw new UsageException("only one of the files can come from standard input");
        using MgSource a = SetInput.Open(first, context, options), b = SetInput.Open(second, context, options);
        MgDiffResult result = SetInput.Guard($"{SetInput.Name(first)} (first) or {SetInput.Name(second)} (second)", () => Compare(a.Reader, b.Reader, summary, options, context));
        DifferenceLine.Write(result, context);
        return result.AreEqual ? ExitCode.Done : Different;
    }

    private static MgDiffResult Compare(MgFileReader a, MgFileReader b, bool summary, GrainReadOptions options, CommandContext context)
    {
        using ProgressLine progress = context.StartProgress("comparing");
        return MgDiff.Compare(a, b, summary ? null : difference =>
        {
            progress.Clear();
            DifferenceLine.Write(difference, context);
        }, options, progress);
    }
}
