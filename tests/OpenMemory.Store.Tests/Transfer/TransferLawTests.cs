using FsCheck;
using FsCheck.Fluent;
using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Laws over random memories with chains, contradictions and forks.</summary>
[TestFixture]
public sealed class TransferLawTests
{
    private static Gen<int[]> Steps => Gen.Choose(0, int.MaxValue).ArrayOf().Where(static steps => steps.Length > 0).Resize(40);

    [Test]
    public void What_is_exported_and_imported_into_an_empty_store_is_the_same_memory() // OMS-11.7-1, OMS-11.7-3
    {
        long forks = 0, entries = 0;
        Law.Holds(Steps.Two(), 60, steps =>
        {
            ExportReport report = RoundTrip(steps.Item1, steps.Item2).GetAwaiter().GetResult();
            (forks, entries) = (forks + report.ForksNotCarried, entries + report.Entries);
        });
        Assert.That(forks, Is.GreaterThan(10), "the memories had something to lose");
        Assert.That(entries, Is.GreaterThan(100));
    }

    [Test]
    public void Two_memories_that_are_merged_in_either_order_have_the_same_heads_and_state()
    {
        int forks = 0;
        Law.Holds(Steps.Two(), 60, steps => forks += EitherOrder(steps.Item1, steps.Item2).GetAwaiter().GetResult());
        Assert.That(forks, Is.GreaterThan(10));
    }

    private static async Task<ExportReport> RoundTrip(int[] steps, int[] others)
    {
        using TemporaryFolder folder = new();
        await using InMemoryGrainStore store = await Build(steps, 0), other = await Build(others, 1), copy = new();
        await StoreExport.ExportAsync(other, folder["0.mg"]);
        await store.Import(File.ReadAllBytes(folder["0.mg"]));
        ExportReport export = await StoreExport.ExportAsync(store, folder["1.mg"]);
        ImportReport import = await copy.Import(File.ReadAllBytes(folder["1.mg"]));
        Assert.That((import.Refused, import.Notices.Count, import.Added), Is.EqualTo((0L, 0, export.Grains)));
        Assert.That(import.EntriesApplied, Is.EqualTo(export.Entries));
        Assert.That(await copy.Contents(), Is.EqualTo(await store.Contents()));
        await StoreExport.ExportAsync(copy, folder["2.mg"]);
        Assert.That(File.ReadAllBytes(folder["2.mg"]), Is.EqualTo(File.ReadAllBytes(folder["1.mg"])));
        Assert.That((await copy.Import(File.ReadAllBytes(folder["1.mg"]))).IsChanged, Is.False);
        return export;
    }

    private static async Task<int> EitherOrder(int[] one, int[] two)
    {
        using TemporaryFolder folder = new();
        await using InMemoryGrainStore a = await Build(one, 0), b = await Build(two, 1), ab = new(), ba = new();
        await StoreExport.ExportAsync(a, folder["a.mg"]);
        await StoreExport.ExportAsync(b, folder["b.mg"]);
        (byte[] first, byte[] second) = (File.ReadAllBytes(folder["a.mg"]), File.ReadAllBytes(folder["b.mg"]));
        await ab.Import(first);
        ImportReport report = await ab.Import(second);
        await ba.Import(second);
        await ba.Import(first);
        Assert.That(await Heads(ba), Is.EqualTo(await Heads(ab)));
        return (int)report.Forks;
    }

    /// <summary>What must not depend on the order: heads, successors, ends and statuses of all grains.</summary>
    private static async Task<List<string>> Heads(InMemoryGrainStore store)
    {
        List<string> lines = [];
        await foreach (StoredGrain grain in store.ReadAllAsync())
        {
            IndexState state = grain.Entry.State;
            lines.Add($"{grain.Address} {await store.GetHeadAsync(grain.Address)} {string.Join(',', grain.Entry.Successors().Order())} {state.SystemValidTo} {state.VerificationStatus}");
        }
        return lines;
    }

    /// <summary>A memory that authors made, step by step. Both memories of a pair begin with the same grains, so that they fork.</summary>
    private static async Task<InMemoryGrainStore> Build(int[] steps, int side)
    {
        InMemoryGrainStore store = new(new() { Clock = new ManualClock() });
        List<GrainBlob> current = [];
        for (int i = 0; i < 5; i++) current.Add(Memories.Grain($"common {i}", 1_000 + i));
        foreach (GrainBlob grain in current) (await store.PutAsync(grain.Memory)).Require();
        for (int i = 0; i < steps.Length; i++)
        {
            int at = (steps[i] >> 3) % current.Count;
            GrainBlob old = current[at];
            switch (steps[i] & 7)
            {
                case 0 or 1:
                    GrainBlob added = Memories.Grain($"{side} {i} {steps[i] % 3}", 2_000 + (steps[i] % 50));
                    (await store.PutAsync(added.Memory)).Require();
                    current.Add(added);
                    break;
                case 2 or 3 or 4:
                    GrainBlob next = Memories.Grain($"{side} {i}", 3_000 + (steps[i] % 50), old);
                    if ((await store.SupersedeAsync(old.Address, next.Memory)).Outcome == WriteOutcome.Done) current[at] = next;
                    break;
                case 5:
                    await store.ContradictAsync(old.Address);
                    break;
                case 6:
                    await store.VerifyAsync(old.Address);
                    break;
                default:
                    await store.GetAsync(old.Address);
                    break;
            }
        }
        return store;
    }
}
