using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>One Markdown file of the repository, with its blocks, headings and links.</summary>
internal sealed partial class Document
{
    private Document(string path)
    {
        Path = path;
        Text = File.ReadAllText(RepositoryFiles.PathOf(path)).ReplaceLineEndings("\n");
        Blocks = [.. Fence().Matches(Text).Select(match => new CodeBlock(match.Groups["language"].Value, match.Groups["text"].Value, path, LineOf(match.Index)))];
        Prose = Fence().Replace(Text, static match => new string('\n', match.Value.Count(static c => c == '\n')));
    }

    /// <summary>All documents that people write; what benchmarks write is left out.</summary>
    internal static IReadOnlyList<Document> All { get; } =
        [.. Directory.EnumerateFiles(RepositoryFiles.Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(static file => System.IO.Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/'))
            .Where(static file => !Generated().IsMatch(file)).Order(StringComparer.Ordinal).Select(static file => new Document(file))];

    /// <summary>Its blocks are one story over the packages: tests/OpenMemory.Packages.Tests does all of it, in its order.</summary>
    internal const string DoneWithPackages = "docs/getting-started.md";

    /// <summary>From the top of the repository, with slashes.</summary>
    internal string Path { get; }

    internal string Text { get; }

    /// <summary>The text without its blocks, line by line where it was.</summary>
    internal string Prose { get; }

    internal IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>What a link may name behind <c>#</c>, made of the headings as GitHub makes it.</summary>
    internal IReadOnlySet<string> Anchors => field ??= FindAnchors();

    /// <summary>Targets of links and images, with the line they stand in.</summary>
    internal IEnumerable<(string Target, int Line)> Links =>
        Link().Matches(Prose).Select(match => (match.Groups["target"].Value, LineOf(match.Index)));

    internal static Document Of(string path) => All.Single(document => document.Path == path);

    public override string ToString() => Path;

    private int LineOf(int index) => Text.AsSpan(0, Math.Min(index, Text.Length)).Count('\n') + 1;

    private HashSet<string> FindAnchors()
    {
        HashSet<string> anchors = [];
        foreach (Match heading in Heading().Matches(Prose))
        {
            string words = LinkText().Replace(heading.Groups["words"].Value, "$1").ToLowerInvariant();
            string slug = NotInSlug().Replace(words, "").Replace(' ', '-');
            for (int again = 0; !anchors.Add(again == 0 ? slug : $"{slug}-{again}"); again++)
            {
            }
        }
        return anchors;
    }

    [GeneratedRegex("^```(?<language>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(^|/)(bin|obj|artifacts|node_modules|TestResults|BenchmarkDotNet\.Artifacts|\.(?!github/)[^/]+)/|^benchmarks/results/[^/]+/")]
    private static partial Regex Generated();

    [GeneratedRegex("^#{1,6} (?<words>.*?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^()\s]+(\([^()\s]*\)[^()\s]*)?)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"[^\p{L}\p{N}\p{M} _-]")]
    private static partial Regex NotInSlug();
}
