namespace OpenMemory.Store.Tests;

/// <summary>Stores go into files whole or in part, with what their index says, and without being touched (OMS-5.6-5, OMS-11.7-1, OMS-22.10-1).</summary>
[TestFixture]
public sealed class ExportTests
{
    private static readonly GrainBlob s_tea = Memories.Grain("tea"), s_coffee = Memories.Grain("coffee", 2_000, s_tea), s_water = Memories.Grain("water", 3_000);

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task A_file_has_the_grains_in_order_and_the_portable_state() // OMS-11.7-1
    {
        await using InMemoryGrainStore store = await Sample();
        string path = _folder["whole.mg"];
        ExportReport report = await StoreExport.ExportAsync(store, path);
        using MgFileReader file = MgFileReader.Open(path);
        Assert.Multiple(() =>
        {
            Assert.That(file.Verify(MgCheck.Canonical).IsSound, Is.True);
            Assert.That(file.Header.Flags, Is.EqualTo(MgFileFlags.Sorted | MgFileFlags.Deduplicated | MgFileFlags.HasIndexManifest));
            Assert.That(Addresses(file), Is.EqualTo((ContentAddress[])[s_tea.Address, s_coffee.Address, s_water.Address]));
            Assert.That(file.Manifest![s_tea.Address].SupersededBy, Is.EqualTo(s_coffee.Address));
            Assert.That((report.Grains, report.Entries, report.NotExported, report.StatesLost, report.ForksNotCarried), Is.EqualTo((3L, 1L, 0L, 0L, 0L)));
            Assert.That(report.Files, Is.EqualTo((string[])[path]));
        });
    }

    [Test]
    public async Task A_store_that_says_nothing_makes_a_file_without_manifest()
    {
        await using InMemoryGrainStore store = new();
        await store.Import(Memories.FileOf(null, s_tea));
        await StoreExport.ExportAsync(store, _folder["plain.mg"]);
        using MgFileReader file = MgFileReader.Open(_folder["plain.mg"]);
        Assert.That(file.Manifest, Is.Null);
    }

    [Test]
    public async Task Two_exports_of_the_same_state_are_the_same_bytes_whatever_order_the_grains_came_in() // OMS-22.10-1
    {
        await using InMemoryGrainStore store = await Sample();
        await using InMemoryGrainStore other = new();
        await other.Import(Memories.FileOf(null, s_water, s_coffee));
        await other.Import(Memories.FileOf(Memories.Manifest((s_tea, Memories.SupersededBy(s_coffee))), s_tea, s_coffee));
        long change = await store.LastChange();
        foreach ((IGrainStore from, string name) in ((IGrainStore, string)[])[(store, "1.mg"), (store, "2.mg"), (other, "3.mg")])
            await StoreExport.ExportAsync(from, _folder[name]);
        byte[] expected = File.ReadAllBytes(_folder["1.mg"]);
        Assert.That(File.ReadAllBytes(_folder["2.mg"]), Is.EqualTo(expected), "exporting is no access");
        Assert.That(File.ReadAllBytes(_folder["3.mg"]), Is.EqualTo(expected));
        Assert.That(await store.LastChange(), Is.EqualTo(change));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Local_counters_go_along_unless_told_otherwise_and_the_status_of_recommendations_only_when_told(bool isLocal) // OMS-11.7-2, OMS-11.7-4
    {
        await using InMemoryGrainStore store = await Sample();
        await store.GetAsync(s_water.Address);
        await StoreExport.ExportAsync(store, _folder["local.mg"], new() { LocalState = isLocal });
        using MgFileReader file = MgFileReader.Open(_folder["local.mg"]);
        Assert.That(file.Manifest![s_water.Address].AccessCount, Is.EqualTo(isLocal ? 1 : 0));
        Assert.That(file.Manifest![s_water.Address].LastAccessedAt is not null, Is.EqualTo(isLocal));
        Assert.That(file.Manifest!.All(static entry => entry.Value.RecStatus is null), Is.True);
    }

    [Test]
    public async Task A_part_brings_its_chains_along_unless_told_otherwise()
    {
        await using InMemoryGrainStore store = await Sample();
        GrainQuery coffee = new() { Object = "coffee", Order = GrainOrder.OldestFirst, Limit = 1 };
        foreach ((ExportOptions options, ContentAddress[] expected) in ((ExportOptions, ContentAddress[])[])
        [
            (new() { Query = coffee }, [s_tea.Address, s_coffee.Address]),
            (new() { Query = coffee, IncludeHistory = false }, [s_coffee.Address]),
            (new() { Query = coffee with { Object = "tea", Status = GrainStatus.Any } }, [s_tea.Address, s_coffee.Address]),
            (new() { IncludeHistory = false }, [s_coffee.Address, s_water.Address]),
            (new() { Query = new() { Object = "nothing" } }, []),
        ])
        {
            ExportReport report = await StoreExport.ExportAsync(store, _folder["part.mg"], options);
            using MgFileReader file = MgFileReader.Open(_folder["part.mg"]);
            Assert.That(Addresses(file), Is.EqualTo(expected));
            Assert.That((report.Grains, report.Entries), Is.EqualTo(((long)expected.Length, expected.Contains(s_tea.Address) ? 1L : 0L)));
        }
    }

    [Test]
    public async Task What_changes_while_the_export_runs_is_in_the_file()
    {
        GrainBlob[] grains = Memories.Many(600);
        await using InMemoryGrainStore store = new();
        await store.Import(Memories.FileOf(null, grains));
        GrainBlob old = grains.MinBy(static grain => grain.Address)!, gone = grains.MaxBy(static grain => grain.Address)!;
        GrainBlob successor = Memories.Grain("later", 9_000, old);
        int reads = 0;
        CuttingStore busy = new(store, 0)
        {
            WhileReading = async () =>
            {
                if (++reads != 300) return;
                Assert.That((await store.SupersedeAsync(old.Address, successor.Memory)).Outcome, Is.EqualTo(WriteOutcome.Done));
                Assert.That((await store.DeleteAsync(gone.Address)).Outcome, Is.EqualTo(WriteOutcome.Done));
            },
        };
        ExportReport report = await StoreExport.ExportAsync(busy, _folder["busy.mg"]);
        using MgFileReader file = MgFileReader.Open(_folder["busy.mg"]);
        Assert.That(file.Manifest![old.Address].SupersededBy, Is.EqualTo(successor.Address));
        Assert.That(file.TryFind(successor.Address, out _), Is.True);
        Assert.That((report.DeletedMeanwhile, report.LastChange), Is.EqualTo((1L, await store.LastChange())));
        Assert.That(report.Grains, Is.EqualTo(file.Count));
    }

    [Test]
    public async Task The_side_of_a_fork_that_a_manifest_has_no_place_for_is_reported()
    {
        GrainBlob rival = Memories.Grain("milk", 4_000, s_tea);
        await using InMemoryGrainStore store = await Sample();
        await store.Import(Memories.FileOf(Memories.Manifest((s_tea, Memories.SupersededBy(rival))), s_tea, rival));
        ExportReport report = await StoreExport.ExportAsync(store, _folder["fork.mg"]);
        Assert.That((report.ForksNotCarried, report.Forks.Single()), Is.EqualTo((1L, new MgFork(s_tea.Address, s_coffee.Address, rival.Address))));
        await using InMemoryGrainStore copy = new();
        await copy.Import(File.ReadAllBytes(_folder["fork.mg"]));
        Assert.That(await copy.ExistsAsync(rival.Address), Is.True);
    }

    [Test]
    public async Task A_file_that_cannot_be_finished_leaves_the_old_one()
    {
        await using InMemoryGrainStore store = await Sample();
        File.WriteAllText(_folder["old.mg"], "old");
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.That(async () => await StoreExport.ExportAsync(store, _folder["old.mg"], cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(File.ReadAllText(_folder["old.mg"]), Is.EqualTo("old"));
        Assert.That(_folder.Names.Where(static name => name.EndsWith(".tmp", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Volumes_of_an_export_are_imported_as_one_memory() // OMS-11.4-5
    {
        await using InMemoryGrainStore store = await Sample();
        ExportReport report = await StoreExport.ExportAsync(store, _folder["set.mg"], new() { Writer = new() { Sorted = true, Volumes = true, MaxVolumeBytes = 1 } });
        Assert.That(report.Files, Has.Count.EqualTo(3), "tea and what superseded it are in different volumes");
        using MgVolumeSet set = MgVolumeSet.Open(_folder["set.mg"]);
        await using InMemoryGrainStore copy = new();
        ImportReport import = await StoreImport.ImportAsync(copy, set);
        Assert.That((import.Added, import.EntriesApplied, import.Notices.Count), Is.EqualTo((3L, 1L, 0)));
        Assert.That(await copy.Contents(), Is.EqualTo(await store.Contents()));
    }

    [Test]
    public async Task Attachments_are_named_in_the_report_and_copied_only_when_told() // OMS-7.1.1-5, OMS-7.1.1-8
    {
        await using InMemoryGrainStore store = new(), copy = new();
        CasUri here = await store.Content.PutAsync("an invoice"u8.ToArray()), missing = new(ContentAddress.Compute("nothing"u8));
        GrainBlob grain = (Memories.NewFact("invoice") with
        {
            ContentRefs = [Attachment(here.ToString()), Attachment(missing.ToString()), Attachment("https://example.com/a.pdf")],
        }).ToBlob();
        GrainBlob second = (Memories.NewFact("again") with { ContentRefs = [Attachment(here.ToString())] }).ToBlob();
        byte[] file = Memories.FileOf(null, grain, second, s_tea);
        await store.Import(file);
        await copy.Import(file);
        ExportReport report = await StoreExport.ExportAsync(store, _folder["attachments.mg"]);
        Assert.That(report.ContentReferences, Is.EqualTo(3));
        Assert.That(await copy.Content.ExistsAsync(here), Is.False);
        Assert.That(await StoreExport.CopyContentAsync(store, copy), Is.EqualTo(new ContentCopyReport(3, 1, 1, 1, 0)));
        Assert.That((await copy.Content.GetAsync(here))!.Value.ToArray(), Is.EqualTo("an invoice"u8.ToArray()));
        Assert.That(await StoreExport.CopyContentAsync(store, copy), Is.EqualTo(new ContentCopyReport(3, 0, 2, 1, 0)));
        Assert.That((await StoreExport.CopyContentAsync(store, copy, new() { Query = new() { Object = "again" } })).References, Is.EqualTo(1));
    }

    private static ContentReference Attachment(string uri) => new() { Uri = uri, Modality = "document" };

    private static ContentAddress[] Addresses(MgFileReader file) => [.. Enumerable.Range(0, file.Count).Select(file.GetAddress)];

    private static async Task<InMemoryGrainStore> Sample()
    {
        InMemoryGrainStore store = new();
        await store.Import(Memories.FileOf(Memories.Manifest((s_tea, Memories.SupersededBy(s_coffee))), s_tea, s_coffee, s_water));
        return store;
    }
}
