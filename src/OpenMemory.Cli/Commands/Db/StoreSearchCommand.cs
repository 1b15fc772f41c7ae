using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Input;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store search</c>: grains by relevance, to words, to a vector, or to both (§28.4).</summary>
internal static class StoreSearchCommand
{
    private const int MaxVectorBytes = 1 << 20, MaxSources = 3;

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        Argument<string[]> words = new("words") { Description = "What to look for; none where a vector says it", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> vector = new("--vector") { Description = "Compare with the vector in this file, a JSON array of numbers; alone, or besides words", HelpName = "file" };
        StoreQuestion question = new();
        Option<int> limit = RowOptions.Limit("How many grains to show, the best first; 1 to 1000");
        Option<bool> json = new("--json") { Description = "Print the envelope of results and total instead of a table" };
        Command command = new("search", "Search a store by relevance, among the grains that match every condition; hot grains alone") { file, words, vector };
        question.AddTo(command);
        foreach (Option option in (Option[])[limit, json]) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(vector) is null && result.GetValue(words)?.All(string.IsNullOrWhiteSpace) != false) result.AddError("There is nothing to look for: give words, or --vector.");
        });
        command.SetAction(result =>
        {
            GrainSearch search = new()
            {
                Text = result.GetValue(words) is { Length: > 0 } texts ? string.Join(' ', texts) : null,
                Vector = result.GetValue(vector) is { } path ? ReadVector(path) : default,
                Filter = question.Query(result) with { Limit = result.GetValue(limit) },
            };
            using DbStore store = DbStore.OpenToRead(result.GetRequiredValue(file), result, context);
            GrainPage page = store.Do(opened => opened.SearchAsync(search));
            if (result.GetValue(json)) StoreQuestion.WriteEnvelope(page, context);
            else Print(page, context);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(GrainPage page, CommandContext context)
    {
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page.Total} {(page.Total == 1 ? "grain" : "grains")}, the best first"));
        GrainTable table = new("score", "type", "what it says", "address");
        foreach (GrainHit hit in page.Results)
        {
            GrainBrief grain = GrainBrief.Of(hit.Grain.Blob);
            table.Add(hit.Score.ToString("0.000", CultureInfo.InvariantCulture), grain.Type, Words(hit, grain), grain.ShortAddress);
        }
        table.Write(context);
        PrintSources(page, context);
    }

    /// <summary>What the results derive from, where they do.</summary>
    private static void PrintSources(GrainPage page, CommandContext context)
    {
        foreach (GrainHit hit in page.Results.Where(static hit => hit.Sources.Count > 0))
        {
            string more = hit.Sources.Count > MaxSources ? string.Create(CultureInfo.InvariantCulture, $" and {hit.Sources.Count - MaxSources} more") : "";
            context.WriteLine($"{GrainBrief.Short(hit.Address)} derives from {string.Join(", ", hit.Sources.Take(MaxSources).Select(GrainBrief.Short))}{more}");
        }
    }

    private static string Words(GrainHit hit, GrainBrief grain) =>
        hit.MatchedFields.Count == 0 ? grain.Summary : $"{string.Join(", ", hit.MatchedFields)}: {grain.Summary}";

    private static float[] ReadVector(string path)
    {
        byte[] json = InputFile.ReadUpTo(path, MaxVectorBytes);
        if (json.Length > MaxVectorBytes) throw new UsageException($"this is too long for a vector: {path}");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            float[] numbers = [.. document.RootElement.EnumerateArray().Select(static number => number.GetSingle())];
            if (numbers.Length > 0 && numbers.All(float.IsFinite)) return numbers;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
        }
        throw new UsageException($"this is not a JSON array of numbers: {path}");
    }
}
