using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Writes one version after the other, each as the head of a chain and as a metadata row, and says each when it is done.</summary>
internal static class PublishingChild
{
    internal const string Key = "version";

    /// <summary>What the first version supersedes.</summary>
    internal static GrainBlob Root => Grown.Fact(Grown.Chain, "0", "publication");

    internal static async Task<int> RunAsync(string path, int milliseconds)
    {
        await using SqliteGrainStore store = SqliteGrainStore.Open(path);
        ContentAddress head = (await store.PutAsync(Root.Memory)).Require();
        await store.Metadata.PutAsync(Key, "0");
        StoreChild.Say("version 0");
        long start = Stopwatch.GetTimestamp();
        for (int version = 1; Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds; version++)
        {
            string text = version.ToString(CultureInfo.InvariantCulture);
            head = (await store.SupersedeAsync(head, Grown.Fact(Grown.Chain, text, "publication", head.ToString()).Memory)).Require();
            await store.Metadata.PutAsync(Key, text);
            await store.PutAsync(Grown.Fact(Grown.Kept, text, "publication").Memory);
            StoreChild.Say($"version {version}");
        }
        return 0;
    }
}
