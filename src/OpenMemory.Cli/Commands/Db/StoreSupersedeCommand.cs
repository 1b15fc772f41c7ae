using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Sealing;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store supersede</c>: a grain in the place of another one, if policy allows (§23).</summary>
internal static class StoreSupersedeCommand
{
    private const string Description =
        "Put a grain in the place of another one, which stays and is past from now on. JSON is made to name the old grain in derived_from; other input does so itself.\n" +
        "Prints the outcome, and the address of the new grain. Exit code 1 where policy denies it, or somebody else was faster: then the head is told.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        Argument<string> old = new("old") { Description = "The grain to be superseded: " + char.ToLowerInvariant(StoreAddress.Description[0]) + StoreAddress.Description[1..] };
        Argument<string> input = new("input") { Description = "The one grain that takes its place, in any form that 'store put' takes; - is standard input" };
        Option<string?> justification = new("--justification") { Description = "Why, for grains that are soft_locked; kept in the audit chain", HelpName = "text" };
        Option<string?> head = new("--expected-head") { Description = "The head of the chain as you saw it; where it is another one by now, nothing is changed", HelpName = "address" };
        StoreWriting writing = new();
        Command command = new("supersede", Description) { file, old, input, justification, head };
        writing.AddTo(command);
        command.SetAction(result =>
        {
            using KeyFiles? keys = writing.OpenKeys(result, context);
            using DbStore store = DbStore.OpenToWrite(result.GetRequiredValue(file), result, context, writing.Options(result, keys));
            SupersedeOptions options = new()
            {
                UserId = writing.UserId(result),
                Actor = writing.Actor(result),
                OperationId = writing.OperationId(result),
                Justification = result.GetValue(justification),
                ExpectedHead = result.GetValue(head) is { } text ? StoreAddress.Parse(text) : null,
            };
            return Run(store, result.GetRequiredValue(old), result.GetRequiredValue(input), options, context);
        });
        return command;
    }

    private static int Run(DbStore store, string name, string path, SupersedeOptions options, CommandContext context)
    {
        if (StoreAddress.Find(store, name) is not { } old) throw new UsageException($"no grain of the store has an address that begins with {name}");
        byte[] delivered = OneGrain.Read(path, context, json => Encode(json, old));
        WriteResult result = store.Do(opened => opened.SupersedeAsync(old, delivered, options));
        WriteLines.Write(result, "", context);
        if (result.Outcome == WriteOutcome.Conflict) context.Error.WriteLine($"another grain superseded it already, or is the head by now: {result.Head?.ToString() ?? "the chain has no head"}");
        return result.IsSuccess ? ExitCode.Done : ExitCode.BadData;
    }

    private static GrainBlob Encode(ReadOnlyMemory<byte> json, ContentAddress old)
    {
        Grain grain = GrainJson.Parse(json.Span);
        string name = old.ToString();
        bool isNamed = grain.DerivedFrom?.Any(parent => parent.Kind == OmsValueKind.Text && Names(parent.AsText(), old)) == true || (grain is Consent { PriorConsent: { } prior } && Names(prior, old));
        return (isNamed ? grain : grain with { DerivedFrom = [.. grain.DerivedFrom ?? [], name] }).ToBlob();
    }

    private static bool Names(string reference, ContentAddress old) =>
        reference == old.ToString() || reference == $"sha256:{old}";
}
