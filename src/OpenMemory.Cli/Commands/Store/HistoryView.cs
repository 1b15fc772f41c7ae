using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary>A supersession chain: as a drawing for people, as JSON for programs.</summary>
internal static class HistoryView
{
    /// <summary>The drawing.</summary>
    internal static void Print(ContentAddress address, SupersessionChain chain, CommandContext context)
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

    /// <summary>One JSON object, with what of files' manifests was not applied.</summary>
    internal static void WriteJson(ContentAddress address, SupersessionChain chain, IReadOnlyList<ImportReport> imports, CommandContext context) =>
        StoreJson.Write(context, json => Write(json, address, chain, imports));

    private static void Write(Utf8JsonWriter json, ContentAddress address, SupersessionChain chain, IReadOnlyList<ImportReport> imports)
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
        ManifestNotes.Write(json, imports);
    }
}
