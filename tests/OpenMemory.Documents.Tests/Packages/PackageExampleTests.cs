using PackageConsumer.Examples;
using PackageConsumer.GettingStarted;

namespace OpenMemory.Documents.Tests;

/// <summary>What the readmes of packages and docs/getting-started.md show does what they say.</summary>
[TestFixture]
[NonParallelizable]
public sealed class PackageExampleTests
{
    private static IEnumerable<TestCaseData<Func<string, Task<bool>>>> Examples =>
    [
        Case("OpenMemory", OpenMemoryExamples.RunAsync),
        Case("OpenMemory.Core", CoreExamples.Run),
        Case("OpenMemory.Compression", CompressionExamples.Run),
        Case("OpenMemory.Disclosure", DisclosureExamples.Run),
        Case("OpenMemory.Erasure", ErasureExamples.Run),
        Case("OpenMemory.Signing", SigningExamples.RunAsync),
        Case("OpenMemory.Supersession", SupersessionExamples.Run),
        Case("OpenMemory.Store", StoreExamples.RunAsync),
        Case("OpenMemory.Store.Sqlite", SqliteExamples.RunAsync),
        Case("getting started", FirstProgram.RunAsync),
    ];

    [TestCaseSource(nameof(Examples))]
    public async Task An_example_does_what_it_says(Func<string, Task<bool>> run)
    {
        using TemporaryFolder folder = new();
        using ProgramRun program = new(folder.Root);
        Assert.That(await run(folder.Root), Is.True, program.Printed);
    }

    private static TestCaseData<Func<string, Task<bool>>> Case(string name, Func<string, bool> run) => Case(name, folder => Task.FromResult(run(folder)));

    private static TestCaseData<Func<string, Task<bool>>> Case(string name, Func<string, Task<bool>> run) =>
        new TestCaseData<Func<string, Task<bool>>>(run).SetArgDisplayNames(name);
}
