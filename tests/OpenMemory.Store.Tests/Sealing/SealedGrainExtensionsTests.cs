using OpenMemory.Erasure;
using OpenMemory.Signing;

namespace OpenMemory.Store.Tests;

/// <summary>Grains that are sealed for their person on the way in and opened on the way out (R-9, §20.3).</summary>
[TestFixture]
public sealed class SealedGrainExtensionsTests
{
    private const string Customer = "customer-456";

    private static readonly Fact s_fact = new() { Subject = Customer, Relation = "lives in", Object = "Porto", Confidence = 0.9, CreatedAt = 1768208400000 };

    private readonly MasterKeySet _masters = MasterKeySet.Generate();
    private InMemoryUserSaltStore _salts = null!;
    private UserKeyRing _ring = null!;
    private InMemoryGrainStore _store = null!;

    [SetUp]
    public void BeginEmpty()
    {
        _salts = new();
        _ring = new(_masters, _salts);
        _store = new(new() { KeyRing = _ring });
    }

    [TearDown]
    public async Task End()
    {
        await _store.DisposeAsync();
        _ring.Dispose();
        _salts.Dispose();
    }

    [OneTimeTearDown]
    public void ForgetKeys() => _masters.Dispose();

    [Test]
    public async Task What_is_added_sealed_comes_back_opened_for_its_user_alone()
    {
        ContentAddress address = await _store.AddSealedAsync(s_fact, Customer);
        StoredGrain kept = (await _store.GetAsync(address))!;
        Assert.That((kept.Blob.View().IsSealed, kept.Blob.View().Header.Type), Is.EqualTo((true, GrainType.Fact)));
        Assert.That((await _store.GetOpenedAsync(address, Customer))!.Address, Is.EqualTo(s_fact.ToBlob().Address));
        Assert.That(await _store.GetOpenedAsync(address, "somebody"), Is.Null);
        Assert.That(await _store.GetOpenedAsync(s_fact.ToBlob().Address, Customer), Is.Null, "the store does not have it under its own address");
        ContentAddress open = await _store.AddAsync(s_fact);
        Assert.That((await _store.GetOpenedAsync(open, Customer))!.Address, Is.EqualTo(open), "what is not sealed is itself");
    }

    [Test]
    public async Task A_sealed_grain_is_superseded_by_one_that_names_it()
    {
        ContentAddress old = await _store.AddSealedAsync(s_fact, Customer, seal: new() { Header = HeaderPrivacy.Blank });
        ContentAddress next = await _store.ReplaceSealedAsync(old, s_fact with { Object = "Lisbon", CreatedAt = 1768294800000 }, Customer);
        Assert.That(await _store.GetHeadAsync(old), Is.EqualTo(next));
        Fact opened = (Fact)(await _store.GetOpenedAsync(next, Customer))!.ToGrain();
        Assert.That(opened.Object, Is.EqualTo((OmsValue)"Lisbon"));
        Assert.That(opened.DerivedFrom, Is.EqualTo(new OmsValue[] { old.ToString() }));
        Assert.That(async () => await _store.ReplaceSealedAsync(old, s_fact with { Object = "Faro", CreatedAt = 1768294800001 }, Customer), Throws.TypeOf<WriteRefusedException>());
    }

    [Test]
    public async Task A_signed_grain_is_sealed_in_its_envelope_and_comes_out_with_it()
    {
        SigningKey key = SigningKey.FromEd25519Seed(new byte[32]);
        GrainBlob signed = GrainSigning.Sign((s_fact with { IsSigned = true }).ToBlob(), key);
        ContentAddress address = await _store.AddSealedAsync(signed, Customer);
        Assert.That((await _store.GetOpenedAsync(address, Customer))!.Envelope.ToArray(), Is.EqualTo(signed.Envelope.ToArray()));
    }

    [Test]
    public async Task The_rules_bind_what_is_sealed()
    {
        ContentAddress locked = await _store.AddSealedAsync(s_fact with { InvalidationPolicy = new() { Mode = "locked" } }, Customer);
        Assert.That(
            async () => await _store.ReplaceSealedAsync(locked, s_fact with { Object = "Lisbon", CreatedAt = 1768294800000 }, Customer),
            Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.InvalidationDenied));
    }

    [Test]
    public async Task When_the_key_is_destroyed_nothing_opens_and_nothing_is_sealed()
    {
        ContentAddress address = await _store.AddSealedAsync(s_fact, Customer);
        _ring.Destroy(Customer);
        Assert.That(await _store.GetOpenedAsync(address, Customer), Is.Null);
        Assert.That(async () => await _store.AddSealedAsync(s_fact, Customer), Throws.TypeOf<UserKeyDestroyedException>());
        _ring.RekeyDestroyedUser(Customer);
        Assert.That(async () => await _store.GetOpenedAsync(address, Customer), Throws.TypeOf<OmsException>(), "there is a key, and not the one that opens it");
    }

    [Test]
    public async Task A_store_without_keys_and_a_user_without_a_name_are_refused()
    {
        await using InMemoryGrainStore bare = new();
        Assert.That(async () => await bare.AddSealedAsync(s_fact, Customer), Throws.TypeOf<InvalidOperationException>());
        Assert.That(async () => await bare.GetOpenedAsync(default, Customer), Throws.TypeOf<InvalidOperationException>());
        Assert.That(async () => await _store.AddSealedAsync(s_fact, " "), Throws.InstanceOf<ArgumentException>());
        Assert.That(async () => await _store.ReplaceSealedAsync(default, s_fact, ""), Throws.InstanceOf<ArgumentException>());
        Assert.That((await _store.GetStatisticsAsync()).Grains, Is.Zero);
    }

    [Test]
    public async Task A_copy_for_a_user_opens_here_and_seals_there() // OMS-7.1.1-8, OMS-28.4.3-6
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        await using InMemoryGrainStore copy = new(new() { KeyRing = ring });
        CasUri scan = await _store.Content.PutAsync("a scan"u8.ToArray(), Customer), plain = await _store.Content.PutAsync("a logo"u8.ToArray());
        CasUri foreign = await _store.Content.PutAsync("a letter"u8.ToArray(), "somebody");
        ContentReference[] refs = [.. new[] { scan, plain, foreign }.Select(static uri => new ContentReference { Uri = uri.ToString(), Modality = "document" })];
        await _store.AddSealedAsync(s_fact with { ContentRefs = refs }, Customer);
        await _store.AddAsync(s_fact with { ContentRefs = [refs[0]] });
        Assert.That(await StoreExport.CopyContentAsync(_store, copy), Is.EqualTo(new ContentCopyReport(1, 0, 0, 1, 0)), "what is sealed stays behind");
        Assert.That(await StoreExport.CopyContentOfAsync(_store, copy, Customer), Is.EqualTo(new ContentCopyReport(4, 2, 1, 1, 0)));
        Assert.That(await StoreExport.CopyContentOfAsync(_store, copy, Customer), Is.EqualTo(new ContentCopyReport(4, 0, 3, 1, 0)));
        Assert.That((await copy.Content.GetAsync(scan, Customer))!.Value.ToArray(), Is.EqualTo("a scan"u8.ToArray()));
        Assert.That((await copy.Content.ExistsAsync(scan), await copy.Content.ExistsAsync(plain)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_grain_that_names_the_row_of_a_sealed_attachment_takes_nothing_with_it()
    {
        CasUri uri = await _store.Content.PutAsync("a scan"u8.ToArray(), Customer), row = new SealedAttachments(_ring, Customer).RowsOf(uri)[0];
        Assert.That((await _store.Content.GetAsync(row), await _store.Content.ExistsAsync(row)), Is.EqualTo(((ReadOnlyMemory<byte>?)null, false)));
        ContentAddress grain = await _store.AddAsync(s_fact with { Subject = "somebody", ContentRefs = [new() { Uri = row.ToString(), Modality = "document" }] });
        (await _store.DeleteAsync(grain)).Require();
        Assert.That(await _store.Content.ExistsAsync(uri, Customer), Is.True);
        byte[] closed = _ring.SealBlob(Customer, "a scan"u8, out _);
        Assert.That((await _store.Content.GetAsync(await _store.Content.PutAsync(closed)))!.Value.ToArray(), Is.EqualTo(closed), "sealed bytes may be somebody's plain ones");
    }

    [Test]
    public void Rows_tell_neither_the_user_nor_the_bytes()
    {
        CasUri uri = new(ContentAddress.Compute("a scan"u8));
        CasUri theirs = new SealedAttachments(_ring, Customer).RowsOf(uri)[0];
        Assert.That(theirs, Is.Not.EqualTo(uri));
        Assert.That(new SealedAttachments(_ring, "somebody").RowsOf(uri)[0], Is.Not.EqualTo(theirs));
        Assert.That(new SealedAttachments(_ring, Customer).RowsOf(new(ContentAddress.Compute("another"u8)))[0], Is.Not.EqualTo(theirs));
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing other = new(masters, salts);
        Assert.That(new SealedAttachments(other, Customer).RowsOf(uri)[0], Is.Not.EqualTo(theirs), "a guess takes the master key");
    }

    [Test]
    public async Task A_damaged_row_is_not_given_out_and_is_mended() // OMS-7.1.1-2, OMS-7.1.1-3
    {
        using MemoryBackend backend = new();
        ContentTable table = new(backend, _ring);
        CasUri uri = await table.PutAsync("a scan"u8.ToArray(), Customer), row = new SealedAttachments(_ring, Customer).RowsOf(uri)[0];
        using (IStoreWriter writer = backend.BeginWrite())
        {
            writer.TryGetContent(row, out ReadOnlyMemory<byte> kept);
            byte[] damaged = kept.ToArray();
            damaged[^1] ^= 1;
            writer.RemoveContent(row);
            writer.PutContent(row, damaged);
            writer.Commit();
        }
        Assert.That(async () => await table.GetAsync(uri, Customer), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Integrity));
        await table.PutAsync("a scan"u8.ToArray(), Customer);
        Assert.That((await table.GetAsync(uri, Customer))!.Value.ToArray(), Is.EqualTo("a scan"u8.ToArray()));
    }
}
