using System.Text.RegularExpressions;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary>The independent encoder still makes the vectors, and the files are what it makes.</summary>
[TestFixture]
internal sealed partial class VectorToolTests
{
    [TestCase("check.py", "canonical.json: 341 the same, 0 differ")]
    [TestCase("generate.py --check", "requirements-invalid.json: 117 rows, the same")]
    [TestCase("check_schema.py", "invalid.json: 1198 rows, 0 not in the schema")]
    public void Tool_AgreesWithTheFiles(string command, string line)
    {
        string[] words = command.Split(' ');
        (int exitCode, string output) = Python.Run(RepositoryFiles.Root, [$"tools/vectors/{words[0]}", .. words[1..]]);
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain(line));
    }

    /// <summary>Those above, what <see cref="KitTests"/> runs, and the writing form of <c>generate.py</c>, whose files are compared.</summary>
    [Test]
    public void Manual_NamesCommandsThatTestsRun() =>
        Assert.That(Command().Matches(File.ReadAllText(RepositoryFiles.PathOf("spec-vectors", "README.md"))).Select(static match => match.Groups[1].Value).Distinct(), Is.EquivalentTo((string[])
        [
            "run.py", "tools/vectors/pack.py", "tools/vectors/check.py", "tools/vectors/generate.py", "tools/vectors/generate.py --check", "tools/vectors/check_schema.py",
        ]));

    [GeneratedRegex("`python3 ([^`]*)`")]
    private static partial Regex Command();
}
