using System.Globalization;
using OpenMemory.Store;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>
/// <c>store [count]</c>: fills an in-memory store with grains (1 million unless told) and prints what a grain costs beside its own bytes,
/// and how fast it goes. Making the grains is not counted.
/// </summary>
internal static class StoreProgram
{
    private const int DefaultGrains = 1_000_000, Batch = 1000;

    internal static async Task<int> RunAsync(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultGrains;
        await RunAsync(10_000, TextWriter.Null); // compiles the code
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} grains, {Environment.ProcessorCount} cores, .NET {Environment.Version}\n\n{ScaleRow.Head}"));
        return await RunAsync(count, Console.Out) ? 0 : 1;
    }

    private static async Task<bool> RunAsync(int count, TextWriter output)
    {
        ContentAddress[] addresses = new ContentAddress[count];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        InMemoryGrainStore store = new();
        StoreSteps steps = new(store, addresses);
        ScaleRow one = await steps.PutAsync(0, count / 2, Batch, isBatch: false);
        ScaleRow many = await steps.PutAsync(count / 2, count, Batch, isBatch: true);
        double beside = (GC.GetTotalMemory(forceFullCollection: true) - before - steps.BlobBytes) / (double)count;
        output.WriteLine(one);
        output.WriteLine(many);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| memory beside the blobs | | | {steps.BlobBytes / (double)count:N0} B/blob | | **{beside:N1} B/grain** |"));
        output.WriteLine(StoreSteps.InsertBeneath(Math.Max(1000, count / 10)));
        output.WriteLine(await steps.GetAsync());
        double read = (GC.GetTotalMemory(forceFullCollection: true) - before - steps.BlobBytes) / (double)count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the same after reading at random | | | | | {read:N1} B/grain |"));
        foreach (ScaleRow row in await steps.QueryAsync()) output.WriteLine(row);
        foreach (ScaleRow row in await steps.ChainsAsync()) output.WriteLine(row);
        ScaleRow contention = await ContentionStep.RunAsync(store);
        output.WriteLine(contention);
        await store.DisposeAsync();
        return !contention.Note.Contains("LOST", StringComparison.Ordinal);
    }
}
