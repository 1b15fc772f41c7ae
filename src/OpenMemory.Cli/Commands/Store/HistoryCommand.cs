using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary><c>history</c>: what a grain replaced and what replaced it.</summary>
internal static class HistoryCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Argument<string> grain = new("grain") { Description = GrainFinder.Description };
        Option<string[]> others = FileMemory.With();
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of a drawing" }, compatible = Inputs.Compatible();
        Command command = new("history", "Show what a grain of a .mg file replaced and what replaced it.\nThe file is imported into memory, as the library does it.") { file, grain, others, json, compatible };
        command.SetAction(result => Run(
            result.GetRequiredValue(file), result.GetRequiredValue(grain), result.GetValue(others), result.GetValue(json), Inputs.ReadOptions(result.GetValue(compatible)), context));
        return command;
    }

    private static int Run(string path, string grain, string[]? others, bool asJson, GrainReadOptions reading, CommandContext context)
    {
        using MgSource source = SetInput.Open(path, context, reading);
        ContentAddress address = SetInput.Guard(path, () => source.Reader.GetAddress(GrainFinder.Find(source.Reader, grain)));
        using FileMemory memory = FileMemory.Import(source.Reader, path, others, reading, context);
        SupersessionChain chain = memory.Store.GetHistoryAsync(address).Wait()!;
        if (asJson) StoreJson.Write(context, json => Write(json, address, chain, memory));
        else Print(address, chain, context);
        return ExitCode.Done;
    }

    private static void Print(ContentAddress address, SupersessionChain chain, CommandContext context)
    {
        int heads = chain.Heads.Count();
        string end = heads == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", forked into {heads} heads");
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chain.Links.Count} {(chain.Links.Count == 1 ? "grain" : "grains")}, the oldest first{end}:"));
        foreach (string line in ChainGraph.Draw(chain, link => [.. Lines(link, link.Address == address, heads > 1 && link.Address == chain.Head)]))
            context.WriteLine(PlainText.Clean(line, Screen.Width - 1));
        foreach (ChainFault fault in chain.Faults) context.WriteLine($"fault: {Sentence(fault)}");
    }

    private static IEnumerable<string> Lines(ChainLink link, bool isAsked, bool isProvisional)
    {
        GrainBrief grain = GrainBrief.Of(link.Grain);
        yield return $"{grain.Time}  {grain.Type}  {grain.ShortAddress}{(isAsked ? "  (asked for)" : "")}";
        if (grain.Summary.Length > 0) yield return "  " + grain.Summary;
        foreach (string line in GrainStanding.Lines(link.Entry)) yield return "  " + line;
        if (isProvisional) yield return "  the provisional head: the newest of several";
    }

    private static string Sentence(in ChainFault fault)
    {
        string grain = GrainBrief.Short(fault.Grain), other = fault.Other is { } address ? GrainBrief.Short(address) : "a grain";
        return fault.Kind switch
        {
            ChainFaultKind.MissingSuccessor => $"{grain} was superseded by {other}, which is not here",
            ChainFaultKind.MissingPredecessor => $"{grain} replaces {other}, which is not here",
            ChainFaultKind.Cycle => $"from {grain} the chain comes back to {other}",
            _ => $"{grain} is said to be superseded by {other}, which does not name it",
        };
    }

    private static void Write(Utf8JsonWriter json, ContentAddress address, SupersessionChain chain, FileMemory memory)
    {
        json.WriteString("content_address", address.ToString());
        json.WriteString("head", chain.Head?.ToString());
        json.WriteBoolean("forked", chain.IsForked);
        json.WriteStartArray("chain");
        foreach (ChainLink link in chain.Links)
        {
            json.WriteStartObject();
            StoreJson.WriteGrain(json, GrainBrief.Of(link.Grain));
            StoreJson.WriteEntry(json, link.Entry);
            json.WriteBoolean("head", link.IsHead);
            StoreJson.WriteAddresses(json, "predecessors", link.Predecessors);
            StoreJson.WriteAddresses(json, "successors", link.Successors);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("faults");
        foreach (ChainFault fault in chain.Faults)
        {
            json.WriteStartObject();
            json.WriteString("kind", StoreJson.Name(fault.Kind));
            json.WriteString("content_address", fault.Grain.ToString());
            if (fault.Other is { } other) json.WriteString("other", other.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        ManifestNotes.Write(json, memory.Reports);
    }
}
