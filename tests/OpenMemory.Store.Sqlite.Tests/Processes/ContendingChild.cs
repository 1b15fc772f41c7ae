using System.Diagnostics;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Supersedes the heads of the chains that other processes supersede too, and says what it won.</summary>
internal static class ContendingChild
{
    internal static async Task<int> RunAsync(string path, string name, int milliseconds)
    {
        await using SqliteGrainStore store = SqliteGrainStore.Open(path);
        for (int chain = 0; chain < Grown.Chains; chain++) (await store.PutAsync(Grown.Root(chain).Memory)).Require();
        int lost = 0;
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds; round++)
        {
            ContentAddress head = (await store.GetHeadAsync(Grown.Root(round % Grown.Chains).Address))!.Value;
            GrainBlob next = Grown.Fact(Grown.Chain, $"{name} {round}", old: head.ToString());
            WriteResult result = await store.SupersedeAsync(head, next.Memory);
            if (result.Outcome == WriteOutcome.Conflict) lost++;
            else StoreChild.Say($"superseded {head} {result.Require()}");
        }
        StoreChild.Say($"lost {lost}");
        return 0;
    }
}
