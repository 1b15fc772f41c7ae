using System.Text.Json;
using System.Text.RegularExpressions;
using OpenMemory.Cli.Conformance.Requirements;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary>The table of requirements is complete, and says what the specification says.</summary>
[TestFixture]
internal sealed partial class RequirementTableTests
{
    private static readonly IReadOnlyList<Requirement> s_requirements = RequirementTable.Read(Samples.VectorFolder).Requirements;

    [Test]
    public void Table_HasNoProblems()
    {
        Assert.That(RequirementTable.Read(Samples.VectorFolder).Problems(), Is.Empty);
        Assert.That(s_requirements, Has.Count.EqualTo(410));
        Assert.That(s_requirements.Select(static requirement => requirement.Id), Is.Unique);
    }

    [Test]
    public void EveryRequirement_HasVectorsBothWaysOrAReason() =>
        Assert.That(s_requirements.Where(static requirement => !requirement.IsCovered && !requirement.IsExplained), Is.Empty);

    [Test]
    public void MustOfTheFormatSections_AreThoseOfTheirSections()
    {
        Requirement[] needed = [.. s_requirements.Where(static requirement => requirement.NeedsVectors)];
        Assert.That(needed.Select(static requirement => requirement.Section.Split('.')[0]).Distinct(), Is.EquivalentTo((string[])["3", "4", "5", "6", "7", "8", "11", "13", "16", "19"]));
        Assert.That(needed.Select(static requirement => requirement.Keyword).Distinct(), Is.EquivalentTo((string[])["MUST", "MUST NOT"]));
        Assert.That(needed.Count(static requirement => requirement.IsCovered), Is.GreaterThan(needed.Length * 2 / 3));
    }

    [Test]
    public void Section_IsThatOfTheNumber() =>
        Assert.That(s_requirements.Where(static requirement => !Regex.IsMatch(requirement.Id, $@"^OMS-{Regex.Escape(requirement.Section)}-\d+$")), Is.Empty);

    [Test]
    public void AcceptedRows_HaveNoErrorAndRefusedRowsHaveOne()
    {
        HashSet<VectorReference> accepted = [], refused = [];
        foreach (string file in OpenMemory.Cli.Conformance.VectorFolder.RowFiles(Samples.VectorFolder))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { MaxDepth = 512 });
            foreach (JsonElement row in document.RootElement.EnumerateArray())
            {
                HashSet<VectorReference> rows = row.TryGetProperty("error", out _) ? refused : accepted;
                Assert.That(rows.Add(new VectorReference(Path.GetFileName(file), row.GetProperty("name").GetString()!)), $"{file}: {row.GetProperty("name")} occurs twice");
            }
        }
        Assert.That(s_requirements.SelectMany(static requirement => requirement.Accepts).Except(accepted), Is.Empty);
        Assert.That(s_requirements.SelectMany(static requirement => requirement.Rejects).Except(refused), Is.Empty);
    }

    [Test]
    public void RowsThatWereMadeForRequirements_AreUsed()
    {
        HashSet<VectorReference> used = [.. s_requirements.SelectMany(static requirement => requirement.Accepts.Concat(requirement.Rejects))];
        Assert.That(Directory.GetFiles(Samples.VectorFolder, "requirements-*.json").SelectMany(Rows).Where(row => !used.Contains(row)), Is.Empty);
    }

    /// <summary>Bytes against an address show what a reader does; where nothing else is refused, a remark says what for. Section 5 is about addresses.</summary>
    [Test]
    public void RequirementsThatOnlyRefuseAnotherAddress_SayWhatTheRowsShow()
    {
        HashSet<VectorReference> verify = [];
        foreach (string file in (string[])["invalid.json", "requirements-invalid.json"])
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, file)), new JsonDocumentOptions { MaxDepth = 512 });
            verify.UnionWith(document.RootElement.EnumerateArray()
                .Where(static row => row.GetProperty("kind").ValueEquals("verify"))
                .Select(row => new VectorReference(file, row.GetProperty("name").GetString()!)));
        }
        Requirement[] found = [.. s_requirements.Where(requirement => requirement.NeedsVectors && requirement.Rejects.Count > 0 && requirement.Rejects.All(verify.Contains))];
        Assert.That(found.Select(static requirement => requirement.Id), Does.Contain("OMS-6-3").And.Contains("OMS-5-5"));
        Assert.That(found.Where(static requirement => requirement.Section != "5" && requirement.Reason is null), Is.Empty);
    }

    [Test]
    public void Manual_NamesEveryRulingThatIsCitedAndEveryMark()
    {
        string manual = File.ReadAllText(RepositoryFiles.PathOf("spec-vectors", "README.md"));
        HashSet<string> named = [.. Ruling().Matches(manual).Select(static match => match.Value)];
        string[] cited = [.. Directory.GetFiles(Samples.VectorFolder, "*.json").SelectMany(static path => Ruling().Matches(File.ReadAllText(path))).Select(static match => match.Value).Distinct()];
        Assert.That(cited, Does.Contain("R-25").And.Contains("R-9"));
        Assert.That(cited.Except(named), Is.Empty);
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, "schema.json")));
        JsonElement marks = schema.RootElement.GetProperty("$defs").GetProperty("compatible").GetProperty("properties").GetProperty("marks").GetProperty("enum");
        Assert.That(marks.EnumerateArray().Where(mark => !manual.Contains($"| `{mark.GetString()}` |", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>The bullets of the specification's text, where it lies beside the repository.</summary>
    [TestCase("oms.md", 388)]
    [TestCase("legacy.md", 22)]
    public void Table_EqualsTheDocument(string file, int count)
    {
        string path = RepositoryFiles.PathOf("..", "shared", "spec", file);
        if (!File.Exists(path)) Assert.Ignore($"{path} is absent.");
        Dictionary<string, Requirement> byId = s_requirements.ToDictionary(static requirement => requirement.Id);
        int found = 0;
        foreach (Match bullet in File.ReadLines(path).Select(static line => Bullet().Match(line)).Where(static match => match.Success))
        {
            found++;
            Requirement requirement = byId[bullet.Groups["id"].Value];
            Assert.That(
                (requirement.Keyword, requirement.Level, requirement.Capability ?? "", requirement.Text),
                Is.EqualTo((bullet.Groups["keyword"].Value, bullet.Groups["level"].Value, bullet.Groups["capability"].Value, bullet.Groups["text"].Value)),
                requirement.Id);
        }
        Assert.That(found, Is.EqualTo(count));
    }

    private static IEnumerable<VectorReference> Rows(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray().Select(row => new VectorReference(Path.GetFileName(file), row.GetProperty("name").GetString()!))];
    }

    [GeneratedRegex(@"\bR-[0-9]+\b")]
    private static partial Regex Ruling();

    [GeneratedRegex(@"^- \*\*\[(?<id>OMS-[^\]]+)\]\*\* `(?<keyword>[A-Z ]+)` `(?<level>L\d)(?:\{(?<capability>\w+)\})?` (?<text>.+)$")]
    private static partial Regex Bullet();
}
