using PackageConsumer;

namespace OpenMemory.Documents.Tests;

/// <summary>What the readmes of packages and docs/getting-started.md show does what they say.</summary>
[TestFixture]
[NonParallelizable]
public sealed class PackageExampleTests
{
    private static IEnumerable<TestCaseData<Func<string, Task<bool>>>> Examples =>
        PackageReadmes.All.Select(static example => new TestCaseData<Func<string, Task<bool>>>(example.Run).SetArgDisplayNames(example.Name));

    [TestCaseSource(nameof(Examples))]
    public async Task An_example_does_what_it_says(Func<string, Task<bool>> run)
    {
        using ProgramRun program = new();
        Assert.That(await run(program.Folder), Is.True, program.Printed);
    }
}
