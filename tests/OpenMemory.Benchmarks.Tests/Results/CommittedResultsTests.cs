namespace OpenMemory.Benchmarks.Tests;

/// <summary>The results that are committed can be read, answer every budget, and are what the README shows.</summary>
[TestFixture]
public sealed class CommittedResultsTests
{
    private static readonly string s_results = RepositoryFiles.PathOf("benchmarks", "results");

    /// <summary>The lines of the design's budgets, and the rows that answer them.</summary>
    private static readonly (string Line, string[] Rows)[] s_lines =
    [
        ("encode + address a Fact into a caller's buffer", [RowNames.Encode]),
        ("parse and validate a view", [RowNames.Parse]),
        ("read one field from a view", [RowNames.ReadField]),
        ("batch addressing of 10,000 blobs", [RowNames.Batch]),
        ("NFC check of text that is already NFC", [.. Enum.GetValues<Script>().Select(RowNames.Nfc)]),
        ("open a 1 GB file", [RowNames.Open]),
        ("footer verification", [RowNames.Footer]),
        ("full verification", [RowNames.Verify]),
        ("random access to a grain of an open file", [RowNames.Random]),
        ("write a file", [RowNames.Pack]),
    ];

    private static IEnumerable<string> Files => Directory.GetFiles(s_results, "*.json", SearchOption.AllDirectories).Select(static file => Path.GetRelativePath(s_results, file));

    private static IEnumerable<string> Tables => Files.Where(static file => Path.GetFileName(file) == "table.json");

    [TestCaseSource(nameof(Files))]
    public void Committed_results_are_readable_and_lie_in_their_processor_s_folder(string file)
    {
        ResultSet set = ResultSet.Read(Path.Combine(s_results, file));
        Assert.That(set.Rows, Is.Not.Empty);
        Assert.That(Path.GetDirectoryName(file), Is.EqualTo(set.Machine.Folder));
        Assert.That(set.Date, Does.Match(@"^\d{4}-\d\d-\d\d$"));
        Assert.That(set.Rows.Select(static row => row.Key), Is.Unique);
    }

    [TestCaseSource(nameof(Tables))]
    public void Every_budget_is_answered_by_a_named_row(string file)
    {
        ResultSet set = ResultSet.Read(Path.Combine(s_results, file));
        foreach ((string line, string[] rows) in s_lines)
        {
            Assert.That(rows, Is.SubsetOf(set.Rows.Where(static row => row.Budget is not null).Select(static row => row.Name)), line);
        }
        Assert.That(Budget.All.Keys, Is.EquivalentTo(s_lines.SelectMany(static line => line.Rows)));
    }

    [TestCaseSource(nameof(Tables))]
    public void Every_row_of_a_table_stands_beside_a_limit_and_was_judged_by_its_own_figures(string file)
    {
        ResultSet set = ResultSet.Read(Path.Combine(s_results, file));
        Assert.That(set.Rows.Where(static row => row.Limit is null || !(row.LimitNanoseconds > 0)), Is.Empty);
        Assert.That(Budget.Judge(set).Rows.Select(static row => (row.Name, row.Budget, row.IsMet)), Is.EqualTo(set.Rows.Select(static row => (row.Name, row.Budget, row.IsMet))));
    }

    [TestCaseSource(nameof(Tables))]
    public void A_table_of_Markdown_is_made_from_its_figures(string file)
    {
        string text = File.ReadAllText(Path.Combine(s_results, Path.ChangeExtension(file, ".md"))).ReplaceLineEndings("\n");
        Assert.That(text, Does.EndWith("\n\n" + TableText.Table(ResultSet.Read(Path.Combine(s_results, file)), withDetails: true)));
    }

    [Test]
    public void There_is_a_table() => Assert.That(Tables, Is.Not.Empty);

    [Test]
    public void The_README_shows_the_newest_table()
    {
        string readme = File.ReadAllText(RepositoryFiles.PathOf("README.md")).ReplaceLineEndings("\n");
        Assert.That(readme, Is.EqualTo(ReadmeTable.Replace(readme, ReadmeTable.Newest(s_results).Set)), $"Write it with: {ReadmeTable.Command}");
    }

    [Test]
    public void The_README_stays_short() => Assert.That(File.ReadLines(RepositoryFiles.PathOf("README.md")).Count(), Is.LessThanOrEqualTo(250));
}
