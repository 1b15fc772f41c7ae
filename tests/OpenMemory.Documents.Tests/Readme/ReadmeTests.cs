using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>The README stays short, and its numbers are counted.</summary>
[TestFixture]
public sealed partial class ReadmeTests
{
    private static readonly string s_text = Document.Of("README.md").Text;

    [Test]
    public void It_stays_below_250_lines() => Assert.That(s_text.Split('\n'), Has.Length.LessThan(250));

    [Test]
    public void The_version_that_documents_name_is_the_one()
    {
        Assert.That(s_text, Does.Contain($"\nVersion {Packages.Version},"));
        Assert.That(Document.Of("CHANGELOG.md").Text, Does.Contain($"\n## {Packages.Version}"));
        Assert.That(Document.Of(Document.DoneWithPackages).Text, Does.Contain($"--version {Packages.Version}\n"));
    }

    [Test]
    public void The_numbers_of_chapters_are_those_of_vectors_and_tests()
    {
        Match table = Table().Match(s_text);
        Assert.That(table.Success, "the marks of the table");
        string filled = Chapters.Fill(table.Groups["table"].Value);
        if (filled == table.Groups["table"].Value) return;
        string received = RepositoryFiles.PathOf("README.received.txt");
        File.WriteAllText(received, s_text.Replace(table.Groups["table"].Value, filled, StringComparison.Ordinal));
        Assert.Fail($"The table of chapters has other numbers. Compare {received} with README.md, and replace it.");
    }

    [Test]
    public void The_table_has_every_chapter_with_requirements()
    {
        string[] chapters = [.. Table().Match(s_text).Groups["table"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).SelectMany(static line => Chapters.ChaptersOf(line.Split('|')[1]))];
        Assert.That(chapters, Is.Unique);
        Assert.That(chapters, Is.SupersetOf(new[] { "A", "L" }.Concat(Enumerable.Range(3, 26).Select(static chapter => $"{chapter}"))));
    }

    [TestCase("§3–§5 blobs", "3", "4", "5")]
    [TestCase("§9 COSE; §12 identity", "9", "12")]
    [TestCase("Appendix A", "A")]
    [TestCase("OMS 1.0–1.5", "L")]
    public void A_cell_names_its_chapters(string cell, params string[] chapters) => Assert.That(Chapters.ChaptersOf(cell), Is.EqualTo(chapters));

    [GeneratedRegex("<!-- chapters -->\n(?<table>.*?)<!-- /chapters -->", RegexOptions.Singleline)]
    private static partial Regex Table();
}
