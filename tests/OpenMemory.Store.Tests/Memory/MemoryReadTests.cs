using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What readers of the in-memory store see.</summary>
[TestFixture]
public sealed class MemoryReadTests
{
    private MemoryBackend _backend = null!;

    [SetUp]
    public void Begin() => _backend = new();

    [TearDown]
    public void End() => _backend.Dispose();

    [Test]
    public void A_grain_is_found_with_its_bytes_time_guard_and_the_one_default_entry()
    {
        GrainBlob grain = Backends.Grain(1);
        _backend.Write(writer => writer.Insert(Backends.Row(grain, guard: ProtectionGuard.Ancestry)));
        using IStoreReader reader = _backend.BeginRead();
        Assert.That(reader.TryGet(grain.Address, out GrainRow row), Is.True);
        Assert.That(row.Blob.Span.SequenceEqual(grain.Span), Is.True);
        Assert.That(row.Blob.Address, Is.EqualTo(grain.Address));
        Assert.That(row.Entry, Is.SameAs(IndexEntry.Default));
        Assert.That((row.AcceptedAt.Value, row.Guard, row.Blob.IsCanonical), Is.EqualTo((77L, ProtectionGuard.Ancestry, true)));
        Assert.That(reader.Contains(Backends.Grain(2).Address), Is.False);
        Assert.That(reader.TryGet(Backends.Grain(2).Address, out _), Is.False);
    }

    [Test]
    public void A_signed_grain_keeps_its_envelope_and_address()
    {
        byte[] blob = Backends.Grain(3).Span.ToArray();
        blob[1] |= (byte)GrainFlags.Signed;
        GrainBlob bare = GrainBlob.Adopt(blob);
        // a COSE_Sign1 of four parts: protected header, unprotected header, payload, signature
        byte[] envelope = [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0, 0x58, checked((byte)blob.Length), .. blob, 0x41, 0x00];
        GrainBlob signed = bare.WithEnvelope(envelope);
        _backend.Write(writer => writer.Insert(Backends.Row(signed)));
        GrainRow row = _backend.Read(reader => reader.TryGet(signed.Address, out GrainRow found) ? found : default);
        Assert.That(row.Blob.Span.SequenceEqual(blob), Is.True);
        Assert.That(row.Blob.Envelope.Span.SequenceEqual(envelope), Is.True);
        Assert.That(_backend.Read(reader => reader.Query(new() { Subject = "pat" })).Total, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Entries))]
    public void Every_entry_comes_back_as_it_was_given(IndexEntry entry)
    {
        GrainBlob grain = Backends.Grain(1), successor = Backends.Grain(2);
        _backend.Insert(successor);
        _backend.Write(writer => writer.Insert(Backends.Row(grain, entry)));
        Assert.That(_backend.Read(reader => reader.TryGet(grain.Address, out GrainRow row) ? row.Entry : null), Is.EqualTo(entry));
        GrainBlob other = Backends.Grain(3);
        _backend.Insert(other);
        _backend.Write(writer => writer.SetEntry(other.Address, entry, ProtectionGuard.Chain, 5));
        using IStoreReader reader = _backend.BeginRead();
        Assert.That(reader.TryGet(other.Address, out GrainRow changed) ? changed.Entry : null, Is.EqualTo(entry));
        Assert.That(changed.Guard, Is.EqualTo(ProtectionGuard.Chain));
        Assert.That(reader.SuccessorOf(other.Address, out bool isForked), Is.EqualTo(entry.State.SupersededBy));
        Assert.That(isForked, Is.EqualTo(entry.Rivals.Count > 0));
        Assert.That(reader.Query(new() { Status = GrainStatus.Past }).Hits.Any(hit => hit.Row.Blob.Address == other.Address), Is.EqualTo(!entry.IsCurrent));
    }

    private static IEnumerable<IndexEntry> Entries()
    {
        ContentAddress here = Backends.Grain(2).Address, elsewhere = Backends.Grain(99).Address;
        IndexEntry entry = IndexEntry.Default;
        yield return entry;
        yield return entry with { State = new() { SupersededBy = here, SystemValidTo = -1 } };
        yield return entry with { State = new() { SupersededBy = elsewhere, SystemValidTo = long.MinValue } };
        yield return entry with { State = new() { SupersededBy = here, AccessCount = 3, LastAccessedAt = 0 }, Rivals = [elsewhere] };
        yield return entry with { State = new() { VerificationStatus = IndexState.Retracted, LastAccessedAt = long.MaxValue } };
        yield return entry with { State = new() { VerificationStatus = "peculiar", AccessCount = long.MaxValue } };
        yield return entry with { State = new() { RecStatus = "approved" } };
        yield return entry with { IsContradicted = true, State = new() { SystemValidTo = 0, VerificationStatus = IndexState.Contested } };
        yield return entry with { IsHoldLifted = true, NeedsReview = true, State = new() { VerificationStatus = IndexState.Verified } };
    }

    [Test]
    public void Accesses_are_counted_without_a_change_in_the_feed()
    {
        GrainBlob grain = Backends.Grain(1);
        _backend.Insert(grain);
        ContentAddress[] twice = [grain.Address, grain.Address, Backends.Grain(5).Address];
        _backend.CountAccess(twice, 50);
        _backend.CountAccess(twice, 40); // a clock that went back
        using IStoreReader reader = _backend.BeginRead();
        reader.TryGet(grain.Address, out GrainRow row);
        Assert.That((row.Entry.State.AccessCount, row.Entry.State.LastAccessedAt), Is.EqualTo((4L, (EpochMilliseconds?)50)));
        Assert.That(reader.Statistics.LastChange, Is.EqualTo(1));
    }

    [Test]
    public void Attachments_are_kept_and_known_to_be_named()
    {
        CasUri named = new(ContentAddress.Compute("a"u8)), unnamed = new(ContentAddress.Compute("b"u8));
        GrainBlob grain = new Fact
        {
            Subject = "pat", Relation = "sent", Object = "a letter", CreatedAt = 1, Confidence = 1,
            ContentRefs = [new() { Uri = named.ToString(), Modality = "document" }],
        }.ToBlob();
        _backend.Write(writer =>
        {
            writer.Insert(Backends.Row(grain));
            writer.PutContent(named, "a"u8);
            writer.PutContent(named, "other"u8); // the name is taken
        });
        using (IStoreReader reader = _backend.BeginRead())
        {
            Assert.That(reader.TryGetContent(named, out ReadOnlyMemory<byte> content) && content.Span.SequenceEqual("a"u8), Is.True);
            Assert.That(reader.TryGetContent(unnamed, out _), Is.False);
            Assert.That((reader.IsReferenced(named), reader.IsReferenced(unnamed)), Is.EqualTo((true, false)));
        }
        _backend.Write(writer => writer.Remove(grain.Address, 9));
        Assert.That(_backend.Read(reader => reader.IsReferenced(named)), Is.False);
    }

    [Test]
    public void Metadata_operations_and_audit_entries_are_read_in_order()
    {
        _backend.Write(writer =>
        {
            foreach (string key in (string[])["b", "a:2", "a:1", "á"]) writer.SetMetadata(key, key + "!");
            for (int i = 1; i <= 5; i++) writer.AppendAudit(Backends.Audit(i));
            writer.RememberOperation("op", WriteResult.Done(Backends.Grain(1).Address));
        });
        using IStoreReader reader = _backend.BeginRead();
        Assert.That(reader.ScanMetadata("").Select(static row => row.Key), Is.EqualTo(new[] { "a:1", "a:2", "b", "á" }));
        Assert.That(reader.ScanMetadata("a:").Count, Is.EqualTo(2));
        Assert.That((reader.GetMetadata("b"), reader.GetMetadata("c")), Is.EqualTo(("b!", (string?)null)));
        Assert.That(reader.ReadAudit(2, 2).Select(static entry => entry.Number), Is.EqualTo(new[] { 3L, 4L }));
        Assert.That(reader.ReadAudit(5, 9), Is.Empty);
        Assert.That(reader.LastAudit!.Number, Is.EqualTo(5));
        Assert.That(reader.TryGetOperation("op", out WriteResult result) && result.Outcome == WriteOutcome.Done, Is.True);
        Assert.That(reader.TryGetOperation("other", out _), Is.False);
    }

    [Test]
    public void Statistics_and_addresses_tell_what_is_here()
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 50).Select(static i => Backends.Grain(i))];
        _backend.Insert(grains);
        _backend.Write(writer => writer.Remove(grains[7].Address, 8));
        using IStoreReader reader = _backend.BeginRead();
        IEnumerable<GrainBlob> left = grains.Where((_, i) => i != 7);
        Assert.That(reader.Addresses(), Is.EqualTo(left.Select(static grain => grain.Address).Order()));
        Assert.That(reader.Statistics, Is.EqualTo(new StoreStatistics { Grains = 49, GrainBytes = left.Sum(static grain => grain.Length), Deleted = 1, LastChange = 51 }));
    }
}
