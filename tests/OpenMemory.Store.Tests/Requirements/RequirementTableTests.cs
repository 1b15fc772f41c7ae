using System.Reflection;
using System.Text.RegularExpressions;
using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary><c>docs/store-conformance.md</c> is complete and true.</summary>
[TestFixture]
public sealed class RequirementTableTests
{
    [Test]
    public void Every_requirement_on_stores_has_a_row_that_says_what_it_demands_and_what_holds_it()
    {
        Assert.That(RequirementTable.Rows.Select(static row => row.Number), Is.Unique.And.SupersetOf(StoreRequirements.All));
        Assert.That(RequirementTable.Rows.Where(static row => row.Demand.Length < 10 || row.Proofs.Length == 0).Select(static row => row.Number), Is.Empty);
    }

    [Test]
    public void The_list_of_requirements_is_the_specifications()
    {
        string file = Path.Combine(RepositoryFiles.Root, "..", "shared", "spec", "oms.md");
        if (!File.Exists(file)) Assert.Ignore($"{file} is absent");
        IEnumerable<string> whole = Regex.Matches(File.ReadAllText(file), @"^- \*\*\[(?<number>OMS-(?:12\.6|23|28\.4)[0-9.]*-[0-9]+)\]\*\* `MUST", RegexOptions.Multiline)
            .Select(static match => match.Groups["number"].Value);
        Assert.That(whole, Is.Not.Empty.And.SubsetOf(StoreRequirements.All));
        string text = File.ReadAllText(file);
        Assert.That(StoreRequirements.All.Where(number => !text.Contains($"[{number}]", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_suites_tests_stand_in_the_rows_that_they_name()
    {
        string expected = RequirementTable.Expected();
        if (expected == RequirementTable.Text) return;
        string received = Path.ChangeExtension(RequirementTable.Path, "received.txt");
        File.WriteAllText(received, expected);
        Assert.Fail($"{RequirementTable.Path} is to be as {received}");
    }

    [Test]
    public void Every_proof_that_is_named_exists()
    {
        ILookup<string, string> fixtures = RepositoryFiles.Sources("tests")
            .SelectMany(static file => Regex.Matches(File.ReadAllText(file), @"\bclass (?<name>\w+)").Select(match => (match.Groups["name"].Value, file)))
            .ToLookup(static pair => pair.Value, static pair => pair.file);
        foreach (RequirementTable.Row row in RequirementTable.Rows)
        {
            foreach (string proof in row.Proofs) Assert.That(Exists(proof, fixtures), Is.True, $"{row.Number}: {proof}");
        }
    }

    [Test]
    public void A_proof_that_does_not_exist_is_seen()
    {
        ILookup<string, string> fixtures = Array.Empty<(string, string)>().ToLookup(static pair => pair.Item1, static pair => pair.Item2);
        Assert.That(Exists("`PutTests.No_such_test`", fixtures), Is.False);
        Assert.That(Exists("`NoSuchTests.No_such_test`", fixtures), Is.False);
        Assert.That(Exists("[nothing](no-such-page.md)", fixtures), Is.False);
        Assert.That(Exists("some words", fixtures), Is.False);
    }

    [Test]
    public void The_in_memory_store_runs_every_fixture_of_the_suite()
    {
        IEnumerable<Type> suite = typeof(GrainStoreFixture).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(GrainStoreFixture)));
        IEnumerable<Type?> run = Assembly.GetExecutingAssembly().GetTypes().Where(static type => type.IsSubclassOf(typeof(GrainStoreFixture))).Select(static type => type.BaseType);
        Assert.That(run, Is.EquivalentTo(suite));
    }

    /// <summary>Whether a test stands where it is said to, in the suite or in the sources of another project, or a page is there.</summary>
    private static bool Exists(string proof, ILookup<string, string> fixtures)
    {
        Match page = Regex.Match(proof, @"^\[[^\]]+\]\((?<file>[\w.\-]+)(?:#(?<anchor>[\w\-]+))?\)$");
        if (page.Success)
        {
            string file = RepositoryFiles.PathOf("docs", page.Groups["file"].Value);
            return File.Exists(file) && (!page.Groups["anchor"].Success || File.ReadLines(file).Any(line => line.StartsWith('#') && Anchor(line) == page.Groups["anchor"].Value));
        }
        Match test = Regex.Match(proof, @"^`(?<fixture>\w+)\.(?<method>\w+)`$");
        if (!test.Success) return false;
        if (typeof(GrainStoreFixture).Assembly.GetType($"OpenMemory.Store.Conformance.{test.Groups["fixture"].Value}") is { } type)
            return type.GetMethod(test.Groups["method"].Value)?.IsDefined(typeof(RequirementAttribute)) == true;
        return fixtures[test.Groups["fixture"].Value].Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\b{test.Groups["method"].Value}\("));
    }

    private static string Anchor(string heading) =>
        Regex.Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');
}
