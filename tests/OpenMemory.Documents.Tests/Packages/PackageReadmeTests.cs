using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>The page that a feed shows of each package: the same parts everywhere, short, and right when it is read elsewhere.</summary>
[TestFixture]
internal sealed class PackageReadmeTests
{
    private static IEnumerable<string> Ids =>
        Directory.EnumerateDirectories(RepositoryFiles.PathOf("src"), "OpenMemory*").Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Ids))]
    public void A_readme_has_its_parts_in_order(string id)
    {
        Document readme = Of(id);
        string[] headings = [.. Regex.Matches(readme.Prose, "^#+ .*$", RegexOptions.Multiline).Select(static match => match.Value)];
        string parts = id == "OpenMemory.Cli" ? "## Main commands" : "## Main types";
        Assert.That(headings.Where(static heading => heading != "## What it brings"), Is.EqualTo(new[] { $"# {id}", "## How to use", parts, "## Limits", "## More" }));
        Assert.That(readme.Text.Split('\n').Length - 1, Is.InRange(25, 60), "lines");
        Assert.That(readme.Prose, Does.Contain("MIT licence"));
    }

    [TestCaseSource(nameof(Ids))]
    public void A_readme_leads_to_pages_that_are_found_from_elsewhere(string id) =>
        Assert.That(Of(id).Links.Where(static link => !link.Target.StartsWith("https://", StringComparison.Ordinal)), Is.Empty);

    [TestCaseSource(nameof(Ids))]
    public void A_readme_shows_what_a_program_over_the_packages_runs(string id)
    {
        CodeBlock[] blocks = [.. Of(id).Blocks];
        HashSet<string> run = [.. Example.All.Where(static example => example.File.Replace('\\', '/').StartsWith("tests/PackageConsumer/Examples/", StringComparison.Ordinal)).Select(static example => example.Code)];
        Assert.That(blocks, Has.Length.EqualTo(1));
        Assert.That(blocks[0].Language == "console" ? id == "OpenMemory.Cli" : run.Contains(blocks[0].Text), Is.True);
    }

    [Test]
    public void The_readme_of_all_names_each_module() =>
        Assert.That(Regex.Matches(Of("OpenMemory").Prose, @"^\| \[([A-Za-z.]+)\]", RegexOptions.Multiline).Select(static match => match.Groups[1].Value),
            Is.EquivalentTo(Ids.Except(["OpenMemory", "OpenMemory.Cli"])));

    private static Document Of(string id) => Document.Of($"src/{id}/README.md");
}
