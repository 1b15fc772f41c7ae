using OpenMemory.Disclosure;
using OpenMemory.Signing;

namespace OpenMemory.Store.Tests;

/// <summary>A trust policy decides what comes in (§9.3), and compatible reading and disclosed grains do so too.</summary>
[TestFixture]
public sealed class TrustImportTests
{
    private readonly SigningKey _mine = SigningKey.FromEd25519Seed([.. Enumerable.Range(1, 32).Select(static i => (byte)i)]);
    private readonly SigningKey _theirs = SigningKey.FromEd25519Seed([.. Enumerable.Range(2, 32).Select(static i => (byte)i)]);

    [OneTimeTearDown]
    public void DisposeOfKeys()
    {
        _mine.Dispose();
        _theirs.Dispose();
    }

    [Test]
    public async Task Grains_that_are_not_trusted_stay_out_and_what_is_said_of_them_too() // OMS-9.3-2
    {
        GrainBlob mine = Signed("tea", _mine), theirs = Signed("coffee", _theirs), unsigned = Memories.Grain("water");
        GrainBlob successor = Memories.Grain("milk", 2_000, mine);
        IndexState verified = new() { VerificationStatus = IndexState.Verified };
        IndexManifest manifest = Memories.Manifest((mine, Memories.SupersededBy(successor)), (theirs, verified), (unsigned, verified));
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(
            Memories.FileOf(manifest, unsigned, mine, theirs, successor), new() { Trust = new(TrustPolicy.From(_mine.KeyId)) });
        Assert.Multiple(() =>
        {
            Assert.That((report.Added, report.Untrusted, report.Refused, report.EntriesLeftOut), Is.EqualTo((1L, 3L, 0L, 2L)));
            Assert.That(report.Trust!.Verdicts[TrustVerdict.Unsigned], Is.EqualTo(2));
            Assert.That(report.Trust.Findings.Select(static finding => finding.Index), Is.EqualTo((long[])[0, 2, 3]));
            Assert.That(report.Notices.Single().Kind, Is.EqualTo(ManifestNoticeKind.SupersedingGrainAbsent), "an untrusted grain supersedes nothing");
        });
        StoredGrain stored = await store.Find(mine);
        Assert.That(stored.Blob.Delivered.ToArray(), Is.EqualTo(mine.Delivered.ToArray()), "with its envelope");
        Assert.That((await store.GetStatisticsAsync()).Grains, Is.EqualTo(1));
    }

    [Test]
    public async Task A_forged_signature_is_not_trusted_and_does_not_end_the_import()
    {
        byte[] forged = Signed("tea", _mine).Delivered.ToArray();
        forged[^1] ^= 1;
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(
            Memories.FileOf(null, GrainBlob.ParseDelivered(forged), Signed("coffee", _mine)), new() { Trust = new(TrustPolicy.SignedOnly) });
        Assert.That((report.Added, report.Untrusted, report.Trust!.Verdicts[TrustVerdict.SignatureInvalid]), Is.EqualTo((1L, 1L, 1L)));
    }

    [Test]
    public async Task A_disclosed_grain_is_received_and_kept_beside_its_original() // OMS-10.4-1
    {
        GrainBlob original = (Memories.NewFact("tea") with { UserId = "customer-2184" }).ToBlob();
        GrainBlob disclosed = Elision.Elide(original, ["user_id"]);
        await using InMemoryGrainStore store = new();
        ImportReport report = await store.Import(Memories.FileOf(null, original, disclosed));
        Assert.That(report.Added, Is.EqualTo(2));
        Assert.That((await store.QueryAsync(new() { Object = "tea" })).Results.Select(static hit => hit.Address), Is.EqualTo((ContentAddress[])[original.Address]));
        Assert.That(await store.ExistsAsync(disclosed.Address), Is.True);
    }

    [Test]
    public async Task Bytes_of_older_versions_come_in_with_marks_when_they_are_asked_for() // R-26, OMS-L-2
    {
        GrainBlob sound = Memories.Grain("tea");
        byte[] odd = [.. sound.Span[..9], .. Reordered(sound.Span[9..].ToArray())];
        byte[] file = Raw(odd);
        await using InMemoryGrainStore store = new();
        Assert.That((await store.Import(file)).Refused, Is.EqualTo(1));
        ImportReport report = await store.Import(file, ImportOptions.Compatible);
        Assert.That((report.Added, report.Marked), Is.EqualTo((1L, 1L)));
        await foreach (StoredGrain grain in store.ReadAllAsync()) Assert.That(grain.Blob.Memory.ToArray(), Is.EqualTo(odd), "bytes are kept");
        using TemporaryFolder folder = new();
        await StoreExport.ExportAsync(store, folder["odd.mg"]);
        using MgFileReader copy = MgFileReader.Open(folder["odd.mg"]);
        Assert.That(copy[0].ToArray(), Is.EqualTo(odd));
    }

    private static GrainBlob Signed(string value, SigningKey key) => GrainSigning.Sign((Memories.NewFact(value) with { IsSigned = true }).ToBlob(), key);

    /// <summary>The same map with its first pair at the end: sound MessagePack that is not canonical.</summary>
    private static byte[] Reordered(byte[] map)
    {
        int key = 1 + 1 + (map[1] & 0x1f), end = key;
        Assert.That(map[1] >> 5, Is.EqualTo(5), "a short text");
        end += map[key] switch { 0xcb => 9, < 0x80 => 1, >= 0xa0 and < 0xc0 => 1 + (map[key] & 0x1f), _ => throw new AssertionException("another first value") };
        return [map[0], .. map[end..], .. map[1..end]];
    }

    private static byte[] Raw(byte[] element)
    {
        byte[] file = new byte[20 + element.Length + 32];
        new MgFileHeader(default, 1, 1, 0).Write(file);
        file[19] = 20;
        element.CopyTo(file, 20);
        System.Security.Cryptography.SHA256.HashData(file.AsSpan(..^32), file.AsSpan(^32..));
        return file;
    }
}
