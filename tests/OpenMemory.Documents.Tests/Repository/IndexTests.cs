using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>Every document is found from the index of its folder, and every decision has the same parts.</summary>
[TestFixture]
internal sealed partial class IndexTests
{
    private static IEnumerable<Document> Decisions => Document.All.Where(static document => Decision().IsMatch(document.Path));

    [TestCase("docs", 17)]
    [TestCase("docs/decisions", 13)]
    public void An_index_has_every_document_of_its_folder_once(string folder, int least)
    {
        string[] documents = [.. Document.All.Where(document => Path.GetDirectoryName(document.Path)!.Replace('\\', '/') == folder).Select(static document => Path.GetFileName(document.Path)).Where(static name => name != "README.md")];
        IEnumerable<string> listed = Document.Of($"{folder}/README.md").Links.Select(static link => link.Target).Where(static target => target.EndsWith(".md", StringComparison.Ordinal) && !target.Contains('/', StringComparison.Ordinal));
        Assert.That(documents, Has.Length.AtLeast(least));
        Assert.That(listed.Where(documents.Contains), Is.EquivalentTo(documents));
    }

    [Test]
    public void No_table_waits_for_its_figures() => Assert.That(Document.All.Where(static document => document.Prose.Contains("| ? |", StringComparison.Ordinal)), Is.Empty);

    [TestCaseSource(nameof(Decisions))]
    public void A_decision_says_why_what_follows_and_what_was_rejected(Document decision) =>
        Assert.That(decision.Text.Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)), Is.EqualTo(new[] { "## Context", "## Decision", "## Consequences", "## Rejected" }));

    [Test]
    public void Decisions_are_numbered_without_a_gap() =>
        Assert.That(Decisions.Select(static decision => int.Parse(Path.GetFileName(decision.Path).AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(Enumerable.Range(1, Decisions.Count())));

    [GeneratedRegex("^docs/decisions/[0-9]{4}-[a-z0-9-]+\\.md$")]
    private static partial Regex Decision();
}
