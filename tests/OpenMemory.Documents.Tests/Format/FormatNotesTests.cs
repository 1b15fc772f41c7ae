using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>The notes on the format show bytes of the vectors, and every ruling that anything here follows.</summary>
[TestFixture]
internal sealed partial class FormatNotesTests
{
    private static readonly Document s_notes = Document.Of("docs/format-notes.md");

    private static IEnumerable<AnnotatedBytes> Dumps => s_notes.Blocks.Select(AnnotatedBytes.Of).OfType<AnnotatedBytes>();

    [TestCaseSource(nameof(Dumps))]
    public void A_dump_has_the_bytes_of_its_row(AnnotatedBytes dump)
    {
        Assert.That(Convert.ToHexStringLower(dump.Bytes), Is.EqualTo(Member(dump.File, dump.Row, dump.Member)));
        Assert.That(dump.Offsets.Where(static line => line.Offset != line.Expected), Is.Empty, "each offset is where its bytes begin");
    }

    [Test]
    public void Each_form_of_a_grain_and_a_file_are_shown() =>
        Assert.That(Dumps.Select(static dump => dump.File), Is.EqualTo(new[] { "spec-21.json", "mgfile.json", "cose.json", "sealed.json", "elision.json" }));

    [Test]
    public void The_address_that_the_notes_state_is_that_of_the_first_dump()
    {
        AnnotatedBytes first = Dumps.First();
        Assert.That(s_notes.Prose, Does.Contain($"`{ContentAddress.Compute(first.Bytes)}`"));
        Assert.That(Member(first.File, first.Row, "address"), Is.EqualTo(ContentAddress.Compute(first.Bytes).ToString()));
    }

    [Test]
    public void Every_ruling_that_is_followed_has_an_entry_and_no_other_has()
    {
        string[] entries = [.. Entry().Matches(s_notes.Text).Select(static match => match.Groups["ruling"].Value)];
        Assert.That(entries, Is.Unique);
        IEnumerable<string> sources = new[] { "src", "tests" }.SelectMany(static folder => RepositoryFiles.Sources(folder)).Append(RepositoryFiles.PathOf("spec-vectors", "README.md"));
        HashSet<string> followed = [.. sources.SelectMany(static file => Ruling().Matches(File.ReadAllText(file)).Select(static match => match.Value))];
        Assert.That(followed, Has.Count.GreaterThan(50));
        Assert.That(entries, Is.EquivalentTo(followed));
    }

    [Test]
    public void Every_requirement_that_the_notes_name_is_one()
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", "requirements.json")));
        HashSet<string?> known = [.. table.RootElement.EnumerateArray().Select(static row => row.GetProperty("id").GetString())];
        string[] named = [.. Requirement().Matches(s_notes.Prose).Select(static match => match.Value)];
        Assert.That(named, Has.Length.GreaterThan(50));
        Assert.That(named.Where(id => !known.Contains(id)), Is.Empty);
    }

    private static string? Member(string file, string row, string member)
    {
        using JsonDocument rows = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", file)));
        return rows.RootElement.EnumerateArray().Single(one => one.GetProperty("name").GetString() == row).GetProperty(member).GetString();
    }

    [GeneratedRegex(@"^- \*\*(?<ruling>R-[0-9]+)\*\* ", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?<![A-Za-z0-9-])R-[0-9]{1,2}(?![0-9-])")]
    private static partial Regex Ruling();

    [GeneratedRegex(@"\bOMS-[0-9A-Z]+(\.[0-9]+)*-[0-9]+")]
    private static partial Regex Requirement();
}
