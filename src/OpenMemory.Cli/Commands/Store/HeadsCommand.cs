using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>heads</c>: what stands at the end of every chain.</summary>
internal static class HeadsCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string[]> others = FileMemory.With();
        QueryOptions query = new();
        Option<int> limit = RowOptions.Limit("How many heads the table shows, the newest first; 1 to 1000");
        Option<bool> json = new("--json") { Description = "Print one JSON object with all heads instead of a table" }, compatible = Inputs.Compatible();
        Command command = new("heads", "List the heads of a .mg file: the last grain of every supersession chain, and every grain that stands alone.\nThe file is imported into memory, as the library does it.") { file };
        query.AddTo(command);
        foreach (Option option in (Option[])[limit, others, json, compatible]) command.Add(option);
        command.SetAction(result => Run(
            result.GetRequiredValue(file), query.Query(result) with { Status = GrainStatus.Any }, result.GetValue(limit), result.GetValue(others), result.GetValue(json), Inputs.ReadOptions(result.GetValue(compatible)), context));
        return command;
    }

    private static int Run(string path, GrainQuery query, int limit, string[]? others, bool asJson, GrainReadOptions reading, CommandContext context)
    {
        using FileMemory memory = FileMemory.Open(path, others, reading, context);
        List<ChainHead> heads = ChainHead.Find(memory.Store, query);
        if (asJson) StoreJson.Write(context, json => Write(json, heads, memory));
        else Print(heads, limit, context);
        return ExitCode.Done;
    }

    private static void Print(List<ChainHead> heads, int limit, CommandContext context)
    {
        int forked = heads.Count(static head => head.Heads > 1);
        string forks = forked == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {forked} of them of forked chains");
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{heads.Count} {(heads.Count == 1 ? "head" : "heads")}{forks}"));
        GrainTable table = new("created", "type", "what it says", "address");
        foreach (ChainHead head in heads.Take(limit))
        {
            GrainBrief grain = GrainBrief.Of(head.Grain.Blob);
            table.Add(grain.Time, grain.Type, Words(head) is { Length: > 0 } words ? $"{words}: {grain.Summary}" : grain.Summary, grain.ShortAddress);
        }
        table.Write(context);
        if (heads.Count > limit) context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{heads.Count - limit} more are not shown; --limit shows up to {GrainQuery.MaxLimit}, --json all"));
    }

    private static string Words(in ChainHead head)
    {
        List<string> words = [];
        if (head.Heads > 1) words.Add(string.Create(CultureInfo.InvariantCulture, $"{(head.IsProvisional ? "provisional" : "other")} head of {head.Heads}"));
        else if (head.Length > 1) words.Add(string.Create(CultureInfo.InvariantCulture, $"the last of {head.Length}"));
        IndexState state = head.Grain.Entry.State;
        if (!head.Grain.Entry.IsCurrent) words.Add("not current");
        if (state.VerificationStatus != IndexState.Unverified) words.Add(state.VerificationStatus);
        return string.Join(", ", words);
    }

    private static void Write(Utf8JsonWriter json, List<ChainHead> heads, FileMemory memory)
    {
        json.WriteStartArray("heads");
        foreach (ChainHead head in heads)
        {
            json.WriteStartObject();
            StoreJson.WriteGrain(json, GrainBrief.Of(head.Grain.Blob));
            StoreJson.WriteEntry(json, head.Grain.Entry);
            json.WriteNumber("chain_length", head.Length);
            json.WriteBoolean("forked", head.Heads > 1);
            json.WriteBoolean("provisional", head.IsProvisional);
            json.WriteEndObject();
            json.Flush(); // so that it holds one grain at a time
        }
        json.WriteEndArray();
        json.WriteNumber("total", heads.Count);
        ManifestNotes.Write(json, memory.Reports);
    }
}
