using OpenMemory;
using OpenMemory.Disclosure;
using OpenMemory.Erasure;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory, which brings all modules.</summary>
internal static class OpenMemoryExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static async Task<bool> RunAsync(string folder)
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using FileUserSaltStore salts = FileUserSaltStore.Open(Path.Combine(folder, "users.salts"));
        Fact plan = new() { Subject = "customer-456", Relation = "subscribes", Object = "studio", Confidence = 1, CreatedAt = 1768471200000, Namespace = "support:billing", UserId = "customer-456" };
        (GrainBlob? opened, DisclosureExportReport shown, SubjectErasure erasure) = await LiveAsync(masters, salts, plan);
        return opened!.ToGrain().Object == "to leave" && shown.Disclosed + shown.ShownWhole + shown.Withheld == 2 && erasure.IsComplete
            && File.Exists(Path.Combine(folder, "for-product-team.mg"));
    }

    private static async Task<(GrainBlob? Opened, DisclosureExportReport Shown, SubjectErasure Erasure)> LiveAsync(MasterKeySet masters, IUserSaltStore salts, Fact plan)
    {
        // <openmemory>
        using UserKeyRing ring = new(masters, salts);
        await using SqliteGrainStore store = SqliteGrainStore.Open("agent.db", new() { KeyRing = ring });
        await store.AddAsync(plan);                                                          // in the clear
        ContentAddress secret = await store.AddSealedAsync(plan with { Relation = "plans", Object = "to leave" }, "customer-456");
        GrainBlob? opened = await store.GetOpenedAsync(secret, "customer-456");

        await StoreExport.ExportAsync(store, "agent.mg");
        using MgFileReader memory = MgFileReader.Open("agent.mg");
        DisclosureExportReport shown = await DisclosureExport.RunAsync(memory, "for-product-team.mg", DisclosurePolicy.ProductTeam);

        SubjectErasure erasure = await store.EraseSubjectAsync("customer-456"); // and the key: what is sealed in agent.mg opens nowhere
        // </openmemory>
        return (opened, shown, erasure);
    }
}
