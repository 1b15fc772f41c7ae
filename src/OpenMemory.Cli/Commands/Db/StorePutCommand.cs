using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store put</c>: grains that are authored here, each by the rules for authors.</summary>
internal static class StorePutCommand
{
    private const string Description =
        "Put grains into a store, as their author: each is checked by every rule of the specification, and succeeds or fails for itself.\n" +
        "Prints a line for each: done, existing, deleted or refused, its address, and the rule that refuses it; exit code 1 where one was not put. " +
        "What others wrote is for 'store import'.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument(), input = Input();
        StoreWriting writing = new();
        Command command = new("put", Description) { file, input };
        writing.AddTo(command);
        command.SetAction(result =>
        {
            using KeyFiles? keys = writing.OpenKeys(result, context);
            using DbStore store = DbStore.OpenToWrite(result.GetRequiredValue(file), result, context, writing.Options(result, keys));
            using InputReader reader = InputReader.Open(result.GetRequiredValue(input), context);
            GrainPutter putter = new(store, new() { UserId = writing.UserId(result), Actor = writing.Actor(result), OperationId = writing.OperationId(result) }, context);
            return Run(reader, putter, context);
        });
        return command;
    }

    internal static Argument<string> Input() => new("input")
    {
        Description = "Grain JSON, hex lines, lines of encode, a raw blob, a .mg file or a framed stream; - is standard input",
    };

    private static int Run(InputReader input, GrainPutter putter, CommandContext context)
    {
        BlobInput blobs = new(input) { EncodeGrain = static json => GrainJson.Encode(json.Span), TakeFault = putter.Refuse };
        bool isText = input.Format is InputFormat.Json or InputFormat.Hex;
        using ProgressLine progress = context.StartProgress("reading", input.Length);
        putter.BeforeLines = progress.Clear;
        try
        {
            blobs.ForEach(blob =>
            {
                putter.Add(blob, isText ? input.Place : null);
                progress.Report(input.BytesRead);
            });
        }
        catch (BadDataException)
        {
            putter.Flush(); // what came before the fault was sound
            throw;
        }
        return putter.Finish();
    }
}
