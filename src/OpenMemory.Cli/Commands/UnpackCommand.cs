using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary><c>unpack</c>: a <c>.mg</c> file in, lines of blobs out, so that <c>unpack | pack</c> loses nothing.</summary>
internal static class UnpackCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string?> output = new("--output", "-o") { Description = "Write the lines to this file", HelpName = "file" };
        Command command = new("unpack", "Print the grains of a .mg file as lines of encode") { file, output };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(output), context));
        return command;
    }

    private static int Run(string path, string? target, CommandContext context)
    {
        using MgSource source = MgSource.Open(path, context);
        if (target is null) return Write(source.Reader, context.Output);
        using FileStream output = OutputFile.Create(target);
        return Write(source.Reader, output);
    }

    private static int Write(MgFileReader reader, Stream output)
    {
        BlobLineWriter writer = new(output);
        for (int index = 0; index < reader.Count; index++)
        {
            ReadOnlySpan<byte> blob = reader[index];
            writer.Write(blob, ContentAddress.Compute(blob));
        }
        return ExitCode.Done;
    }
}
