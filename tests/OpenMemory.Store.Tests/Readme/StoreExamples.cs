using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>The examples of README, docs/supersession.md, docs/stores.md and docs/retention.md, compiled and run; the documents show the lines between the marks.</summary>
internal static class StoreExamples
{
    internal static async Task<(StoredGrain? Current, GrainPage OnTuesday, SupersessionChain? Chain)> Correct(
        IGrainStore store, Fact address, EpochMilliseconds tuesday, EpochMilliseconds thursday)
    {
        // <correct>
        ContentAddress old = await store.AddAsync(address);                          // "lives in Porto", learned on Monday
        ContentAddress now = await store.ReplaceAsync(old, address with { Object = "Lisbon", CreatedAt = thursday });

        StoredGrain? current = await store.GetCurrentAsync(old);                     // Lisbon
        GrainPage onTuesday = await store.QueryAsync(new() { Subject = "customer-456", AsOf = new(KnownAt: tuesday) });
        SupersessionChain? chain = await store.GetHistoryAsync(now);                 // both, with their entries
        // </correct>
        return (current, onTuesday, chain);
    }

    internal static async Task<WriteResult> Close(Goal refund, Func<ContentAddress, GrainBlob> close)
    {
        // <store>
        await using InMemoryGrainStore store = new();
        ContentAddress goal = await store.AddAsync(refund);                          // throws where a rule refuses
        GrainBlob closed = close(goal);                                              // the same Goal, satisfied, derived_from the old one
        WriteResult result = await store.SupersedeAsync(goal, closed.Delivered, new() { ExpectedHead = goal, OperationId = "close-4711" });
        if (result.Outcome == WriteOutcome.Refused) Console.WriteLine(result.Fault); // the rule, in words and by number
        if (result.Outcome == WriteOutcome.Conflict) Console.WriteLine($"Somebody was faster; the head is {result.Head}");
        // </store>
        return result;
    }

    internal static async Task<SubjectErasure> Memory(IGrainStore store, Fact fact)
    {
        // <memory>
        ContentAddress learned = await store.AddAsync(fact);
        await store.ReplaceAsync(learned, fact with { Object = "a call in the evening", CreatedAt = DateTimeOffset.UtcNow });
        GrainPage current = await store.QueryAsync(new() { Subject = "customer-456" }); // what is true now; history on request
        await StoreExport.ExportAsync(store, "customers.mg");                           // with the index, so that elsewhere it is known too
        SubjectErasure erasure = await store.EraseSubjectAsync("customer-456");         // and says what it could not reach
        // </memory>
        Console.WriteLine(current.Total);
        return erasure;
    }

    internal static async Task<(GrainBlob? Opened, ReadOnlyMemory<byte>? Again, SubjectErasure Erasure)> AtRest(GrainStore store, Fact fact, byte[] scan)
    {
        // <at-rest>
        ContentAddress address = await store.AddSealedAsync(fact, "customer-456");             // a grain that the store cannot read by itself
        CasUri uri = await store.Content.PutAsync(scan, "customer-456");                        // named by its plain bytes, kept sealed
        GrainBlob? opened = await store.GetOpenedAsync(address, "customer-456");
        ReadOnlyMemory<byte>? again = await store.Content.GetAsync(uri, "customer-456");        // null without the user, or for another one
        SubjectErasure erasure = await store.EraseSubjectAsync("customer-456");                 // grains, attachments, the key, and what they left
        // </at-rest>
        return (opened, again, erasure);
    }

    internal static async Task<(RetentionReport Dry, RetentionReport Run)> Retain(IGrainStore store)
    {
        // <retention>
        RetentionPolicy policy = new(
            new RetentionRule
            {
                Name = "calls", Namespace = "caller:*", Types = [GrainType.Event], KeepImportanceFrom = 0.8,
                WarmAfter = TimeSpan.FromDays(30), ColdAfter = TimeSpan.FromDays(90), RemoveAfter = TimeSpan.FromDays(365), Because = "the calls are long over",
            },
            new RetentionRule { Name = "corrected", IncludesCurrent = false, Since = RetentionEvent.Ended, RemoveAfter = TimeSpan.FromDays(180) },
            new RetentionRule { Name = "contracts", Namespace = "contracts", MinimumAge = TimeSpan.FromDays(3650) }); // a floor, wherever it stands

        RetentionReport dry = await store.ApplyRetentionAsync(policy, new() { IsDryRun = true });             // what would be done
        RetentionReport run = await store.ApplyRetentionAsync(policy, new() { Actor = "job:retention" });     // call it daily
        foreach (RetentionTally rule in run.Rules) Console.WriteLine($"{rule.Rule.Name}: {rule.Removed} removed, {rule.KeptByHold} under a hold");
        // </retention>
        return (dry, run);
    }
}
