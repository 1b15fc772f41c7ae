using System.Diagnostics;
using System.Globalization;
using OpenMemory.Store;
using OpenMemory.Supersession;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>
/// Eight tasks supersede the same head at once, over and over: one wins and the others are told the new head. Each successor that was
/// accepted must be there once, and no other.
/// </summary>
internal static class ContentionStep
{
    private const int Tasks = 8, Chains = 4, Rounds = 2500;

    internal static async Task<ScaleRow> RunAsync(IGrainStore store)
    {
        ContentAddress[] roots = new ContentAddress[Chains];
        for (int i = 0; i < Chains; i++) roots[i] = (await store.PutAsync(Grain(-1, i, null).Memory)).Require();
        ContentAddress[] heads = [.. roots];
        List<ContentAddress> accepted = [];
        bool isWhole = true;
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < Rounds; round++)
        {
            int chain = round % Chains, number = round;
            ContentAddress old = heads[chain];
            WriteResult[] results = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task =>
                Task.Run(async () => await store.SupersedeAsync(old, Grain(task, number, old).Memory))));
            WriteResult[] winners = [.. results.Where(static result => result.Outcome == WriteOutcome.Done)];
            if (winners.Length != 1) return new("SupersedeAsync, 8 tasks on one head", default, 0, 0, $"LOST OR DOUBLED: {winners.Length} won");
            heads[chain] = winners[0].Address;
            accepted.Add(heads[chain]);
            isWhole &= results.All(result => result.Outcome == WriteOutcome.Done || (result.Outcome == WriteOutcome.Conflict && result.Head == heads[chain]));
        }
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        isWhole &= await IsWholeAsync(store, roots, accepted);
        string note = string.Create(CultureInfo.InvariantCulture, $"{accepted.Count:N0} of {Tasks * Rounds:N0} won, one a round; {(isWhole ? "none lost or doubled" : "LOST OR DOUBLED")}");
        return new("SupersedeAsync, 8 tasks on one head", time, Tasks * Rounds, 0, note);
    }

    /// <summary>Whether the chains hold exactly what was accepted, each grain once, without a fork.</summary>
    private static async Task<bool> IsWholeAsync(IGrainStore store, ContentAddress[] roots, List<ContentAddress> accepted)
    {
        HashSet<ContentAddress> expected = [.. roots, .. accepted];
        int links = 0;
        foreach (ContentAddress root in roots)
        {
            SupersessionChain chain = (await store.GetHistoryAsync(root))!;
            links += chain.Links.Count;
            if (chain.IsForked || chain.Faults.Count > 0 || chain.Heads.Count() != 1) return false;
            if (chain.Links.Any(link => !expected.Contains(link.Address))) return false;
        }
        return links == expected.Count && expected.Count == roots.Length + accepted.Count;
    }

    private static GrainBlob Grain(int task, int number, ContentAddress? old) => new Fact
    {
        Subject = $"task-{task}", Relation = "counted", Object = $"to {number}", Confidence = 1, CreatedAt = number, DerivedFrom = old is { } parent ? [parent] : null,
    }.ToBlob();
}
