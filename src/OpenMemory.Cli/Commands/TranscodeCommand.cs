using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary><c>transcode</c>: the same content in the other encoding, which is another grain with another address (OMS-16.2-4).</summary>
internal static class TranscodeCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = new("file")
        {
            Description = "Blobs: hex lines, lines of encode, one raw blob, a .mg file or a framed stream; - is standard input",
        };
        Option<string> to = Inputs.Encoding("--to", "The encoding to write");
        Command command = new("transcode", "Write grains in the other encoding; their addresses change")
        {
            file,
            to,
        };
        command.SetAction(result => Run(result.GetRequiredValue(file), Inputs.EncodingOf(result.GetRequiredValue(to)), context));
        return command;
    }

    private static int Run(string path, PayloadEncoding to, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        BlobLineWriter writer = new(context.Output);
        new BlobInput(input).ForEach(blob =>
        {
            GrainBlob from = GrainBlob.ParseDelivered(blob), other = from.Transcode(to);
            writer.Write(other.Span, other.Address, from.Address);
        });
        return ExitCode.Done;
    }
}
