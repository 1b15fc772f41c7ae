using OpenMemory.Store;

namespace OpenMemory.Cli.Demo;

/// <summary>The case as a store in memory holds it.</summary>
internal sealed class CaseMemory : IDisposable
{
    /// <summary>Who the case is about, and who works on it.</summary>
    internal const string Customer = "customer-2184", Agent = "support-agent-7";

    private CaseMemory() => Store = new(new() { Clock = Clock });

    internal StoryClock Clock { get; } = new();

    internal InMemoryGrainStore Store { get; }

    /// <summary>How many grains the store took in, and how many of these by superseding another one.</summary>
    internal int Taken { get; private set; }

    internal int Superseded { get; private set; }

    /// <summary>What policy kept from happening on the way.</summary>
    internal RefusalAct Refusals { get; private set; } = RefusalAct.None;

    /// <summary>Whether the store took in everything, and marked all that was superseded.</summary>
    internal bool IsComplete(IReadOnlyList<DemoStep> steps) =>
        Taken == steps.Count && Superseded == steps.Count(static step => step.Supersedes is not null);

    /// <summary>Tells the case to a new store, each step at its time.</summary>
    internal static CaseMemory Play(IReadOnlyList<DemoStep> steps)
    {
        CaseMemory memory = new();
        foreach (DemoStep step in steps)
        {
            memory.Clock.GoTo(step.Grain.CreatedAt!.Value);
            memory.Take(step);
            if (step.Id == "refund") memory.Refusals = RefusalAct.Play(memory.Store, steps, step);
        }
        return memory;
    }

    public void Dispose() => Store.DisposeAsync().AsTask().GetAwaiter().GetResult();

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
