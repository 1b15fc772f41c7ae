namespace OpenMemory.Store.Tests;

/// <summary>What a stranger's manifest cannot bring about (R-52, OMS-23.7-1, OMS-11.7-4).</summary>
[TestFixture]
public sealed class HostileManifestTests
{
    private static readonly GrainBlob s_open = Memories.Grain("tea");

    private static GrainBlob Locked(string mode) => (Memories.NewFact("tea") with { InvalidationPolicy = new() { Mode = mode } }).ToBlob();

    [TestCase("locked")]
    [TestCase("soft_locked")]
    [TestCase("hold")]
    [TestCase("no such mode")]
    public async Task A_protected_grain_keeps_its_status_whatever_a_manifest_says(string mode)
    {
        GrainBlob old = Locked(mode), successor = Memories.Grain("coffee", 2_000, old);
        await using InMemoryGrainStore store = new();
        IndexState forged = Memories.SupersededBy(successor) with { VerificationStatus = IndexState.Retracted };
        ImportReport report = await store.Import(Memories.FileOf(Memories.Manifest((old, forged)), old, successor));
        Assert.That((report.Added, report.EntriesApplied, report.EntriesDenied), Is.EqualTo((2L, 0L, 1L)));
        Assert.That(report.NoticeCounts, Does.ContainKey(ManifestNoticeKind.ProtectedGrain));
        Assert.That(await store.StateOf(old), Is.EqualTo(IndexState.Default));
        Assert.That(await store.GetHeadAsync(old.Address), Is.EqualTo(old.Address));
    }

    [Test]
    public void A_compressed_grain_keeps_its_status_by_whatever_policy_is_in_it()
    {
        GrainBlob packed = GrainBlob.Adopt([1, (byte)GrainFlags.Compressed, 1, 0, 0, 0, 0, 0, 9, 0, 0]);
        IndexState forged = new() { SystemValidTo = new(5), VerificationStatus = IndexState.Retracted, AccessCount = 3 };
        ManifestImportEntry entry = ManifestImport.Check(Memories.Manifest((packed, forged)), _ => packed).Single();
        Assert.That(entry.Applied, Is.EqualTo(new IndexState { AccessCount = 3 }));
        Assert.That(entry.Notices.Single().Kind, Is.EqualTo(ManifestNoticeKind.ProtectedGrain));
    }

    [Test]
    public async Task A_cycle_of_successors_takes_no_grain_away_and_ends()
    {
        // Addresses prove that of two grains only one can name the other, so one half of the cycle is not borne out.
        GrainBlob other = Memories.Grain("coffee", 2_000, s_open);
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(
            Memories.FileOf(Memories.Manifest((s_open, Memories.SupersededBy(other)), (other, Memories.SupersededBy(s_open))), s_open, other));
        Assert.That(report.Notices.Single(), Is.EqualTo(new ManifestNotice(ManifestNoticeKind.SupersedingGrainDoesNotNameIt, other.Address, s_open.Address)));
        Assert.That(await store.GetHeadAsync(s_open.Address), Is.EqualTo(other.Address));
        Assert.That((await store.StateOf(other)).SupersededBy, Is.Null);
    }

    [Test]
    public async Task A_grain_cannot_be_superseded_by_itself_or_by_one_that_is_absent_or_says_nothing_of_it()
    {
        GrainBlob stranger = Memories.Grain("coffee", 2_000), absent = Memories.Grain("water", 3_000, s_open);
        foreach ((GrainBlob successor, ManifestNoticeKind kind) in ((GrainBlob, ManifestNoticeKind)[])
        [
            (s_open, ManifestNoticeKind.SupersedingGrainDoesNotNameIt),
            (stranger, ManifestNoticeKind.SupersedingGrainDoesNotNameIt),
            (absent, ManifestNoticeKind.SupersedingGrainAbsent),
        ])
        {
            await using InMemoryGrainStore store = new();
            ImportReport report = await store.Import(Memories.FileOf(Memories.Manifest((s_open, new() { SupersededBy = successor.Address })), s_open, stranger));
            Assert.That(report.Notices.Single().Kind, Is.EqualTo(kind));
            Assert.That(await store.StateOf(s_open), Is.EqualTo(IndexState.Default));
        }
    }

    [Test]
    public async Task A_stated_rec_status_is_never_believed() // OMS-11.7-4
    {
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(Memories.FileOf(Memories.Manifest((s_open, new() { RecStatus = "applied" })), s_open));
        Assert.That((report.EntriesApplied, report.Notices.Single().Kind), Is.EqualTo((0L, ManifestNoticeKind.RecStatusNotTrusted)));
        Assert.That((await store.StateOf(s_open)).RecStatus, Is.Null);
    }

    [Test]
    public async Task A_manifest_says_nothing_about_grains_of_the_store_that_its_file_does_not_hold()
    {
        await using InMemoryGrainStore store = new();
        await store.Import(Memories.FileOf(null, s_open));
        byte[] file = WithManifest(Memories.Grain("coffee"), Memories.Manifest((s_open, new() { VerificationStatus = IndexState.Retracted })));
        ImportReport report = await store.Import(file);
        Assert.That(report.Notices, Is.EqualTo((ManifestNotice[])[new(ManifestNoticeKind.GrainNotInFile, s_open.Address)]));
        Assert.That((report.EntriesLeftOut, report.EntriesApplied), Is.EqualTo((1L, 0L)));
        Assert.That((await store.StateOf(s_open)).VerificationStatus, Is.EqualTo(IndexState.Unverified));
    }

    /// <summary>A file with a manifest that a writer would have trimmed.</summary>
    private static byte[] WithManifest(GrainBlob grain, IndexManifest manifest)
    {
        byte[] file = [.. Memories.FileOf(null, grain)[..^32], .. manifest.ToBytes(), .. new byte[32]];
        file[3] |= (byte)MgFileFlags.HasIndexManifest;
        System.Security.Cryptography.SHA256.HashData(file.AsSpan(..^32), file.AsSpan(^32..));
        return file;
    }
}
