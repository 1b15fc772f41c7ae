using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>Every block of every document is compiled, run, parsed, or marked as output.</summary>
[TestFixture]
public sealed partial class BlockTests
{
    private static IEnumerable<CodeBlock> Blocks => Document.All.SelectMany(static document => document.Blocks);

    [Test]
    public void The_documents_and_the_examples_are_found()
    {
        Assert.That(Document.All.Select(static document => document.Path), Is.SupersetOf(new[] { "README.md", "CONTRIBUTING.md", "docs/files.md", "spec-vectors/README.md" }));
        Assert.That(Blocks.Count(), Is.GreaterThan(40));
        Assert.That(Example.All, Has.Count.GreaterThan(20));
    }

    [Test]
    public void A_block_is_code_that_is_tested_or_is_marked_as_output() =>
        Assert.That(Blocks.Where(static block => block.Language is not ("csharp" or "console" or "sh" or "json" or "text")), Is.Empty);

    [Test]
    public void No_block_has_a_form_that_these_tests_do_not_see() =>
        Assert.That(Document.All.SelectMany(static document => OtherBlock().Matches(document.Prose).Select(match => $"{document}: {match.Value}")), Is.Empty);

    [TestCase("- ```sh\n", ExpectedResult = true)]
    [TestCase("~~~\n", ExpectedResult = true)]
    [TestCase("> ```csharp\n", ExpectedResult = true)]
    [TestCase("text\n\n    indented\n", ExpectedResult = true)]
    [TestCase("- a list\n  that goes on, with `code`\n", ExpectedResult = false)]
    public bool Other_forms_of_blocks_are_seen(string text) => OtherBlock().IsMatch(text);

    [Test]
    public void Every_CSharp_block_is_one_that_is_compiled()
    {
        HashSet<string> compiled = [.. Example.All.Select(static example => example.Code)];
        Assert.That(Blocks.Where(block => block.Language == "csharp" && !compiled.Contains(block.Text)), Is.Empty);
    }

    [Test]
    public void Every_example_that_is_compiled_is_shown()
    {
        HashSet<string> shown = [.. Blocks.Where(static block => block.Language == "csharp").Select(static block => block.Text)];
        Assert.That(Example.All.Where(example => !shown.Contains(example.Code)), Is.Empty);
    }

    [Test]
    public void Marks_of_a_file_differ() =>
        Assert.That(Example.All.CountBy(static example => (example.File, example.Mark)).Where(static entry => entry.Value > 1), Is.Empty);

    /// <summary>Commands of the repository itself are those that the whole run executes.</summary>
    [Test]
    public void Every_command_of_the_repository_is_run()
    {
        HashSet<string> run = [.. File.ReadLines(RepositoryFiles.PathOf(".ci", "run")).Select(static line => AfterCommand().Replace(line, "").Trim())];
        IEnumerable<string> unknown = Blocks.Where(static block => block.Language == "sh" && block.Document != Document.DoneWithPackages).SelectMany(block => block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => Comment().Replace(line, "").Trim()).Where(line => line.Length > 0 && !run.Contains(line)).Select(line => $"{block}: {line}"));
        Assert.That(unknown, Is.Empty);
    }

    [Test]
    public void Every_JSON_block_is_JSON()
    {
        foreach (CodeBlock block in Blocks.Where(static block => block.Language == "json"))
            Assert.That(() => JsonDocument.Parse(block.Text), Throws.Nothing, block.ToString());
    }

    /// <summary>Fences in lists, in quotes or of tildes, indented code, and code in HTML.</summary>
    [GeneratedRegex(@"^[ \t>]*(?:[-*+]|[0-9]+[.)])?[ \t]*(?:`{3,}|~{3,})|^(?: {4,}|\t)\S|<(?:pre|code)\b", RegexOptions.Multiline)]
    private static partial Regex OtherBlock();

    /// <summary>Where the output of a command of the whole run goes, and what follows from its failure.</summary>
    [GeneratedRegex(@"\s*(2>&1|\|\|).*$")]
    private static partial Regex AfterCommand();

    [GeneratedRegex(@"(^|\s)#\s.*$")]
    private static partial Regex Comment();
}
