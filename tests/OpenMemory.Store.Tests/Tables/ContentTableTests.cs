namespace OpenMemory.Store.Tests;

/// <summary>Attachments by the hash of their bytes (§7.1.1, §28.4.2).</summary>
[TestFixture]
public sealed class ContentTableTests
{
    [Test]
    public async Task Bytes_are_named_by_their_hash_kept_once_and_handed_out_as_copies() // OMS-7.1.1-1
    {
        await using InMemoryGrainStore store = new();
        byte[] bytes = "an invoice"u8.ToArray();
        CasUri uri = await store.Content.PutAsync(bytes);
        Assert.That(uri, Is.EqualTo(new CasUri(ContentAddress.Compute("an invoice"u8))));
        Assert.That(await store.Content.PutAsync(bytes), Is.EqualTo(uri));
        Assert.That((await store.GetStatisticsAsync()).Contents, Is.EqualTo(1));
        bytes[0] = 0;
        System.Runtime.InteropServices.MemoryMarshal.AsMemory((await store.Content.GetAsync(uri))!.Value).Span.Clear();
        Assert.That((await store.Content.GetAsync(uri))!.Value.ToArray(), Is.EqualTo("an invoice"u8.ToArray()));
    }

    [Test]
    public async Task What_is_not_here_is_nothing_unusual() // OMS-7.1.1-5
    {
        await using InMemoryGrainStore store = new();
        CasUri uri = new(ContentAddress.Compute("nothing"u8));
        Assert.That((await store.Content.GetAsync(uri) is null, await store.Content.ExistsAsync(uri)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Nothing_at_all_is_an_attachment_too()
    {
        await using InMemoryGrainStore store = new();
        CasUri uri = await store.Content.PutAsync(default);
        Assert.That((await store.Content.GetAsync(uri))!.Value.Length, Is.Zero);
        Assert.That(await store.Content.ExistsAsync(uri), Is.True);
    }

    [Test]
    public async Task Damaged_bytes_are_never_returned_and_are_mended_by_sound_ones() // OMS-7.1.1-2
    {
        using MemoryBackend backend = new();
        ContentTable table = new(backend, null);
        CasUri uri = new(ContentAddress.Compute("sound"u8));
        using (IStoreWriter writer = backend.BeginWrite())
        {
            writer.PutContent(uri, "damaged"u8);
            writer.Commit();
        }
        Assert.That(async () => await table.GetAsync(uri), Throws.InstanceOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Integrity));
        Assert.That(await table.PutAsync("sound"u8.ToArray()), Is.EqualTo(uri));
        Assert.That((await table.GetAsync(uri))!.Value.ToArray(), Is.EqualTo("sound"u8.ToArray()));
    }
}
