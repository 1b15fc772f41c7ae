using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary><c>filter</c>: the grains of a <c>.mg</c> file that match, in another one.</summary>
internal static class FilterCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        FilterOptions filter = new();
        MgOutput output = new();
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("filter", "Write the grains of a .mg file that match every condition; without one, all of them, each once") { file };
        filter.AddTo(command);
        command.Add(compatible);
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) == "-" && result.GetValue<string?>("--addresses") == "-")
                result.AddError("The file and the addresses cannot both come from standard input.");
        });
        command.SetAction(result => MergeCommand.Run(
            [result.GetRequiredValue(file)], output.Path(result), output.Options(result), Inputs.ReadOptions(result.GetValue(compatible)), filter.Filter(result, context), context));
        return command;
    }
}
