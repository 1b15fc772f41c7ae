using OpenMemory.Cli.Conformance;

namespace OpenMemory.Cli.Tests;

/// <summary>Every vector file of the repository, one test each.</summary>
[TestFixture]
internal sealed class SpecVectorTests
{
    private static IEnumerable<string> Files() =>
        VectorFolder.RowFiles(Samples.VectorFolder).Select(static path => Path.GetFileNameWithoutExtension(path));

    [TestCaseSource(nameof(Files))]
    [Parallelizable(ParallelScope.All)]
    public void Vectors_HoldForThisLibrary(string file)
    {
        ConformanceFileResult result = ConformanceRunner.RunFile(Path.Combine(Samples.VectorFolder, file + ".json"));
        Assert.That(result.Failures, Is.Empty);
        Assert.That(result.Passed, Is.Positive);
        Assert.That(result.SkipReasons, Is.Empty); // OMS-9.3-1, OMS-10.1-1, OMS-12.2-1, OMS-20.2-1, OMS-20.3-1: nothing is left out
    }
}
