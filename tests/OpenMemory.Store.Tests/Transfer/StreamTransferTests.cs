namespace OpenMemory.Store.Tests;

/// <summary>Stores and framed streams (§11.6), which have no place for index state.</summary>
[TestFixture]
public sealed class StreamTransferTests
{
    private static readonly GrainBlob s_tea = Memories.Grain("tea"), s_coffee = Memories.Grain("coffee", 2_000, s_tea);

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task A_stream_carries_the_grains_and_the_report_says_what_it_cannot_carry(bool withHistory, int lost) // OMS-11.6-1
    {
        await using InMemoryGrainStore store = new(), copy = new();
        await store.Import(Memories.FileOf(Memories.Manifest((s_tea, Memories.SupersededBy(s_coffee))), s_tea, s_coffee));
        using MemoryStream stream = new();
        await using (GrainStreamWriter writer = new(stream, leaveOpen: true))
        {
            ExportReport report = await StoreExport.ExportAsync(store, writer, new() { IncludeHistory = withHistory });
            Assert.That((report.Grains, report.StatesLost, report.Entries, report.Files.Count), Is.EqualTo((withHistory ? 2L : 1L, (long)lost, 0L, 0)));
        }
        stream.Position = 0;
        ImportReport import = await StoreImport.ImportAsync(copy, stream);
        Assert.That((import.Added, import.IsComplete), Is.EqualTo((withHistory ? 2L : 1L, true)));
        await foreach (StoredGrain grain in copy.ReadAllAsync()) Assert.That(grain.Entry.State, Is.EqualTo(IndexState.Default));
    }

    [Test]
    public async Task A_stream_that_breaks_off_leaves_what_arrived_whole_and_is_completed_by_sending_it_again() // R-56, OMS-11.6-2
    {
        byte[] whole = await StreamOf(s_tea.Memory, s_coffee.Memory);
        await using InMemoryGrainStore store = new();
        ImportReport cut = await StoreImport.ImportAsync(store, new MemoryStream(whole[..^20]));
        Assert.That((cut.Added, cut.IsComplete, cut.BrokenOff.Rule), Is.EqualTo((1L, false, "OMS-11.6-2")));
        ImportReport rest = await StoreImport.ImportAsync(store, new MemoryStream(whole));
        Assert.That((rest.Added, rest.Existing, rest.IsComplete, rest.BrokenOff.IsFault), Is.EqualTo((1L, 1L, true, false)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_grain_that_is_not_sound_does_not_end_a_stream(bool verifies)
    {
        byte[] stream = await StreamOf(s_tea.Memory, new byte[] { 1, 2, 3 }, s_coffee.Memory);
        await using InMemoryGrainStore store = new();
        await using GrainStreamReader reader = new(new MemoryStream(stream), new() { SkipVerification = !verifies });
        ImportReport report = await StoreImport.ImportAsync(store, reader);
        TransferFault fault = report.Faults.Single();
        Assert.That((report.Added, report.Refused, fault.Index, report.IsComplete), Is.EqualTo((2L, 1L, 1L, true)));
        Assert.That((fault.Fault.Rule, fault.Fault.Offset), Is.EqualTo(("OMS-3.1-1", 4L + s_tea.Length + 4 + 3)));
    }

    [Test]
    public async Task A_grain_that_is_larger_than_the_frames_may_be_is_left_out_and_named()
    {
        await using InMemoryGrainStore store = new();
        GrainBlob large = Memories.Grain(new string('x', 5_000));
        await store.Import(Memories.FileOf(null, s_tea, large));
        using MemoryStream stream = new();
        await using GrainStreamWriter writer = new(stream, new() { MaxFrameBytes = 1_000 }, leaveOpen: true);
        ExportReport report = await StoreExport.ExportAsync(store, writer);
        Assert.That((report.Grains, report.NotExported, report.Faults.Single().Address), Is.EqualTo((1L, 1L, large.Address)));
        Assert.That(writer.IsCompleted, Is.True);
    }

    private static async Task<byte[]> StreamOf(params ReadOnlyMemory<byte>[] frames)
    {
        using MemoryStream stream = new();
        await using GrainStreamWriter writer = new(stream, new() { SkipVerification = true }, leaveOpen: true);
        foreach (ReadOnlyMemory<byte> frame in frames) await writer.WriteAsync(frame.Span);
        await writer.CompleteAsync();
        return stream.ToArray();
    }
}
