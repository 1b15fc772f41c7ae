using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using OpenMemory.Cli.Input;

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
        Option<string> output = new("--output", "-o") { Description = "The .mg file to write", HelpName = "file.mg", Required = true };
        Option<bool> sorted = new("--sorted") { Description = "Order the grains by created_at" };
        Option<bool> keepDuplicates = new("--keep-duplicates") { Description = "Keep grains that occur more than once" };
        Option<bool> restore = Inputs.Restore();
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("pack", "Write grains to a .mg file") { input, output, sorted, keepDuplicates, restore, compatible };
        command.SetAction(result => Run(
            result.GetRequiredValue(input),
            result.GetRequiredValue(output),
            new MgWriterOptions { Sorted = result.GetValue(sorted), KeepDuplicates = result.GetValue(keepDuplicates) },
            result.GetValue(restore),
            Inputs.ReadOptions(result.GetValue(compatible)),
            context));
        return command;
    }

    private static int Run(string path, string target, MgWriterOptions options, bool restore, GrainReadOptions reading, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        long dropped = 0, count;
        using (MgFileWriter writer = OutputFile.CreateMg(target, options))
        {
            BlobInput blobs = new(input) { EncodeGrain = json => GrainJson.Encode(json.Span, restore) };
            blobs.ForEach(blob => dropped += writer.Add(blob, reading) ? 0 : 1);
            count = writer.Count;
            OutputFile.Complete(writer, target);
        }
        context.WriteLine(Summary(target, count, dropped));
        return ExitCode.Done;
    }

    private static string Summary(string path, long count, long dropped)
    {
        using FileStream file = InputFile.OpenRead(path);
        string sha = Convert.ToHexStringLower(SHA256.HashData(file));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{count} grains, {file.Length} bytes, {dropped} duplicates dropped, sha256 {sha}");
    }
}
