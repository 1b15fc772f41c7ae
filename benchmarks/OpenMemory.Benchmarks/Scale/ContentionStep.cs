using System.Diagnostics;
using System.Globalization;
using OpenMemory.Store;
using OpenMemory.Supersession;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>Eight tasks supersede the heads of the same few chains: each successor that was accepted must be there once, and no other.</summary>
internal static class ContentionStep
{
    private const int Tasks = 8, Chains = 4, Attempts = 2500;

    internal static async Task<ScaleRow> RunAsync(IGrainStore store)
    {
        ContentAddress[] roots = new ContentAddress[Chains];
        for (int i = 0; i < Chains; i++) roots[i] = (await store.PutAsync(Grain(-1, i, null).Memory)).Require();
        long start = Stopwatch.GetTimestamp();
        List<ContentAddress>[] accepted = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(() => SupersedeAsync(store, roots, task))));
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        bool isWhole = await IsWholeAsync(store, roots, accepted);
        int done = accepted.Sum(static list => list.Count);
        string note = string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {Tasks * Attempts:N0} won; {(isWhole ? "none lost or doubled" : "LOST OR DOUBLED")}");
        return new("SupersedeAsync, 8 tasks on 4 chains", time, Tasks * Attempts, 0, note);
    }

    private static async Task<List<ContentAddress>> SupersedeAsync(IGrainStore store, ContentAddress[] roots, int task)
    {
        List<ContentAddress> accepted = [];
        ContentAddress[] heads = [.. roots];
        for (int i = 0; i < Attempts; i++)
        {
            int chain = i % Chains;
            GrainBlob next = Grain(task, i, heads[chain]);
            WriteResult result = await store.SupersedeAsync(heads[chain], next.Memory);
            if (result.Outcome == WriteOutcome.Done) accepted.Add(next.Address);
            else if (result.Outcome != WriteOutcome.Conflict) throw new InvalidOperationException($"{result.Outcome}: {result.Fault.Message}");
            heads[chain] = result.Outcome == WriteOutcome.Done ? next.Address : result.Head!.Value;
        }
        return accepted;
    }

    /// <summary>Whether the chains hold exactly what was accepted, each grain once, without a fork.</summary>
    private static async Task<bool> IsWholeAsync(IGrainStore store, ContentAddress[] roots, List<ContentAddress>[] accepted)
    {
        HashSet<ContentAddress> expected = [.. roots, .. accepted.SelectMany(static list => list)];
        int links = 0;
        foreach (ContentAddress root in roots)
        {
            SupersessionChain chain = (await store.GetHistoryAsync(root))!;
            links += chain.Links.Count;
            if (chain.IsForked || chain.Faults.Count > 0 || chain.Heads.Count() != 1) return false;
            if (chain.Links.Any(link => !expected.Contains(link.Address))) return false;
        }
        return links == expected.Count && expected.Count == roots.Length + accepted.Sum(static list => list.Count);
    }

    private static GrainBlob Grain(int task, int number, ContentAddress? old) => new Fact
    {
        Subject = $"task-{task}", Relation = "counted", Object = $"to {number}", Confidence = 1, CreatedAt = number, DerivedFrom = old is { } parent ? [parent] : null,
    }.ToBlob();
}
