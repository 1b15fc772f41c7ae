using OpenMemory;
using OpenMemory.Store;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Store.</summary>
internal static class StoreExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static async Task<bool> RunAsync(string folder)
    {
        Goal refund = new() { Subject = "customer-456", Description = "Return the second charge", GoalState = "active", CreatedAt = 1768471200000, Namespace = "support:billing" };
        (WriteResult again, GrainPage open) = await CloseAsync(refund);
        return Directory.Exists(folder) && again.Outcome == WriteOutcome.Conflict && open.Total == 0;
    }

    private static async Task<(WriteResult Again, GrainPage Open)> CloseAsync(Goal refund)
    {
        // <store>
        await using InMemoryGrainStore store = new();                          // or a SqliteGrainStore: the same interface
        ContentAddress goal = await store.AddAsync(refund);
        Goal done = refund with { GoalState = "satisfied", StateReason = "booked", DerivedFrom = [goal], CreatedAt = DateTimeOffset.UtcNow };
        await store.ReplaceAsync(goal, done);

        WriteResult again = await store.SupersedeAsync(goal, (done with { StateReason = "booked twice" }).ToBlob().Delivered);
        Console.WriteLine($"{again.Outcome}: the head is {again.Head}");       // Conflict: one grain takes another's place once

        GrainPage open = await store.QueryAsync(new() { Types = [GrainType.Goal], Where = [new(Field.GoalState, "active")] });
        await foreach (AuditEntry entry in store.ReadAuditAsync()) Console.WriteLine($"{entry.Number} {entry.Act} {entry.Hash}");
        // </store>
        return (again, open);
    }
}
