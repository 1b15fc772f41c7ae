using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>Counts what stands for each chapter of the specification: requirements, vectors, and tests that cite a requirement of it.</summary>
internal static partial class Chapters
{
    /// <summary>Fills the numbers into a table whose first two columns, chapter and state, are written by hand.</summary>
    internal static string Fill(string table)
    {
        string[] lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, int> requirements = Requirements(), vectors = Vectors(), tests = Tests();
        return string.Concat(lines.Select((line, row) => row < 2 ? line + "\n" : Filled(line)));

        string Filled(string line)
        {
            string[] cells = line.Split('|');
            string[] chapters = [.. ChaptersOf(cells[1])];
            return $"|{cells[1]}|{cells[2]}| {Sum(requirements, chapters)} | {Sum(vectors, chapters)} | {Sum(tests, chapters)} |\n";
        }
    }

    /// <summary>The chapters that a first cell names: <c>§3–§6</c> has four, <c>Appendix A</c> one, <c>OMS 1.0–1.5</c> is the companion on older versions.</summary>
    internal static IEnumerable<string> ChaptersOf(string cell)
    {
        if (cell.Contains("Appendix A", StringComparison.Ordinal)) yield return "A";
        if (cell.Contains("OMS 1.0", StringComparison.Ordinal)) yield return "L";
        foreach (Match match in Range().Matches(cell))
        {
            int first = Number(match.Groups["first"].Value), last = match.Groups["last"].Success ? Number(match.Groups["last"].Value) : first;
            for (int chapter = first; chapter <= last; chapter++) yield return chapter.ToString(CultureInfo.InvariantCulture);
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, int> Requirements() => Count(Rows("requirements.json").Select(static row => Citation().Match(row.GetProperty("id").GetString()!).Groups["chapter"].Value));

    private static Dictionary<string, int> Vectors() => Count(Directory.EnumerateFiles(RepositoryFiles.PathOf("spec-vectors"), "*.json")
        .Select(Path.GetFileName).Where(static file => file is not ("requirements.json" or "schema.json")).SelectMany(static file => Rows(file!))
        .Select(static row => row.GetProperty("section").GetString()!)
        .Select(static section => section.StartsWith("legacy", StringComparison.Ordinal) ? "L" : section.Split('.', ' ')[0]));

    private static Dictionary<string, int> Tests() => Count(RepositoryFiles.Sources("tests").SelectMany(static file => MemberStart().Split(File.ReadAllText(file).ReplaceLineEndings("\n")))
        .Where(static member => IsTest().IsMatch(member))
        .SelectMany(static member => Citation().Matches(member).Select(static match => match.Groups["chapter"].Value).Distinct()));

    private static Dictionary<string, int> Count(IEnumerable<string> chapters) => chapters.CountBy(static chapter => chapter).ToDictionary();

    private static int Sum(Dictionary<string, int> counts, string[] chapters) => chapters.Sum(chapter => counts.GetValueOrDefault(chapter));

    private static JsonElement.ArrayEnumerator Rows(string file) => JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", file))).RootElement.EnumerateArray();

    [GeneratedRegex("§(?<first>[0-9]+)(–§(?<last>[0-9]+))?")]
    private static partial Regex Range();

    [GeneratedRegex(@"OMS-(?<chapter>[0-9A-Z]+)(\.[0-9]+)*-[0-9]+")]
    private static partial Regex Citation();

    /// <summary>Members of a type stand apart, four columns in.</summary>
    [GeneratedRegex(@"\n\n(?=    \S)")]
    private static partial Regex MemberStart();

    [GeneratedRegex(@"^    \[(Test|TestCase|TestCaseSource|Property|Theory|FsCheck)\b", RegexOptions.Multiline)]
    private static partial Regex IsTest();
}
