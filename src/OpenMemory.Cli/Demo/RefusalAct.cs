using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Demo;

/// <summary>What the agent tries to do to the protected goal while only one of its two proofs is there, and what policy says to it (§23).</summary>
internal sealed class RefusalAct
{
    internal static RefusalAct None { get; } = new([], isUnchanged: false);

    private RefusalAct(IReadOnlyList<(string What, WriteResult Result)> attempts, bool isUnchanged) => (Attempts, IsUnchanged) = (attempts, isUnchanged);

    /// <summary>What was tried, and what became of it.</summary>
    internal IReadOnlyList<(string What, WriteResult Result)> Attempts { get; }

    /// <summary>Whether the goal and its entry are afterwards as they were, and nothing was written.</summary>
    internal bool IsUnchanged { get; }

    /// <summary>Whether all of it was refused by a rule.</summary>
    internal bool IsComplete => IsUnchanged && Attempts.Count > 0 && Attempts.All(static attempt => attempt.Result is { Outcome: WriteOutcome.Refused, Fault.IsFault: true });

    /// <summary>Plays it.</summary>
    /// <param name="store">The store, which holds the goal and the proof.</param>
    /// <param name="steps">The case.</param>
    /// <param name="proof">The one proof that is there.</param>
    internal static RefusalAct Play(SqliteGrainStore store, IReadOnlyList<DemoStep> steps, DemoStep proof)
    {
        ContentAddress goal = steps.Single(static step => step.Id == "promise").Blob.Address;
        Goal kept = (Goal)steps.Single(static step => step.Id == "promise-kept").Grain with { CreatedAt = proof.Grain.CreatedAt };
        StoredGrain? before = store.GetAsync(goal).Wait();
        StoreStatistics counts = store.GetStatisticsAsync().Wait();
        (string, WriteResult)[] attempts =
        [
            ("give it up", Supersede(kept with { GoalState = "failed" })),
            ("satisfied, with one proof of two", Supersede(kept with { SatisfactionEvidence = [proof.Blob.Address.ToString()] })),
            ("flag it as contradicted", store.ContradictAsync(goal, new() { Actor = CaseMemory.Agent }).Wait()),
        ];
        bool isUnchanged = store.GetAsync(goal).Wait() is { } after && before is not null && after.Entry.IsCurrent
            && after.Entry.State.SupersededBy == before.Entry.State.SupersededBy && store.GetStatisticsAsync().Wait() == counts;
        return new(attempts, isUnchanged);

        WriteResult Supersede(Goal successor) => store.SupersedeAsync(goal, successor.ToBlob().Delivered, new() { Actor = CaseMemory.Agent }).Wait();
    }
}
