using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Cli.Demo;

/// <summary>The support case of the demo: built from data that is part of the program, so that its addresses never change.</summary>
internal static partial class SupportCase
{
    // The case, and what a store makes of it: a correction, and a goal that policy protects.
    private static readonly string[] s_resources = ["support-case.json", "support-case-memory.json"];

    /// <summary>Builds the grains in the order of the story; each may name earlier ones as <c>{{id}}</c>.</summary>
    internal static IReadOnlyList<DemoStep> Build()
    {
        List<DemoStep> steps = [];
        Dictionary<string, ContentAddress> addresses = [];
        foreach (JsonElement element in s_resources.SelectMany(Read).OrderBy(static element => element.GetProperty("grain").GetProperty("created_at").GetInt64()))
        {
            string id = element.GetProperty("id").GetString()!;
            List<ContentAddress> references = [];
            string json = Reference().Replace(element.GetProperty("grain").GetRawText(), match =>
            {
                ContentAddress address = addresses[match.Groups[1].Value];
                references.Add(address);
                return address.ToString();
            });
            Grain grain = GrainJson.Parse(CommandContext.Utf8.GetBytes(json));
            GrainBlob blob = grain.ToBlob();
            addresses[id] = blob.Address;
            ContentAddress? old = element.TryGetProperty("supersedes", out JsonElement superseded) ? addresses[superseded.GetString()!] : null;
            steps.Add(new DemoStep(id, element.GetProperty("title").GetString()!, grain, blob, references, old));
        }
        return steps;
    }

    private static JsonElement[] Read(string resource)
    {
        using Stream stream = typeof(SupportCase).Assembly.GetManifestResourceStream(resource)!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}")]
    private static partial Regex Reference();
}
