using System.CommandLine;
using System.Text.Json;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>split</c>: a <c>.mg</c> file becomes one for each user, namespace or period; a line of JSON says which is which.</summary>
internal static class SplitCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string> by = new("--by") { Description = "What decides the file; grains without it go to _without.mg, as do sealed ones", Required = true };
        by.AcceptOnlyFromAmong("user", "namespace", "time");
        Option<string?> period = new("--period") { Description = "By time: the length of a period, in UTC; day unless said" };
        period.AcceptOnlyFromAmong("day", "month", "year");
        Option<int> maxFiles = new("--max-files")
        {
            Description = "Write nothing where there are more users, namespaces or periods",
            HelpName = "number",
            DefaultValueFactory = static _ => MgSplitOptions.DefaultMaxFiles,
        };
        MgOutput output = new(isFolder: true);
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("split", "Write a .mg file for each user, namespace or period of time") { file, by, period, maxFiles, compatible };
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(period) is not null && result.GetValue(by) != "time") result.AddError("--period goes with --by time.");
            if (result.GetResult(maxFiles) is { Tokens: [var token] } && int.TryParse(token.Value, out int number) && number < 1) result.AddError("--max-files is at least 1.");
        });
        command.SetAction(result => Run(
            result.GetRequiredValue(file),
            output.Path(result),
            new MgSplitOptions
            {
                By = By(result.GetRequiredValue(by), result.GetValue(period)),
                MaxFiles = result.GetValue(maxFiles),
                Writer = output.Options(result),
                Reading = Inputs.ReadOptions(result.GetValue(compatible)),
            },
            context));
        return command;
    }

    private static int Run(string path, string folder, MgSplitOptions options, CommandContext context)
    {
        using MgSource source = SetInput.Open(path, context, options.Reading);
        using ProgressLine progress = context.StartProgress("splitting");
        SetInput.Guard(path, () => MgSplit.Write(source.Reader, folder, options, part => Print(part, progress, context), progress));
        return ExitCode.Done;
    }

    private static MgSplitBy By(string name, string? period) => name switch
    {
        "user" => MgSplitBy.User,
        "namespace" => MgSplitBy.Namespace,
        _ => period switch { "year" => MgSplitBy.Year, "month" => MgSplitBy.Month, _ => MgSplitBy.Day },
    };

    /// <summary>Says that a file is in its place, at once: whoever interrupts the command knows which are.</summary>
    private static void Print(MgSplitPart part, ProgressLine progress, CommandContext context)
    {
        progress.Clear();
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteString("key", part.Key);
            json.WriteString("file", Path.GetFileName(part.Path));
            json.WriteNumber("grains", part.Count);
            json.WriteNumber("dropped", part.Dropped);
            json.WriteEndObject();
        }
        context.WriteLine("");
        context.Output.Flush();
    }
}
