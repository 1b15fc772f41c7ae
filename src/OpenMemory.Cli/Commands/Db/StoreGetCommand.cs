using System.CommandLine;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store get</c>: grains by their addresses.</summary>
internal static class StoreGetCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        Argument<string[]> grains = new("address") { Description = StoreAddress.Description, Arity = ArgumentArity.OneOrMore };
        Option<bool> hex = new("--hex") { Description = "Print the bytes in hexadecimal instead of JSON" };
        Option<string?> output = new("--output", "-o") { Description = "Write the bytes of the one grain to a file instead", HelpName = "file" };
        Command command = new("get", "Print grains of a store, one line of JSON each, with what the index knows of them; exit code 1 where one is not there") { file, grains, hex, output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) is null) return;
            if (result.GetValue(hex)) result.AddError("The bytes go to a file, or as hexadecimal to standard output: --output or --hex.");
            if (result.GetValue(grains) is { Length: > 1 }) result.AddError("--output is for one grain.");
        });
        command.SetAction(result =>
        {
            using DbStore store = DbStore.OpenToRead(result.GetRequiredValue(file), result, context);
            Action<StoredGrain> write = result.GetValue(output) is { } path ? grain => OutputFile.Replace(path, stream => stream.Write(grain.Blob.Delivered.Span))
                : result.GetValue(hex) ? grain => context.WriteLine(Convert.ToHexStringLower(grain.Blob.Delivered.Span))
                : grain => StoreJson.Write(context, json => Write(json, grain));
            return Run(store, result.GetRequiredValue(grains), write, context);
        });
        return command;
    }

    private static int Run(DbStore store, string[] names, Action<StoredGrain> write, CommandContext context)
    {
        int exitCode = ExitCode.Done;
        foreach (string name in names)
        {
            if (StoreAddress.Find(store, name) is { } address && store.Do(opened => opened.GetAsync(address)) is { } grain)
            {
                write(grain);
                continue;
            }
            context.Error.WriteLine(PlainText.Clean($"the store does not hold {name}"));
            exitCode = ExitCode.BadData;
        }
        return exitCode;
    }

    private static void Write(Utf8JsonWriter json, StoredGrain grain)
    {
        IndexEntry entry = grain.Entry;
        StoreJson.WriteGrain(json, GrainBrief.Of(grain.Blob));
        StoreJson.WriteEntry(json, entry);
        StoreJson.WriteAddresses(json, "successors", entry.Successors());
        json.WriteBoolean("contradicted", entry.IsContradicted);
        json.WriteBoolean("needs_review", entry.NeedsReview);
        json.WriteBoolean("hold_lifted", entry.IsHoldLifted);
        if (entry.State.RecStatus is { } status) json.WriteString("rec_status", status);
        json.WriteNumber("access_count", entry.State.AccessCount);
        if (entry.State.LastAccessedAt is { } accessed) json.WriteNumber("last_accessed_at", accessed.Value);
        json.WriteNumber("accepted_at", grain.AcceptedAt.Value);
        json.WriteString("tier", StoreJson.Name(grain.Tier));
        json.WriteBoolean("signed", grain.Blob.IsSigned);
        json.WriteNumber("length", grain.Blob.Delivered.Length);
    }
}
