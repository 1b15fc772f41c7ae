using OpenMemory;
using OpenMemory.Disclosure.Tests;
using OpenMemory.Erasure;
using OpenMemory.Erasure.Tests;
using OpenMemory.Signing;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;
using OpenMemory.Store.Tests;
using OpenMemory.Tests;

namespace PackageConsumer;

/// <summary>The examples of the README, in the form in which its tests compile them.</summary>
internal static class Readme
{
    private static readonly Fact s_fact = new()
    {
        Subject = "customer-456", Relation = "prefers", Object = "email over phone", Confidence = 0.9, UserId = "customer-456", CreatedAt = 1768471200000,
    };

    internal static IEnumerable<(string Name, Func<string, Task<bool>> Run)> All =>
        [("README: a grain in a file", AFile), ("README: erasure", Erasure), ("README: disclosure and signing", Disclosure), ("README: a store", Store)];

    private static Task<bool> AFile(string folder)
    {
        ReadmeExample.Run();
        using MgFileReader file = MgFileReader.Open("memory.mg");
        return Task.FromResult(file.Count == 1);
    }

    private static Task<bool> Erasure(string folder)
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        return Task.FromResult(ErasureExamples.Readme(masters, salts, s_fact) == UserSaltState.Destroyed);
    }

    private static async Task<bool> Disclosure(string folder)
    {
        using SigningKey key = SigningKey.Create();
        (OpenMemory.Disclosure.DisclosureReport report, TrustDecision decision) = await DisclosureExamples.Readme(s_fact.ToBlob(), s_fact, key, key.KeyId);
        return report.IsConsistent && decision.IsTrusted;
    }

    private static async Task<bool> Store(string folder)
    {
        await using SqliteGrainStore store = SqliteGrainStore.Open("memory.db");
        SubjectErasure erasure = await StoreExamples.Memory(store, s_fact);
        return erasure.Erased.Count == 2 && erasure.IsComplete && File.Exists("customers.mg");
    }
}
