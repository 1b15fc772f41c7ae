using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What was erased is gone from memory too (OMS-28.4-4, OMS-28.4.3-1).</summary>
[TestFixture]
public sealed class MemoryErasureTests
{
    [Test]
    public void Erased_grains_leave_no_byte_no_term_and_no_entry()
    {
        using MemoryBackend backend = new();
        GrainBlob[] grains = [.. Enumerable.Range(0, 3000).Select(static i => Backends.Grain(i, i % 3 == 0 ? "secret-sam" : "pat"))];
        backend.Insert(grains);
        (int terms, int postings) = (backend.State.Terms, backend.State.Postings);
        backend.Insert([.. Enumerable.Range(0, 500).Select(static i => Backends.Grain(5000 + i, "secret-kim"))]);
        backend.Write(writer =>
        {
            for (int i = 0; i < 500; i++) writer.Remove(Backends.Grain(5000 + i, "secret-kim").Address, 9);
        });
        Assert.That((backend.State.Terms, backend.State.Postings), Is.EqualTo((terms, postings)), "no term is left");
        Assert.That(backend.State.FindBytes("secret-kim"u8), Is.EqualTo(0));
        Assert.That(backend.State.FindBytes("secret-sam"u8), Is.EqualTo(1000));
        for (int i = 0; i < 3000; i += 3) backend.Write(writer => writer.Remove(grains[i].Address, 9));
        Assert.That(backend.State.FindBytes("secret-sam"u8), Is.EqualTo(0));
        using IStoreReader reader = backend.BeginRead();
        Assert.That(reader.Query(new() { Subject = "pat" }).Total, Is.EqualTo(2000));
        Assert.That(reader.Query(new() { Subject = "secret-sam", Status = GrainStatus.Any }).Total, Is.EqualTo(0));
        foreach (GrainBlob grain in grains.Where(static (_, i) => i % 3 != 0))
            Assert.That(reader.TryGet(grain.Address, out GrainRow row) && row.Blob.Span.SequenceEqual(grain.Span), Is.True);
        Assert.That(reader.IsDeleted(grains[0].Address), Is.True);
    }

    [Test]
    public void What_was_handed_out_before_stays_whole()
    {
        using MemoryBackend backend = new();
        GrainBlob grain = Backends.Grain(1);
        CasUri uri = new(ContentAddress.Compute("a letter"u8));
        backend.Insert(grain);
        backend.Write(writer => writer.PutContent(uri, "a letter"u8));
        GrainBlob held = backend.Read(reader => reader.TryGet(grain.Address, out GrainRow row) ? row.Blob : null)!;
        ReadOnlyMemory<byte> content = backend.Read(reader => reader.TryGetContent(uri, out ReadOnlyMemory<byte> found) ? found : default);
        backend.Write(writer =>
        {
            writer.Remove(grain.Address, 9);
            writer.RemoveContent(uri);
        });
        Assert.That(held.Span.SequenceEqual(grain.Span), Is.True);
        Assert.That(content.Span.SequenceEqual("a letter"u8), Is.True);
        Assert.That(backend.Read(reader => reader.TryGetContent(uri, out _)), Is.False);
    }

    [Test]
    public void A_chain_names_a_successor_that_was_erased()
    {
        using MemoryBackend backend = new();
        GrainBlob old = Backends.Grain(1), successor = Backends.Grain(2, "pat", old.Address);
        IndexEntry entry = IndexEntry.Default with { State = new() { SupersededBy = successor.Address, SystemValidTo = 3 } };
        backend.Insert(old, successor);
        backend.Write(writer => writer.SetEntry(old.Address, entry, default, 3));
        backend.Write(writer => writer.Remove(successor.Address, 4));
        using IStoreReader reader = backend.BeginRead();
        Assert.That(reader.SuccessorOf(old.Address, out _), Is.EqualTo(successor.Address));
        Assert.That(reader.TryGet(old.Address, out GrainRow row) ? row.Entry : null, Is.EqualTo(entry));
        Assert.That(reader.SuccessorOf(successor.Address, out _), Is.Null);
    }
}
