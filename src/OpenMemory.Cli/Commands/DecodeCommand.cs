using System.Buffers;
using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary><c>decode</c>: blobs in, grain JSON out.</summary>
internal static class DecodeCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = new("file")
        {
            Description = "Blobs: hex lines, lines of encode, one raw blob, a .mg file or a framed stream; - is standard input",
        };
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("decode", "Turn blobs into grain JSON, one line per grain") { file, compatible };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(compatible), context));
        return command;
    }

    private static int Run(string path, bool compatible, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        BlobInput blobs = new(input) { Mode = Inputs.ReadOptions(compatible).Mode };
        ArrayBufferWriter<byte> line = new();
        long signed = 0;
        blobs.ForEach(blob =>
        {
            if (compatible)
            {
                Grain grain = Received.Read(blob, context);
                if (grain.IsSigned) signed++;
                context.WriteLine(GrainJson.ToJson(grain));
                return;
            }
            GrainView view = GrainView.ParseDelivered(blob);
            if ((view.Header.Flags & GrainFlags.Signed) != 0) signed++;
            line.ResetWrittenCount();
            GrainJson.Write(line, view);
            line.Write("\n"u8);
            context.Output.Write(line.WrittenSpan);
        });
        SignedNote.Print(signed, context);
        return ExitCode.Done;
    }
}
