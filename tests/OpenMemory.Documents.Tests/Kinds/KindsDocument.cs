using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>The tables of docs/grain-kinds.md, section by section.</summary>
internal static partial class KindsDocument
{
    internal static Document Text { get; } = Document.Of("docs/grain-kinds.md");

    /// <summary>Rows of the tables of a section: cells without Markdown.</summary>
    internal static IReadOnlyList<string[]> Rows(string heading)
    {
        string section = Text.Prose.Split($"\n## {heading}\n", 2)[1].Split("\n## ", 2)[0];
        return [.. section.Split('\n').Where(static line => line.StartsWith('|') && !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(static line => line.Trim('|').Split('|').Select(static cell => cell.Trim()).ToArray())
            .Where(static cells => cells[0].StartsWith('`'))];
    }

    /// <summary>The names of fields in a cell: what stands in back ticks.</summary>
    internal static string[] Names(string cell) => [.. Quoted().Matches(cell).Select(static match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
