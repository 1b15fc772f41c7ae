using System.Text.RegularExpressions;

namespace OpenMemory.Tests;

/// <summary>A library's folders use only what stands before them, and source files stay small.</summary>
[TestFixture]
public sealed partial class ArchitectureTests
{
    /// <summary>The folders of a library in their order.</summary>
    private static readonly (string Library, string[] Folders)[] s_order =
    [
        ("OpenMemory.Core", ["Errors", "Addressing", "Encoding", "Fields", "Blobs", "Grains", "Json", "Containers"]),
        ("OpenMemory.Disclosure", ["Rules", "Elision", "Verification", "Risk", "Policies"]),
        ("OpenMemory.Signing", ["Keys", "Did", "Envelopes", "Quorum", "Trust"]),
        ("OpenMemory.Supersession", ["Index", "Policy", "Chains", "Temporal"]),
        ("OpenMemory.Store", ["Audit", "Subjects", "Retention", "Protocol", "Telemetry", "Backend", "Recommendations", "Consents", "Grants", "Engine", "Memory", "Transfer", "Authorization", "Conversations", "Skills", "Hosting"]),
        ("OpenMemory.Store.Sqlite", ["Native", "Schema", "Options", "Rows", "Terms", "Queries", "Search", "Backend", "Maintenance", "Store", "Hosting"]),
        ("OpenMemory.Erasure", ["Files", "Keys", "Receipts", "Salts", "Sealing", "Ring", "Attachments"]),
    ];

    private static IEnumerable<string> Libraries => s_order.Select(static entry => entry.Library);

    [TestCaseSource(nameof(Libraries))]
    public void Every_source_stands_in_a_known_folder(string library) =>
        Assert.That(Folders(library), Is.SupersetOf(RepositoryFiles.Sources("src", library).Select(file => FolderOf(library, file)).Distinct()));

    [TestCaseSource(nameof(Libraries))]
    public void No_folder_uses_one_that_stands_after_it(string library)
    {
        Dictionary<string, int> home = [];
        foreach (string file in RepositoryFiles.Sources("src", library))
        {
            foreach (Match match in Declaration().Matches(Code(file))) home[match.Groups["name"].Value] = Rank(library, file);
        }
        Assert.That(home, Has.Count.GreaterThan(10), "the sources were read");
        List<string> offences = [];
        foreach (string file in RepositoryFiles.Sources("src", library))
        {
            string code = Code(file);
            HashSet<string> members = [.. Member().Matches(code).Select(static match => match.Groups["name"].Value)];
            foreach (Match match in Identifier().Matches(code).Where(match => !members.Contains(match.Value)))
            {
                if (home.TryGetValue(match.Value, out int rank) && rank > Rank(library, file)) offences.Add($"{RelativeTo(library, file)} uses {match.Value}");
            }
        }
        Assert.That(offences.Distinct(), Is.Empty);
    }

    [Test]
    public void The_test_of_direction_sees_an_offence()
    {
        string code = Strip("// Fact\nclass A { Fact? x; /* Goal */ int y = GrainType.Event; string z = \"State\"; }");
        Assert.That(Identifier().Matches(code).Select(static match => match.Value), Does.Contain("Fact").And.Not.Contain("Goal").And.Not.Contain("Event").And.Not.Contain("State"));
    }

    [Test]
    public void No_source_file_passes_400_lines_and_the_median_stays_below_120()
    {
        (string File, int Lines)[] sizes = [.. new[] { "src", "tests", "benchmarks" }
            .SelectMany(static folder => RepositoryFiles.Sources(folder))
            .Select(static file => (Path.GetRelativePath(RepositoryFiles.Root, file), File.ReadLines(file).Count()))];
        Assert.That(sizes.Where(static size => size.Lines > 400), Is.Empty);
        Assert.That(sizes.Select(static size => size.Lines).Order().ElementAt(sizes.Length / 2), Is.LessThan(120));
    }

    [Test]
    public void A_source_file_declares_at_most_one_public_type()
    {
        IEnumerable<string> crowded = Libraries.SelectMany(static library => RepositoryFiles.Sources("src", library))
            .Where(static file => PublicType().Count(Code(file)) > 1);
        Assert.That(crowded, Is.Empty);
    }

    private static string[] Folders(string library) => Array.Find(s_order, entry => entry.Library == library).Folders;

    private static string RelativeTo(string library, string file) => Path.GetRelativePath(RepositoryFiles.PathOf("src", library), file);

    private static string FolderOf(string library, string file) => RelativeTo(library, file).Split(Path.DirectorySeparatorChar)[0];

    private static int Rank(string library, string file) => Array.IndexOf(Folders(library), FolderOf(library, file));

    private static string Code(string file) => Strip(File.ReadAllText(file));

    /// <summary>Leaves out comments and texts, and names behind a dot, which are members of something already judged.</summary>
    private static string Strip(string source) => BehindDot().Replace(NotCode().Replace(source, " "), ".");

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"\.\s*[A-Za-z_]\w*")]
    private static partial Regex BehindDot();

    /// <summary>An identifier that can stand for a type: not a member being named in an initializer or an enumeration.</summary>
    [GeneratedRegex(@"\b[A-Z]\w*\b(?!\s*=(?!=))(?!\s*,\s*\n)")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b(?:class|struct|record|enum|interface)\s+(?:class\s+|struct\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    /// <summary>A parameter or property of a built-in type whose name is also a type's.</summary>
    [GeneratedRegex(@"\b(?:string|int|long|bool|double)\??\s+(?<name>[A-Z]\w*)\s*[=,;{)]")]
    private static partial Regex Member();

    [GeneratedRegex(@"^public\s[^;{=(]*\b(?:class|struct|record|enum|interface)\s", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
