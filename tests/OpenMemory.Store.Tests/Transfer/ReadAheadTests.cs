namespace OpenMemory.Store.Tests;

/// <summary>An import reads ahead of what it writes; nobody can tell by what it reports and leaves.</summary>
[TestFixture]
public sealed class ReadAheadTests
{
    private const int Count = 9_000; // some runs

    [Test]
    public async Task Reports_and_stores_are_the_same_however_many_cores_there_are([Values] bool stops, [Values] bool filters)
    {
        byte[] file = Faulty();
        string? expected = null;
        foreach (int cores in (int[])[1, 2, 5])
        {
            foreach (bool decorated in (bool[])[false, true])
            {
                await using InMemoryGrainStore store = new(new() { Cores = cores });
                await using CuttingStore outer = new(store, int.MaxValue);
                using MgFileReader reader = MgFileReader.Open(file, new() { Cores = cores });
                ImportReport report = await StoreImport.ImportAsync(decorated ? outer : store, reader, new()
                {
                    StopAtFirstFault = stops, BatchGrains = 100, Filter = filters ? new() { From = 3_000 } : null,
                });
                Assert.That(report.IsComplete, Is.Not.EqualTo(stops));
                string found = $"{report.Added} {report.Existing} {report.Refused} {report.LeftOut} {report.EntriesApplied} " +
                    $"{string.Join('\n', report.Faults.Select(static fault => $"{fault}"))}\n{string.Join('\n', await store.Contents())}";
                expected ??= found;
                Assert.That(found, Is.EqualTo(expected), $"{cores} cores, decorated: {decorated}");
                Assert.That(report.Faults[0].Index, Is.EqualTo(4_000));
                Assert.That(report.Faults[0].Address, Is.EqualTo(ContentAddress.Compute(reader[4_000])));
                Assert.That(report.Faults[0].Fault.Offset, Is.EqualTo(reader.OffsetOf(4_000)));
            }
        }
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task A_file_that_is_cut_short_meanwhile_gives_what_stands_before_that(int cores)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Windows does not let an open file be cut short.");
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.mg"], Memories.FileOf(null, Memories.Many(2 * Count)));
        Assert.That(new FileInfo(folder["a.mg"]).Length, Is.GreaterThan(1 << 20), "it is not read into memory at once");
        await using InMemoryGrainStore store = new(new() { Cores = cores });
        using MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { Cores = cores, NoMapping = true });
        using (FileStream other = new(folder["a.mg"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) other.SetLength(reader.OffsetOf(5_000) + 1);
        Assert.That(async () => await StoreImport.ImportAsync(store, reader, new() { VerifyFooter = false, BatchGrains = 10 }), Throws.InstanceOf<IOException>());
        Assert.That((await store.GetStatisticsAsync()).Grains, Is.EqualTo(5_000));
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task A_file_is_closed_safely_as_soon_as_an_import_was_cancelled(int cores)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.mg"], Memories.FileOf(null, Memories.Many(2 * Count)));
        using CancellationTokenSource source = new();
        await using InMemoryGrainStore inner = new(new() { Cores = cores });
        int batches = 0;
        await using CuttingStore store = new(inner, int.MaxValue)
        {
            WhileReceiving = _ =>
            {
                if (++batches == 7) source.Cancel();
            },
        };
        using (MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { Cores = cores }))
            Assert.That(async () => await StoreImport.ImportAsync(store, reader, new() { BatchGrains = 100 }, cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await inner.GetStatisticsAsync()).Grains, Is.EqualTo(600), "whole batches");
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task A_stream_gives_the_same_as_the_file(int cores) // §11.6
    {
        GrainBlob[] grains = Memories.Many(1_000);
        using MemoryStream stream = new();
        await using (GrainStreamWriter writer = new(stream, leaveOpen: true))
        {
            foreach (GrainBlob grain in grains) await writer.WriteAsync(grain);
            await writer.CompleteAsync();
        }
        stream.Position = 0;
        await using InMemoryGrainStore store = new(new() { Cores = cores }), other = new();
        ImportReport report = await StoreImport.ImportAsync(store, stream, new() { Filter = new() { From = 1_100 } });
        Assert.That((report.Added, report.LeftOut), Is.EqualTo((900L, 100L)));
        await other.Import(Memories.FileOf(null, grains[100..]));
        Assert.That(await store.Contents(), Is.EqualTo(await other.Contents()));
    }

    /// <summary>A file in which some grains are damaged, under a footer that fits, with state for one grain.</summary>
    private static byte[] Faulty()
    {
        GrainBlob[] grains = Memories.Many(Count);
        byte[] file = Memories.FileOf(Memories.Manifest((grains[10], new() { VerificationStatus = IndexState.Verified })), grains);
        using (MgFileReader reader = MgFileReader.Open(file))
        {
            foreach (int bad in (int[])[4_000, 4_001, 4_350, 8_888]) file[reader.OffsetOf(bad)] = 0x77;
        }
        System.Security.Cryptography.SHA256.HashData(file.AsSpan(0, file.Length - 32), file.AsSpan(file.Length - 32));
        return file;
    }
}
