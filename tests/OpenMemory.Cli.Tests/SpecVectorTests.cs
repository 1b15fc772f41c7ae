using OpenMemory.Cli.Conformance;

namespace OpenMemory.Cli.Tests;

/// <summary>Every vector file of the repository, one test each.</summary>
[TestFixture]
internal sealed class SpecVectorTests
{
    // Files whose rows all need what comes with later versions.
    private static readonly string[] s_later = ["cose", "did-key", "elision"];

    private static IEnumerable<string> Files() =>
        VectorFolder.RowFiles(Samples.VectorFolder).Select(static path => Path.GetFileNameWithoutExtension(path));

    [TestCaseSource(nameof(Files))]
    [Parallelizable(ParallelScope.All)]
    public void Vectors_HoldForThisLibrary(string file)
    {
        ConformanceFileResult result = ConformanceRunner.RunFile(Path.Combine(Samples.VectorFolder, file + ".json"));
        Assert.That(result.Failures, Is.Empty);
        Assert.That(result.Passed, s_later.Contains(file) ? Is.GreaterThanOrEqualTo(0) : Is.Positive);
        if (file is "kdf" or "sealed") Assert.That(result.Skipped, Is.Zero); // OMS-20.2-1, OMS-20.3-1
        Assert.That(result.Passed + result.Skipped, Is.Positive);
    }
}
