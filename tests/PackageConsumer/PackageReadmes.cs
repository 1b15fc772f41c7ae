using PackageConsumer.Examples;
using PackageConsumer.GettingStarted;

namespace PackageConsumer;

/// <summary>The examples of the packages' own readmes, and the program of docs/getting-started.md.</summary>
internal static class PackageReadmes
{
    internal static IEnumerable<(string Name, Func<string, Task<bool>> Run)> All =>
    [
        ("readme of OpenMemory", OpenMemoryExamples.RunAsync),
        ("readme of OpenMemory.Core", static folder => Task.FromResult(CoreExamples.Run(folder))),
        ("readme of OpenMemory.Compression", static folder => Task.FromResult(CompressionExamples.Run(folder))),
        ("readme of OpenMemory.Disclosure", static folder => Task.FromResult(DisclosureExamples.Run(folder))),
        ("readme of OpenMemory.Erasure", static folder => Task.FromResult(ErasureExamples.Run(folder))),
        ("readme of OpenMemory.Signing", SigningExamples.RunAsync),
        ("readme of OpenMemory.Supersession", static folder => Task.FromResult(SupersessionExamples.Run(folder))),
        ("readme of OpenMemory.Store", StoreExamples.RunAsync),
        ("readme of OpenMemory.Store.Sqlite", SqliteExamples.RunAsync),
        ("getting started", FirstProgram.RunAsync),
    ];
}
