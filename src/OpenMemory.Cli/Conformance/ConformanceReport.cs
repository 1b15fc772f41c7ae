using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Conformance;

/// <summary>Prints results for a person or for a program.</summary>
internal static class ConformanceReport
{
    private const int ListedFailures = 20;

    internal static void WriteText(IReadOnlyList<ConformanceFileResult> files, bool all, CommandContext context)
    {
        foreach (ConformanceFileResult file in files)
        {
            context.WriteLine($"{PlainText.Clean(file.Name)}: {Counts(file.Passed, file.Failed, file.Skipped)}");
            foreach (ConformanceFailure failure in Listed(file, all)) context.WriteLine("  FAILED " + PlainText.Clean(failure.ToString()));
            int more = file.Failed - Listed(file, all).Count();
            if (more > 0) context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {more} more failures; --all lists them"));
            foreach ((string reason, int count) in file.SkipReasons)
                context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  skipped {count}: {reason}"));
        }
        context.WriteLine(Counts(files.Sum(static f => f.Passed), files.Sum(static f => f.Failed), files.Sum(static f => f.Skipped)));
    }

    internal static void WriteJson(IReadOnlyList<ConformanceFileResult> files, bool all, CommandContext context)
    {
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteStartArray("files");
            foreach (ConformanceFileResult file in files) WriteFile(json, file, all);
            json.WriteEndArray();
            WriteCounts(json, files.Sum(static f => f.Passed), files.Sum(static f => f.Failed), files.Sum(static f => f.Skipped));
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    private static void WriteFile(Utf8JsonWriter json, ConformanceFileResult file, bool all)
    {
        json.WriteStartObject();
        json.WriteString("name", file.Name);
        WriteCounts(json, file.Passed, file.Failed, file.Skipped);
        json.WriteStartArray("failures");
        foreach (ConformanceFailure failure in Listed(file, all))
        {
            json.WriteStartObject();
            json.WriteString("row", failure.Row);
            json.WriteString("section", failure.Section);
            json.WriteString("check", failure.Check);
            json.WriteString("expected", failure.Expected);
            json.WriteString("actual", failure.Actual);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("skip_reasons");
        foreach ((string reason, int count) in file.SkipReasons) json.WriteNumber(reason, count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<ConformanceFailure> Listed(ConformanceFileResult file, bool all) =>
        all ? file.Failures : file.Failures.Take(ListedFailures);

    private static void WriteCounts(Utf8JsonWriter json, int passed, int failed, int skipped)
    {
        json.WriteNumber("passed", passed);
        json.WriteNumber("failed", failed);
        json.WriteNumber("skipped", skipped);
    }

    private static string Counts(int passed, int failed, int skipped) =>
        string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed, {skipped} skipped");
}
