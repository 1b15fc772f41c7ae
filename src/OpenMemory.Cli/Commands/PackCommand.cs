using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary><c>pack</c>: grains in any form in, a <c>.mg</c> file out.</summary>
internal static class PackCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> input = new("input")
        {
            Description = "Grain JSON, hex lines, lines of encode, a raw blob, a .mg file or a framed stream; - is standard input",
        };
        MgOutput output = new();
        Option<bool> restore = Inputs.Restore();
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("pack", "Write grains to a .mg file") { input, restore, compatible };
        output.AddTo(command);
        command.SetAction(result => Run(
            result.GetRequiredValue(input), output.Path(result), output.Options(result), result.GetValue(restore), Inputs.ReadOptions(result.GetValue(compatible)), context));
        return command;
    }

    private static int Run(string path, string target, MgWriterOptions options, bool restore, GrainReadOptions reading, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        using MgFileWriter writer = OutputFile.CreateMg(target, options);
        BlobInput blobs = new(input)
        {
            EncodeGrain = json => GrainJson.Encode(json.Span, restore),
            TakeManifest = manifest => writer.Manifest = manifest,
        };
        blobs.ForEach(blob => writer.Add(blob, reading));
        WriteSummary.Print(OutputFile.Complete(writer, target, context), context);
        return ExitCode.Done;
    }
}
