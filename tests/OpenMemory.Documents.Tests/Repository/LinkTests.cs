using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>No link of a document is dead; what stands outside the repository is not asked.</summary>
[TestFixture]
internal sealed partial class LinkTests
{
    [TestCaseSource(typeof(Document), nameof(Document.All))]
    public void Every_link_leads_somewhere(Document document) =>
        Assert.That(document.Links.Select(link => (link.Line, Fault: FaultOf(document, link.Target))).Where(static link => link.Fault is not null), Is.Empty);

    [TestCaseSource(typeof(Document), nameof(Document.All))]
    public void Every_link_has_the_one_form_that_is_looked_at(Document document) =>
        Assert.That(OtherLink().Matches(document.Prose).Select(static match => match.Value), Is.Empty);

    [TestCase("docs/no-such-file.md", ExpectedResult = "no such file")]
    [TestCase("docs/files.md#no-such-heading", ExpectedResult = "no such heading")]
    [TestCase("#no-such-heading", ExpectedResult = "no such heading")]
    [TestCase("docs/files.md#index-manifest", ExpectedResult = null)]
    [TestCase("docs", ExpectedResult = null)]
    [TestCase("http://example.org", ExpectedResult = "not https")]
    [TestCase("/docs/files.md", ExpectedResult = "not relative")]
    public string? The_test_of_links_sees_a_dead_one(string target) => FaultOf(Document.Of("README.md"), target);

    private static string? FaultOf(Document document, string target)
    {
        // The readme of a package is read away from the repository, so it links to its pages.
        string pages = Packages.RepositoryUrl + "/blob/main/";
        bool isOwnPage = target.StartsWith(pages, StringComparison.Ordinal);
        if (!isOwnPage && target.Contains(':', StringComparison.Ordinal)) return target.StartsWith("https://", StringComparison.Ordinal) && Uri.IsWellFormedUriString(target, UriKind.Absolute) ? null : "not https";
        if (target.StartsWith('/')) return "not relative";
        string[] parts = (isOwnPage ? target[pages.Length..] : target).Split('#', 2);
        string from = isOwnPage ? RepositoryFiles.Root : Path.GetDirectoryName(RepositoryFiles.PathOf(document.Path))!;
        string file = parts[0].Length == 0 ? RepositoryFiles.PathOf(document.Path) : Path.GetFullPath(Path.Combine(from, parts[0]));
        if ((!File.Exists(file) && !Directory.Exists(file)) || !file.StartsWith(RepositoryFiles.Root, StringComparison.Ordinal)) return "no such file";
        if (parts.Length == 1) return null;
        string path = Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/');
        return Document.All.Any(candidate => candidate.Path == path && candidate.Anchors.Contains(parts[1])) ? null : "no such heading";
    }

    /// <summary>Links with a title or blanks, by reference, and in HTML.</summary>
    [GeneratedRegex(@"\]\((?![^()\s]+(\([^()\s]*\)[^()\s]*)?\))|\]\[[^\]]+\]|^ {0,3}\[[^\]]+\]:|<(?:a|img)\s", RegexOptions.Multiline)]
    private static partial Regex OtherLink();
}
