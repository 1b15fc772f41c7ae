using OpenMemory.Erasure;
using OpenMemory.Signing;
using OpenMemory.Store;

namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/vendors.md run, and what the document warns of is so.</summary>
[TestFixture]
internal sealed class VendorsExampleTests
{
    private readonly SigningKey _partner = SigningKey.FromEd25519Seed([.. Enumerable.Range(1, 32).Select(static i => (byte)i)]);

    [OneTimeTearDown]
    public void DisposeOfKey() => _partner.Dispose();

    [Test]
    public void A_file_is_looked_at_before_anything_is_done_with_it()
    {
        using TemporaryFolder folder = new();
        Write(folder["sound.mg"], null, Fact("tea", "partner:support"), Fact("coffee", null));
        List<string> namespaces = [];
        Assert.That(VendorsExamples.Look(folder["sound.mg"], namespaces).IsSound, Is.True);
        Assert.That(namespaces, Is.EqualTo(new[] { "partner:support", "" }));
        Damage(folder["sound.mg"]);
        namespaces.Clear();
        Assert.That((VendorsExamples.Look(folder["sound.mg"], namespaces).FaultCount, namespaces.Count), Is.EqualTo((2L, 0)), "the footer and a grain");
    }

    [Test]
    public async Task Only_what_the_partner_signed_where_it_may_speak_comes_in_and_comes_in_once()
    {
        using TemporaryFolder folder = new();
        GrainBlob kept = Signed("tea", "partner:support"), successor = Signed("milk", "partner:support", kept), gone = Signed("juice", "partner:support");
        GrainBlob protectedGrain = GrainSigning.Sign((Fact("water", "partner:support") with { IsSigned = true, InvalidationPolicy = new() { Mode = "locked" } }).ToBlob(), _partner);
        GrainBlob ends = Signed("wine", "partner:support", protectedGrain);
        IndexManifest manifest = IndexManifest.Create(
        [
            new(kept.Address, new() { SupersededBy = successor.Address, SystemValidTo = 5_000 }),
            new(protectedGrain.Address, new() { SupersededBy = ends.Address, SystemValidTo = 5_000 }),
        ]);
        Write(folder["arrived.mg"], manifest, kept, successor, gone, protectedGrain, ends, Signed("a right", "agent:authz"), Fact("unsigned", "partner:support").ToBlob());
        await using InMemoryGrainStore store = new();
        await store.ReceiveAsync([new(gone.Delivered)]);
        await store.DeleteAsync(gone.Address);

        ImportReport first = await VendorsExamples.Import(store, folder["arrived.mg"], _partner.KeyId);
        Assert.That((first.Added, first.Existing, first.Deleted, first.Untrusted, first.Refused), Is.EqualTo((4L, 0L, 1L, 2L, 0L)));
        Assert.That((first.EntriesApplied, first.Notices.Single().Kind), Is.EqualTo((1L, ManifestNoticeKind.ProtectedGrain)));
        Assert.That((await store.GetAsync(kept.Address))!.Entry.IsCurrent, Is.False);
        Assert.That((await store.GetAsync(protectedGrain.Address))!.Entry.IsCurrent, Is.True);

        ImportReport again = await VendorsExamples.Import(store, folder["arrived.mg"], _partner.KeyId);
        Assert.That((again.Added, again.Existing, again.IsChanged), Is.EqualTo((0L, 4L, false)));
    }

    [Test]
    public async Task Without_a_policy_a_strangers_grant_confers_rights() // OMS-12.6.5-1: why the namespaces of a stranger are to be named
    {
        using TemporaryFolder folder = new();
        Fact grant = new()
        {
            Subject = "agent:stranger", Relation = "mg:permits", Object = "read ON *", Confidence = 1, CreatedAt = 1_000,
            Namespace = "agent:authz", Context = new OmsMap { ["grantor"] = "user:anna" },
        };
        Write(folder["arrived.mg"], null, grant);
        await using InMemoryGrainStore store = new();
        ContentAddress secret = await store.AddAsync(Fact("ours", "board"));
        AuthorizedGrainStore stranger = new(store, "agent:stranger");
        Assert.That(await stranger.GetAsync(secret), Is.Null);
        await VendorsExamples.Import(store, folder["arrived.mg"], _partner.KeyId);
        Assert.That(await stranger.GetAsync(secret), Is.Null, "the policy of the example keeps the grant out");
        using MgFileReader file = MgFileReader.Open(folder["arrived.mg"]);
        await StoreImport.ImportAsync(store, file);
        Assert.That(await stranger.GetAsync(secret), Is.Not.Null);
    }

    [TestCase("merge", true)]
    [TestCase("store wins", true)]
    [TestCase("ignore", false)]
    [TestCase("policy of the example", false)]
    public async Task An_open_grain_of_ours_is_superseded_by_a_strangers_file_unless_that_is_prevented(string how, bool isEnded)
    {
        using TemporaryFolder folder = new();
        GrainBlob ours = Fact("tea", "partner:support").ToBlob(), successor = Fact("poison", "partner:support", ours).ToBlob();
        Write(folder["arrived.mg"], IndexManifest.Create([new(ours.Address, new() { SupersededBy = successor.Address, SystemValidTo = 5_000 })]), ours, successor);
        await using InMemoryGrainStore store = new();
        await store.PutAsync(ours.Memory);
        using MgFileReader file = MgFileReader.Open(folder["arrived.mg"]);
        _ = how switch
        {
            "merge" => await StoreImport.ImportAsync(store, file),
            "store wins" => await StoreImport.ImportAsync(store, file, new() { Strategy = ManifestStrategy.StoreWins }),
            "ignore" => await StoreImport.ImportAsync(store, file, new() { Strategy = ManifestStrategy.IgnoreManifest }),
            _ => await VendorsExamples.Import(store, folder["arrived.mg"], _partner.KeyId),
        };
        Assert.That((await store.GetAsync(ours.Address))!.Entry.IsCurrent, Is.Not.EqualTo(isEnded));
    }

    [Test]
    public void Claims_that_the_grains_do_not_bear_out_are_refused()
    {
        using TemporaryFolder folder = new();
        GrainBlob old = Fact("tea", null).ToBlob(), unrelated = Fact("milk", null).ToBlob();
        Write(folder["arrived.mg"], IndexManifest.Create([new(old.Address, new() { SupersededBy = unrelated.Address })]), old, unrelated);
        using MgFileReader file = MgFileReader.Open(folder["arrived.mg"]);
        Assert.That(VendorsExamples.Claims(file).Single().Kind, Is.EqualTo(ManifestNoticeKind.SupersedingGrainDoesNotNameIt));
    }

    [Test]
    public void What_is_sound_in_a_damaged_file_is_saved()
    {
        using TemporaryFolder folder = new();
        Write(folder["damaged.mg"], null, Fact("tea", null), Fact("coffee", null));
        Damage(folder["damaged.mg"]);
        MgRepairReport report = VendorsExamples.Repair(folder["damaged.mg"], folder["repaired.mg"]);
        Assert.That((report.Salvaged, report.LostCount, report.IsProven), Is.EqualTo((1L, 1L, false)));
        Assert.That(VendorsExamples.Look(folder["repaired.mg"], []).IsSound, Is.True);
    }

    [Test]
    public void What_names_a_user_goes_out_sealed()
    {
        using TemporaryFolder folder = new();
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        GrainBlob ours = Fact("opens at nine", null).ToBlob(), personal = (Fact("tea", null) with { UserId = "customer-456" }).ToBlob();
        MgWriteResult written = VendorsExamples.Export([ours, personal], ring, folder["out.mg"]);
        Assert.That(written.Files, Is.EqualTo(new[] { folder["out.mg"] }), "one volume is enough");
        using MgFileReader file = MgFileReader.Open(folder["out.mg"]);
        List<bool> areSealed = [];
        for (int i = 0; i < file.Count; i++) areSealed.Add(file.GetView(i).IsSealed);
        Assert.That(areSealed, Is.EquivalentTo(new[] { false, true }));
        Assert.That(File.ReadAllBytes(folder["out.mg"]).AsSpan().IndexOf("customer-456"u8), Is.LessThan(0));
    }

    private static Fact Fact(string value, string? name, params GrainBlob[] from) => new()
    {
        Subject = "person", Relation = "prefers", Object = value, Confidence = 1, CreatedAt = 1_000, Namespace = name,
        DerivedFrom = from.Length == 0 ? null : [.. from.Select(static grain => (OmsValue)grain.Address.ToString())],
    };

    private GrainBlob Signed(string value, string name, params GrainBlob[] from) =>
        GrainSigning.Sign((Fact(value, name, from) with { IsSigned = true }).ToBlob(), _partner);

    private static void Write(string path, IndexManifest? manifest, params Grain[] grains) => Write(path, manifest, [.. grains.Select(static grain => grain.ToBlob())]);

    private static void Write(string path, IndexManifest? manifest, params GrainBlob[] grains)
    {
        using MgFileWriter writer = MgFileWriter.Create(path);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = manifest;
        writer.Complete();
    }

    /// <summary>Overwrites a byte in the middle of the first grain.</summary>
    private static void Damage(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using (MgFileReader file = MgFileReader.Open(bytes)) bytes[file.OffsetOf(0) + 12] ^= 0xFF;
        File.WriteAllBytes(path, bytes);
    }
}
