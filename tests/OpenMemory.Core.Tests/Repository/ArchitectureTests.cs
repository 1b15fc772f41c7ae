using System.Text.RegularExpressions;

namespace OpenMemory.Tests;

/// <summary>Core's folders use only what stands before them, and source files stay small.</summary>
[TestFixture]
public sealed partial class ArchitectureTests
{
    private static readonly string[] s_order =
        ["Errors", "Addressing", "Encoding", "Fields", "Blobs", "Grains", "Json", "Containers"];

    private static readonly string s_core = RepositoryFiles.PathOf("src", "OpenMemory.Core");

    [Test]
    public void Every_source_of_Core_stands_in_a_known_folder() =>
        Assert.That(RepositoryFiles.Sources("src", "OpenMemory.Core").Select(FolderOf).Distinct(), Is.EquivalentTo(s_order));

    [Test]
    public void No_folder_uses_one_that_stands_after_it()
    {
        Dictionary<string, int> home = [];
        foreach (string file in RepositoryFiles.Sources("src", "OpenMemory.Core"))
        {
            foreach (Match match in Declaration().Matches(Code(file))) home[match.Groups["name"].Value] = Rank(file);
        }
        Assert.That(home, Has.Count.GreaterThan(100), "the sources were read");
        List<string> offences = [];
        foreach (string file in RepositoryFiles.Sources("src", "OpenMemory.Core"))
        {
            string code = Code(file);
            HashSet<string> members = [.. Member().Matches(code).Select(static match => match.Groups["name"].Value)];
            foreach (Match match in Identifier().Matches(code).Where(match => !members.Contains(match.Value)))
            {
                if (home.TryGetValue(match.Value, out int rank) && rank > Rank(file)) offences.Add($"{Path.GetRelativePath(s_core, file)} uses {match.Value}");
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
    public void A_source_file_of_Core_declares_at_most_one_public_type()
    {
        IEnumerable<string> crowded = RepositoryFiles.Sources("src", "OpenMemory.Core")
            .Where(static file => PublicType().Count(Code(file)) > 1);
        Assert.That(crowded, Is.Empty);
    }

    private static string FolderOf(string file) => Path.GetRelativePath(s_core, file).Split(Path.DirectorySeparatorChar)[0];

    private static int Rank(string file) => Array.IndexOf(s_order, FolderOf(file));

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
