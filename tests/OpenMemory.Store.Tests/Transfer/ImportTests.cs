namespace OpenMemory.Store.Tests;

/// <summary>Files go into stores whole, in pieces, twice and in any order (OMS-28.4-7, OMS-11.7-3, R-49).</summary>
[TestFixture]
public sealed class ImportTests
{
    private static readonly GrainBlob s_tea = Memories.Grain("tea"), s_coffee = Memories.Grain("coffee", 2_000, s_tea), s_water = Memories.Grain("water", 3_000, s_tea);

    private static readonly IndexState s_superseded = Memories.SupersededBy(s_coffee) with { AccessCount = 3, LastAccessedAt = 4_000 };

    [Test]
    public async Task Grains_come_first_and_their_state_afterwards_because_a_successor_may_stand_later() // OMS-11.7-3
    {
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee), new() { BatchGrains = 1 });
        Assert.Multiple(() =>
        {
            Assert.That((report.Added, report.Existing, report.Refused, report.Grains), Is.EqualTo((2L, 0L, 0L, 2L)));
            Assert.That((report.EntriesApplied, report.EntriesUnchanged, report.EntriesLeftOut), Is.EqualTo((1L, 0L, 0L)));
            Assert.That(report.Notices, Is.Empty);
            Assert.That((report.IsComplete, report.IsChanged), Is.EqualTo((true, true)));
        });
        Assert.That(await store.StateOf(s_tea), Is.EqualTo(s_superseded));
        Assert.That(await store.GetHeadAsync(s_tea.Address), Is.EqualTo(s_coffee.Address));
    }

    [Test]
    public async Task Importing_twice_changes_nothing()
    {
        await using InMemoryGrainStore store = new();
        byte[] file = Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee);
        await store.Import(file);
        (List<string> contents, long change) = (await store.Contents(), await store.LastChange());
        ImportReport again = await store.Import(file);
        Assert.That((again.Added, again.Existing, again.EntriesApplied, again.EntriesUnchanged, again.IsChanged), Is.EqualTo((0L, 2L, 0L, 1L, false)));
        Assert.That(await store.LastChange(), Is.EqualTo(change));
        Assert.That(await store.Contents(), Is.EqualTo(contents));
    }

    [Test]
    public async Task An_import_that_was_killed_anywhere_is_completed_by_the_next_and_not_changed_by_a_third() // OMS-28.4-2
    {
        GrainBlob[] grains = Memories.Many(10);
        byte[] file = Memories.FileOf(Memories.Manifest((s_tea, s_superseded), (grains[3], new() { VerificationStatus = IndexState.Verified })), [.. grains, s_tea, s_coffee]);
        ImportOptions options = new() { BatchGrains = 1 };
        await using InMemoryGrainStore whole = new();
        await whole.Import(file);
        List<string> expected = await whole.Contents();
        for (int calls = 0; calls < 14; calls++)
        {
            await using InMemoryGrainStore store = new();
            await using CuttingStore cut = new(store, calls);
            Assert.That(async () => await cut.Import(file, options), Throws.InstanceOf<CuttingStore.CutException>(), $"after {calls} calls");
            Assert.That((await store.GetStatisticsAsync()).Grains, Is.EqualTo(Math.Min(calls, 12)), "whole grains are left");
            ImportReport rest = await store.Import(file, options);
            Assert.That((rest.IsComplete, rest.Existing), Is.EqualTo((true, (long)Math.Min(calls, 12))));
            Assert.That(await store.Contents(), Is.EqualTo(expected), $"after {calls} calls");
            Assert.That((await store.Import(file, options)).IsChanged, Is.False);
        }
    }

    [Test]
    public async Task A_cancelled_import_leaves_whole_grains()
    {
        byte[] file = Memories.FileOf(null, Memories.Many(10));
        await using InMemoryGrainStore store = new();
        using CancellationTokenSource source = new();
        using MgFileReader reader = MgFileReader.Open(file);
        source.Cancel();
        Assert.That(async () => await StoreImport.ImportAsync(store, reader, cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await store.GetStatisticsAsync()).Grains, Is.Zero);
    }

    [Test]
    public async Task The_order_of_two_files_with_different_successors_makes_no_difference()
    {
        byte[] a = Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee);
        byte[] b = Memories.FileOf(Memories.Manifest((s_tea, Memories.SupersededBy(s_water, 6_000))), s_tea, s_water);
        List<ContentAddress?> heads = [];
        List<EpochMilliseconds?> ends = [];
        foreach ((byte[] first, byte[] second) in ((byte[], byte[])[])[(a, b), (b, a)])
        {
            await using InMemoryGrainStore store = new();
            await store.Import(first);
            ImportReport report = await store.Import(second);
            Assert.That((report.Forks, report.Notices.Single().Kind), Is.EqualTo((1L, ManifestNoticeKind.Fork)));
            heads.Add(await store.GetHeadAsync(s_tea.Address));
            StoredGrain old = await store.Find(s_tea);
            ends.Add(old.Entry.State.SystemValidTo);
            Assert.That(old.Entry.Successors(), Is.EquivalentTo((ContentAddress[])[s_coffee.Address, s_water.Address]));
            long change = await store.LastChange();
            await store.Import(first);
            Assert.That((await store.Import(second)).IsChanged, Is.False);
            Assert.That(await store.LastChange(), Is.EqualTo(change));
        }
        Assert.That(heads, Is.EqualTo((ContentAddress?[])[s_water.Address, s_water.Address]), "the greatest by created_at");
        Assert.That(ends, Is.EqualTo((EpochMilliseconds?[])[5_000, 5_000]), "the earlier");
    }

    [Test]
    public async Task A_grain_that_was_deleted_stays_so_and_its_entry_is_not_offered() // OMS-28.4-6
    {
        await using InMemoryGrainStore store = new();
        await store.Import(Memories.FileOf(null, s_tea, s_coffee));
        Assert.That((await store.DeleteAsync(s_tea.Address)).Outcome, Is.EqualTo(WriteOutcome.Done));
        ImportReport report = await store.Import(Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee));
        Assert.That((report.Deleted, report.Existing, report.EntriesLeftOut, report.EntriesApplied), Is.EqualTo((1L, 1L, 1L, 0L)));
        Assert.That(await store.ExistsAsync(s_tea.Address), Is.False);
    }

    [Test]
    public async Task A_damaged_file_is_refused_before_anything_is_taken_in_unless_told_otherwise() // OMS-11.5-1
    {
        byte[] file = Memories.FileOf(null, s_tea, s_coffee);
        file[^1] ^= 1;
        await using InMemoryGrainStore store = new();
        Assert.That(async () => await store.Import(file), Throws.InstanceOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Integrity));
        Assert.That((await store.GetStatisticsAsync()).Grains, Is.Zero);
        Assert.That((await store.Import(file, new() { VerifyFooter = false })).Added, Is.EqualTo(2));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_grain_that_is_not_sound_is_reported_where_it_stands_and_ends_the_import_only_on_demand(bool stops) // OMS-11.5-2
    {
        byte[] file = Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee, s_water);
        using MgFileReader sound = MgFileReader.Open(file);
        long offset = sound.OffsetOf(1);
        file[offset] = 9; // a version that nobody knows
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(file, new() { VerifyFooter = false, StopAtFirstFault = stops, BatchGrains = 1 });
        TransferFault fault = report.Faults.Single();
        Assert.That((report.Refused, fault.Index, fault.Fault.Code, fault.Fault.Offset), Is.EqualTo((1L, 1L, OmsErrorCode.Version, offset)));
        Assert.That((report.Added, report.IsComplete, report.EntriesApplied), Is.EqualTo(stops ? (1L, false, 0L) : (2L, true, 1L)));
        if (!stops) Assert.That(report.Notices.Single().Kind, Is.EqualTo(ManifestNoticeKind.SupersedingGrainAbsent));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_filter_reads_grains_itself_and_reports_those_that_are_not_sound(bool stops)
    {
        byte[] file = Memories.FileOf(null, s_tea, s_coffee, s_water);
        using MgFileReader sound = MgFileReader.Open(file);
        long offset = sound.OffsetOf(1);
        file[offset] = 9;
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(file, new() { VerifyFooter = false, StopAtFirstFault = stops, Filter = new() { From = 0 } });
        Assert.That((report.Faults.Single().Index, report.Faults.Single().Fault.Offset, report.LeftOut), Is.EqualTo((1L, offset, 0L)));
        Assert.That((report.Added, report.IsComplete), Is.EqualTo(stops ? (1L, false) : (2L, true)), "what stood before it is taken in");
    }

    [Test]
    public async Task Batches_are_bounded_in_number_and_in_bytes()
    {
        GrainBlob[] grains = [.. Memories.Many(600), .. Enumerable.Range(0, 12).Select(static i => Memories.Grain(new string((char)('a' + i), 900_000)))];
        List<(int Count, long Bytes)> batches = [];
        await using InMemoryGrainStore store = new();
        CuttingStore watched = new(store, -1)
        {
            WhileReceiving = batch => batches.Add((batch.Count, batch.Sum(static grain => (long)grain.Delivered.Length))),
        };
        ImportReport report = await watched.Import(Memories.FileOf(null, grains));
        Assert.That(report.Added, Is.EqualTo(612));
        Assert.That(batches.Max(static batch => batch.Count), Is.EqualTo(256));
        Assert.That(batches.Max(static batch => batch.Bytes), Is.InRange(3_000_000, 4 << 20));
    }

    [Test]
    public async Task Lists_are_bounded_and_counts_are_not()
    {
        byte[] file = Memories.FileOf(null, Memories.Many(9));
        using MgFileReader sound = MgFileReader.Open(file);
        for (int i = 0; i < 9; i++) file[sound.OffsetOf(i)] = 9;
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(file, new() { VerifyFooter = false, MaxListed = 4 });
        Assert.That((report.Refused, report.Faults.Count), Is.EqualTo((9L, 4)));
    }

    [Test]
    public async Task A_filter_leaves_grains_out_and_their_entries_with_them()
    {
        await using InMemoryGrainStore store = new();
        byte[] file = Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee, s_water);
        ImportReport report = await store.Import(file, new() { Filter = new() { CurrentOnly = true } });
        Assert.That((report.Added, report.LeftOut, report.EntriesLeftOut, report.EntriesApplied), Is.EqualTo((2L, 1L, 1L, 0L)));
        Assert.That(await store.ExistsAsync(s_tea.Address), Is.False);
    }

    [TestCase(ManifestStrategy.Merge, true)]
    [TestCase(ManifestStrategy.StoreWins, false)]
    [TestCase(ManifestStrategy.IgnoreManifest, false)]
    public async Task Conflicts_are_settled_by_the_strategy_that_was_named(ManifestStrategy strategy, bool isForked) // OMS-11.7-8
    {
        GrainBlob other = Memories.Grain("other");
        await using InMemoryGrainStore store = new();
        await store.Import(Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee));
        byte[] file = Memories.FileOf(Memories.Manifest((s_tea, Memories.SupersededBy(s_water)), (other, new() { VerificationStatus = IndexState.Verified })), s_tea, s_water, other);
        ImportReport report = await store.Import(file, new() { Strategy = strategy });
        Assert.That((await store.Find(s_tea)).Entry.Rivals, isForked ? Is.EqualTo((ContentAddress[])[s_water.Address]) : Is.Empty);
        string expected = strategy == ManifestStrategy.IgnoreManifest ? IndexState.Unverified : IndexState.Verified;
        Assert.That((await store.StateOf(other)).VerificationStatus, Is.EqualTo(expected));
        Assert.That(report.EntriesApplied + report.EntriesLeftOut, Is.EqualTo(2));
        Assert.That((await store.Import(file, new() { Strategy = strategy })).IsChanged, Is.False);
    }

    [Test]
    public async Task Local_counters_begin_anew_on_demand() // OMS-11.7-6
    {
        await using InMemoryGrainStore store = new();
        await store.Import(Memories.FileOf(Memories.Manifest((s_tea, s_superseded)), s_tea, s_coffee), new() { ResetLocal = true });
        IndexState state = await store.StateOf(s_tea);
        Assert.That((state.SupersededBy, state.AccessCount, state.LastAccessedAt), Is.EqualTo(((ContentAddress?)s_coffee.Address, 0L, (EpochMilliseconds?)null)));
    }

    [Test]
    public async Task Progress_ends_where_all_bytes_of_both_passes_are_done()
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 40).Select(static i => Memories.Grain(new string((char)('a' + (i % 26)), 60_000) + i))];
        using MgFileReader file = MgFileReader.Open(Memories.FileOf(null, grains));
        Steps steps = new();
        await using InMemoryGrainStore store = new();
        await StoreImport.ImportAsync(store, file, null, steps);
        long total = file.Length + file.RegionLength;
        Assert.That(steps.Seen[^1], Is.EqualTo(new MgProgress(total, total)));
        Assert.That(steps.Seen.Select(static step => step.Done), Is.Ordered.Ascending);
    }

    private sealed class Steps : IProgress<MgProgress>
    {
        internal List<MgProgress> Seen { get; } = [];

        public void Report(MgProgress value) => Seen.Add(value);
    }
}
