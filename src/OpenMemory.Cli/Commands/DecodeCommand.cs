using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>decode</c>: blobs in, grain JSON out.</summary>
internal static class DecodeCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = new("file")
        {
            Description = "Blobs: hex lines, lines of encode, one raw blob, or a .mg file; - is standard input",
        };
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("decode", "Turn blobs into grain JSON, one line per grain") { file, compatible };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(compatible), context));
        return command;
    }

    private static int Run(string path, bool compatible, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        new BlobInput(input).ForEach(blob => context.WriteLine(GrainJson.ToJson(compatible ? Receive(blob, context) : Grain.Read(blob))));
        return ExitCode.Done;
    }

    /// <summary>Reads a grain in the Compatible mode and says on standard error what that put up with.</summary>
    private static Grain Receive(ReadOnlySpan<byte> blob, CommandContext context)
    {
        ReceivedGrain received = ReceivedGrain.Read(blob);
        foreach (Deviation deviation in received.Deviations)
            context.Error.WriteLine(PlainText.Clean($"{received.Blob.Address}: {deviation}"));
        return received.Grain;
    }
}
