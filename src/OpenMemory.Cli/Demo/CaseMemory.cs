using OpenMemory.Cli.Commands;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Demo;

/// <summary>The case as a store in a SQLite file holds it.</summary>
internal sealed class CaseMemory : IDisposable
{
    /// <summary>Who the case is about, and who works on it.</summary>
    internal const string Customer = "customer-2184", Agent = "support-agent-7";

    private readonly DbStore _db;

    private CaseMemory(string path)
    {
        _db = DbStore.Make(path, Clock);
        Files = new(path);
    }

    internal StoryClock Clock { get; } = new();

    internal SqliteGrainStore Store => _db.Store;

    /// <summary>What stands in its file.</summary>
    internal StoreBytes Files { get; }

    /// <summary>How many grains the store took in, and how many of these by superseding another one.</summary>
    internal int Taken { get; private set; }

    internal int Superseded { get; private set; }

    /// <summary>What policy kept from happening on the way.</summary>
    internal RefusalAct Refusals { get; private set; } = RefusalAct.None;

    /// <summary>Whether the store took in everything, and marked all that was superseded.</summary>
    internal bool IsComplete(IReadOnlyList<DemoStep> steps) =>
        Taken == steps.Count && Superseded == steps.Count(static step => step.Supersedes is not null);

    /// <summary>Tells the case to a new store, each step at its time.</summary>
    /// <param name="steps">The case.</param>
    /// <param name="path">The store's file, which is not there yet.</param>
    /// <exception cref="UsageException">The store cannot be made.</exception>
    internal static CaseMemory Play(IReadOnlyList<DemoStep> steps, string path)
    {
        CaseMemory memory = new(path);
        foreach (DemoStep step in steps)
        {
            memory.Clock.GoTo(step.Grain.CreatedAt!.Value);
            memory.Take(step);
            if (step.Id == "refund") memory.Refusals = RefusalAct.Play(memory.Store, steps, step);
        }
        return memory;
    }

    public void Dispose() => _db.Dispose();

    private void Take(DemoStep step)
    {
        if (step.Supersedes is not { } old)
        {
            if (Store.PutAsync(step.Blob.Delivered, new() { Actor = Agent }).Wait().Outcome == WriteOutcome.Done) Taken++;
            return;
        }
        SupersedeOptions options = new() { Actor = Agent, ExpectedHead = old };
        if (Store.SupersedeAsync(old, step.Blob.Delivered, options).Wait().Outcome != WriteOutcome.Done) return;
        Taken++;
        Superseded++;
    }
}
