using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary><c>encode</c>: grain JSON in, blobs with their addresses out.</summary>
internal static class EncodeCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = new("file") { Description = "JSON: one grain, an array, or JSON Lines; - is standard input" };
        Option<bool> restore = Inputs.Restore();
        Option<string> encoding = Inputs.Encoding();
        Command command = new("encode", "Turn grain JSON into blobs, one line per grain") { file, restore, encoding };
        command.SetAction(result => Run(
            result.GetRequiredValue(file), result.GetValue(restore), Inputs.EncodingOf(result.GetRequiredValue(encoding)), context));
        return command;
    }

    private static int Run(string path, bool restore, PayloadEncoding encoding, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        if (input.Format is InputFormat.Blob or InputFormat.MgFile or InputFormat.FramedStream)
            throw new UsageException("this is not JSON; 'decode' and 'unpack' read blobs");
        BlobLineWriter writer = new(context.Output);
        foreach (ReadOnlyMemory<byte> json in input.ReadRecords())
        {
            try
            {
                GrainBlob blob = GrainJson.Encode(json.Span, restore, encoding);
                writer.Write(blob.Span, blob.Address);
            }
            catch (OmsException exception)
            {
                throw new BadDataException(exception.Fault, input.Place);
            }
        }
        return ExitCode.Done;
    }
}
