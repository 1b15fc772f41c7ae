using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;

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
        Option<bool> append = new("--append") { Description = "Keep the grains of an existing file; it is replaced in one step at the end" };
        Command command = new("pack", "Write grains to a .mg file") { input, restore, compatible, append };
        output.AddTo(command);
        command.SetAction(result =>
        {
            GrainReadOptions reading = Inputs.ReadOptions(result.GetValue(compatible));
            string target = output.Path(result);
            return Run(
                result.GetRequiredValue(input),
                target,
                () => result.GetValue(append) ? OutputFile.AppendMg(target, output.Options(result), reading) : OutputFile.CreateMg(target, output.Options(result)),
                result.GetValue(restore),
                reading,
                context);
        });
        return command;
    }

    private static int Run(string path, string target, Func<MgFileWriter> begin, bool restore, GrainReadOptions reading, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        if (input.Format != InputFormat.MgFile && OutputFile.IsSame(path, target)) throw new UsageException($"the .mg file would take the place of its source: {target}");
        using MgFileWriter writer = begin();
        BlobInput blobs = new(input)
        {
            Mode = reading.Mode,
            EncodeGrain = json => GrainJson.Encode(json.Span, restore),
            TakeManifest = manifest => writer.Manifest = writer.Manifest is null ? manifest : throw new UsageException("both files have an index manifest, and merging them is for an import to decide"),
        };
        using (ProgressLine progress = context.StartProgress("reading", input.Length))
        {
            blobs.ForEach(blob =>
            {
                writer.Add(blob, reading);
                progress.Report(input.BytesRead);
            });
        }
        WriteSummary.Print(OutputFile.Complete(writer, target, context), context);
        return ExitCode.Done;
    }
}
