using System.Globalization;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>A store with some of everything, and what reads all of it.</summary>
internal static class StoreSamples
{
    /// <summary>How many steps <see cref="StepAsync"/> has to fill a store.</summary>
    internal const int Steps = 60;

    internal static async Task FillAsync(SqliteGrainStore store, int steps = Steps)
    {
        for (int step = 1; step <= steps; step++) await StepAsync(store, step);
    }

    /// <summary>
    /// One commit or a few, of which the last sets the metadata row <c>step</c>: a state of the store is known by its row, and by how many
    /// grains of the step are there.
    /// </summary>
    internal static async Task StepAsync(SqliteGrainStore store, int step)
    {
        string number = step.ToString(CultureInfo.InvariantCulture);
        ContentAddress kept = (await store.PutAsync(Grown.Fact(Grown.Kept, $"words of step {number}").Memory)).Require();
        ContentAddress head = step == 1
            ? (await store.PutAsync(Grown.Root(0).Memory)).Require()
            : (await store.GetHeadAsync(Grown.Root(0).Address))!.Value;
        (await store.SupersedeAsync(head, Grown.Fact(Grown.Chain, number, old: head.ToString()).Memory)).Require();
        switch (step % 5)
        {
            case 0: (await store.ContradictAsync(kept)).Require(); break;
            case 1: await store.SetVectorAsync(kept, new float[] { step, 1 }); break;
            case 2: await store.Content.PutAsync(new byte[300 + step]); break;
            case 3: (await store.DeleteAsync(kept)).Require(); break;
            default: (await store.PutAsync(Grown.Fact(Grown.Kept, $"again {number}").Memory, new() { OperationId = $"step-{number}" })).Require(); break;
        }
        await store.Metadata.PutAsync("step", number);
    }

    /// <summary>Asks a store everything, reading what it answers.</summary>
    /// <returns>The addresses whose bytes are others.</returns>
    internal static async Task<List<ContentAddress>> ReadAllAsync(SqliteGrainStore store)
    {
        List<ContentAddress> wrong = [];
        await foreach (StoredGrain grain in store.ReadAllAsync())
        {
            if (ContentAddress.Compute(grain.Blob.Span) != grain.Address) wrong.Add(grain.Address);
            _ = grain.ToGrain().ToString();
            await store.GetHistoryAsync(grain.Address);
            await store.GetHeadAsync(grain.Address);
        }
        foreach (GrainStatus status in Enum.GetValues<GrainStatus>())
        {
            await store.QueryAsync(new() { Relation = Grown.Kept, Status = status, Limit = 10 });
            await store.QueryAsync(new() { Order = GrainOrder.OldestFirst, Status = status, Limit = 1000 });
            await store.SearchAsync(new() { Text = "words of step", Filter = new() { Status = status } });
        }
        await store.SearchAsync(new() { Vector = new float[] { 1, 2 } });
        await foreach (GrainChange change in store.ReadChangesAsync()) _ = change.Blob?.Length;
        await foreach (AuditEntry entry in store.ReadAuditAsync()) _ = entry.Hash;
        await store.Metadata.ScanAsync("");
        await store.ReportSubjectAsync("the load");
        await store.GetStatisticsAsync();
        return wrong;
    }

    /// <summary>Writes of every kind.</summary>
    internal static async Task WriteAsync(SqliteGrainStore store)
    {
        ContentAddress address = (await store.PutAsync(Grown.Fact(Grown.Claim, "written to a damaged store", "somebody").Memory)).Require();
        await store.SupersedeAsync(address, Grown.Fact(Grown.Claim, "the next", "somebody", address.ToString()).Memory);
        await store.SetVectorAsync(address, new float[] { 1, 2 });
        await store.DeleteAsync(Grown.Root(0).Address);
        await store.EraseSubjectAsync("somebody");
        await store.Metadata.PutAsync("key", "value");
        await store.Content.PutAsync(new byte[10]);
    }

    /// <summary>Whether an exception is one that stores may throw.</summary>
    internal static bool IsDocumented(Exception exception) =>
        exception is OmsException or IOException or TimeoutException or UnauthorizedAccessException or WriteRefusedException;
}
