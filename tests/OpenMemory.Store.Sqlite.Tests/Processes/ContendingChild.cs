using System.Diagnostics;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Supersedes the head of the chain that other processes supersede too, and says what it won.</summary>
internal static class ContendingChild
{
    internal static async Task<int> RunAsync(string path, string name, int milliseconds)
    {
        await using SqliteGrainStore store = SqliteGrainStore.Open(path);
        (await store.PutAsync(Grown.Root(0).Memory)).Require();
        StoreChild.Say("ready");
        Console.ReadLine();
        int lost = 0;
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds; round++)
        {
            ContentAddress head = (await store.GetHeadAsync(Grown.Root(0).Address))!.Value;
            GrainBlob next = Grown.Fact(Grown.Chain, $"{name} {round}", old: head.ToString());
            WriteResult result = await store.SupersedeAsync(head, next.Memory);
            await Task.Delay(1); // SQLite does not queue writers: without a pause one of them would have it nearly always
            if (result.Outcome == WriteOutcome.Conflict) lost++;
            else StoreChild.Say($"superseded {head} {result.Require()}");
        }
        StoreChild.Say($"lost {lost}");
        return 0;
    }
}
