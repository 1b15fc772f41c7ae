// <usings>
using OpenMemory;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;
// </usings>

namespace PackageConsumer.GettingStarted;

/// <summary>The program of docs/getting-started.md, step by step.</summary>
internal static class FirstProgram
{
    /// <summary>Runs the program.</summary>
    /// <param name="folder">The current directory, empty.</param>
    /// <returns>Whether it did what the document says.</returns>
    internal static async Task<bool> RunAsync(string folder)
    {
        // <grains>
        EpochMilliseconds now = EpochMilliseconds.Now();
        Event call = new()
        {
            Content = "Invoice INV-2041 was charged twice. Please answer by email.", Role = "user",
            CreatedAt = now, Namespace = "support:billing", UserId = "customer-456",
        };
        Fact preference = new()
        {
            Subject = "customer-456", Relation = "prefers", Object = "email", Confidence = 0.9,
            DerivedFrom = [call.ToBlob().Address],
            CreatedAt = now, Namespace = "support:billing", UserId = "customer-456",
        };
        Goal refund = new()
        {
            Description = "Return the second charge on INV-2041", GoalState = "active",
            DerivedFrom = [call.ToBlob().Address],
            CreatedAt = now, Namespace = "support:billing", UserId = "customer-456",
        };
        // </grains>

        // <write>
        using (MgFileWriter writer = MgFileWriter.Create("first.mg"))
        {
            foreach (Grain grain in new Grain[] { call, preference, refund }) writer.Add(grain.ToBlob());
            writer.Complete(); // only now the file is there, whole
        }
        // </write>

        // <verify>
        using (MgFileReader file = MgFileReader.Open("first.mg"))
        {
            file.Verify(MgCheck.Canonical).ThrowIfFaulty();
            Console.WriteLine($"first.mg: {file.Count} grains, verified");
            for (int i = 0; i < file.Count; i++)
            {
                Grain grain = file.GetBlob(i).ToGrain();
                Console.WriteLine($"  {file.GetAddress(i)} {grain.TypeName}");
            }
        }
        // </verify>

        // <store>
        await using SqliteGrainStore store = SqliteGrainStore.Open("memory.db");
        await store.AddAsync(call);
        ContentAddress learned = await store.AddAsync(preference);
        await store.AddAsync(refund);
        // </store>

        // <correct>
        await store.ReplaceAsync(learned, preference with { Object = "telephone, after six", CreatedAt = EpochMilliseconds.Now() });
        StoredGrain? current = await store.GetCurrentAsync(learned);
        StoredGrain? before = await store.GetAsync(learned);
        Console.WriteLine($"prefers {current!.ToGrain().Object}, before: {before!.ToGrain().Object}");
        // </correct>

        // <search>
        GrainPage found = await store.SearchAsync(new() { Text = "charged twice" });
        foreach (GrainHit hit in found.Results) Console.WriteLine($"{hit.Score:0.00} {hit.Grain.ToGrain().TypeName}");
        // </search>

        // <export>
        ExportReport export = await StoreExport.ExportAsync(store, "memory.mg");
        Console.WriteLine($"memory.mg: {export.Grains} grains");
        // </export>
        return current.ToGrain().Object == "telephone, after six" && before.ToGrain().Object == "email"
            && found.Results[0].Grain.ToGrain() is Event && export.Grains == 4
            && File.Exists(Path.Combine(folder, "first.mg")) && File.Exists(Path.Combine(folder, "memory.mg"));
    }
}
