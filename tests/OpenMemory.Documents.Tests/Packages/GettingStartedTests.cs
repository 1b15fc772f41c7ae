using System.Text.RegularExpressions;
using PackageConsumer.GettingStarted;

namespace OpenMemory.Documents.Tests;

/// <summary>The first program is shown whole and in order, and prints what docs/getting-started.md shows.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class GettingStartedTests
{
    private static readonly Document s_document = Document.Of("docs/getting-started.md");

    [Test]
    public void The_pieces_are_all_of_the_program_in_its_order()
    {
        string[] pieces = [.. Example.All.Where(static example => Path.GetFileName(example.File) == "FirstProgram.cs").Select(static example => example.Code)];
        Assert.That(s_document.Blocks.Where(static block => block.Language == "csharp").Select(static block => block.Text), Is.EqualTo(pieces));
    }

    [Test]
    public async Task The_program_prints_what_the_document_shows()
    {
        string shown = s_document.Blocks.Single(static block => block.Language == "text").Text;
        using ProgramRun program = new();
        await FirstProgram.RunAsync(program.Folder);
        Assert.That(program.Printed.ReplaceLineEndings("\n"), Does.Match("^" + Regex.Escape(shown).Replace("…", "[0-9a-f]{64}", StringComparison.Ordinal) + "$"));
    }
}
