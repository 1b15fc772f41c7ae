using OpenMemory;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Store.Sqlite.</summary>
internal static class SqliteExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static async Task<bool> RunAsync(string folder)
    {
        Event call = new() { Content = "The invoice was charged twice", Role = "user", CreatedAt = 1768471200000, UserId = "customer-456" };
        (GrainPage found, SubjectErasure erasure, StoreCheckReport report) = await KeepAsync(call);
        return File.Exists(Path.Combine(folder, "support.db")) && found.Total == 1 && erasure is { IsComplete: true, Erased.Count: 1 } && report.IsSound;
    }

    private static async Task<(GrainPage Found, SubjectErasure Erasure, StoreCheckReport Report)> KeepAsync(Event call)
    {
        // <sqlite>
        await using SqliteGrainStore store = SqliteGrainStore.Open("support.db");    // made where it is not there yet
        await store.AddAsync(call);                                                  // on the disk when this returns
        GrainPage found = await store.SearchAsync(new() { Text = "charged invoice" });

        SubjectErasure erasure = await store.EraseSubjectAsync("customer-456");      // overwritten in the file and in its word index
        StoreCheckReport report = await store.CheckAsync(deep: true);
        Console.WriteLine($"{found.Total} found, {erasure.Erased.Count} erased, sound: {report.IsSound}");
        // </sqlite>
        return (found, erasure, report);
    }
}
