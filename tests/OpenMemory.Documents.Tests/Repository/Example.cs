using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>A compiled piece of code that documents show: the lines between <c>// &lt;mark&gt;</c> and <c>// &lt;/mark&gt;</c> in the sources of the tests.</summary>
internal sealed partial record Example(string File, string Mark, string Code)
{
    internal static IReadOnlyList<Example> All { get; } =
        [.. RepositoryFiles.Sources("tests").SelectMany(static file => Region().Matches(System.IO.File.ReadAllText(file).ReplaceLineEndings("\n"))
            .Select(match => new Example(Path.GetRelativePath(RepositoryFiles.Root, file), match.Groups["mark"].Value, Dedent(match.Groups["code"].Value))))];

    public override string ToString() => $"{File} <{Mark}>";

    private static string Dedent(string code)
    {
        string[] lines = code.TrimEnd('\n').Split('\n');
        int indent = lines.Where(static line => line.Trim().Length > 0).Min(static line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => (line.Length > indent ? line[indent..] : "") + "\n"));
    }

    [GeneratedRegex(@"^ *// <(?<mark>[a-z0-9-]+)>\n(?<code>.*?)^ *// </\k<mark>>$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
