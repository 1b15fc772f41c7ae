using System.CommandLine;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary><c>as-of</c>: the four bi-temporal questions of §15.2.</summary>
internal static class AsOfCommand
{
    private const string Description =
        "Show what was true at a time, by what was known at a time: in a .mg file and its index manifest.\n" +
        "Without --known-at it is what is known now, without --true-on whatever time it is about. " +
        "The file is imported into memory, as the library does it.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string?> trueOn = new("--true-on") { Description = "Held for true of this time: ISO 8601 with time zone, or milliseconds since 1970", HelpName = "time" };
        Option<string?> knownAt = new("--known-at") { Description = "Known at this time, whatever became of it later", HelpName = "time" };
        Option<string[]> others = FileMemory.With();
        QueryOptions query = new();
        Option<int> limit = RowOptions.Limit("How many grains to show, the newest first; 1 to 1000");
        Option<string?> cursor = new("--cursor") { Description = "Go on behind an answer before: its next_cursor", HelpName = "text" };
        Option<bool> json = new("--json") { Description = "Print the envelope of results, total and next_cursor instead of a table" }, compatible = Inputs.Compatible();
        Command command = new("as-of", Description) { file, trueOn, knownAt };
        query.AddTo(command);
        foreach (Option option in (Option[])[limit, cursor, others, json, compatible]) command.Add(option);
        command.SetAction(result => Run(
            result.GetRequiredValue(file),
            query.Query(result) with
            {
                AsOf = new(FilterOptions.Time(result.GetValue(trueOn)), FilterOptions.Time(result.GetValue(knownAt))),
                Limit = result.GetValue(limit),
                Cursor = result.GetValue(cursor),
            },
            result.GetValue(others), result.GetValue(json), Inputs.ReadOptions(result.GetValue(compatible)), context));
        return command;
    }

    private static int Run(string path, GrainQuery query, string[]? others, bool asJson, GrainReadOptions reading, CommandContext context)
    {
        using FileMemory memory = FileMemory.Open(path, others, reading, context);
        GrainPage page = Ask(memory.Store, query);
        if (asJson) Write(page, memory, context);
        else Print(page, query.AsOf!.Value, context);
        return ExitCode.Done;
    }

    private static GrainPage Ask(InMemoryGrainStore store, GrainQuery query)
    {
        try
        {
            return store.QueryAsync(query).Wait();
        }
        catch (ArgumentException) when (query.Cursor is not null)
        {
            throw new UsageException("--cursor is the next_cursor of an answer to the same question");
        }
    }

    private static void Print(GrainPage page, AsOf question, CommandContext context)
    {
        string known = question.KnownAt is { } at ? $"known at {UtcText.Of(at)}" : "known now";
        string held = question.TrueOn is { } on ? $", true on {UtcText.Of(on)}" : "";
        PageTable.Write(page, $"{known}{held}", context);
    }

    /// <summary>The library's own envelope (§28.1), and in the same object what of the manifest was not applied.</summary>
    private static void Write(GrainPage page, FileMemory memory, CommandContext context)
    {
        using JsonDocument envelope = JsonDocument.Parse(page.ToJson(), new() { MaxDepth = 4 * CodecLimits.DeepestNesting });
        StoreJson.Write(context, json =>
        {
            foreach (JsonProperty member in envelope.RootElement.EnumerateObject()) member.WriteTo(json);
            ManifestNotes.Write(json, memory.Reports);
        });
    }
}
