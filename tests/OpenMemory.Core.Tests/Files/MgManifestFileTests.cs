namespace OpenMemory.Tests;

/// <summary>The index manifest as a part of a file: where it begins, what of it is written, and what is checked of it (§11.7, R-2, R-52).</summary>
[TestFixture]
public sealed class MgManifestFileTests
{
    private static readonly GrainBlob s_old = Samples.Grain(1), s_new = Samples.Grain(2), s_absent = Samples.Grain(3);

    [Test]
    public void Entries_of_grains_that_are_in_the_file_travel_with_it() // OMS-11.7-1, OMS-11.7-5
    {
        byte[] file = Write([s_old, s_new], (s_old, new() { SupersededBy = s_new.Address, AccessCount = 3 }), (s_absent, new() { AccessCount = 9 }));
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.Header.Flags, Is.EqualTo(MgFileFlags.Deduplicated | MgFileFlags.HasIndexManifest));
        Assert.That(reader.Manifest, Has.Count.EqualTo(1));
        Assert.That(reader.Manifest![s_old.Address], Is.EqualTo(new IndexState { SupersededBy = s_new.Address, AccessCount = 3 }));
        Assert.That((reader.GetBlob(0), reader.GetBlob(1)), Is.EqualTo((s_old, s_new)), "blobs stay as they are");
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [TestCase(false, false, PayloadEncoding.MessagePack)]
    [TestCase(true, false, PayloadEncoding.MessagePack)]
    [TestCase(true, true, PayloadEncoding.Cbor)]
    public void It_is_CBOR_only_where_all_grains_are(bool first, bool second, PayloadEncoding expected)
    {
        GrainBlob a = first ? s_old.Transcode(PayloadEncoding.Cbor) : s_old, b = second ? s_new.Transcode(PayloadEncoding.Cbor) : s_new;
        using MgFileReader reader = MgFileReader.Open(Write([a, b], (a, new() { AccessCount = 1 })));
        Assert.That(reader.Manifest!.Encoding, Is.EqualTo(expected));
        Assert.That(reader.Verify(MgCheck.Addresses).IsSound, Is.True);
    }

    [TestCase(false, true)]
    [TestCase(true, false)]
    public void Another_encoding_than_the_grains_is_untrue(bool grainIsCbor, bool manifestIsCbor)
    {
        GrainBlob grain = grainIsCbor ? s_old.Transcode(PayloadEncoding.Cbor) : s_old;
        byte[] manifest = IndexManifest.Create([new(grain.Address, new() { AccessCount = 1 })]).ToBytes(manifestIsCbor ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack);
        AssertUntrue(WithTail(manifest, grain.Span.ToArray()), "R-52");
    }

    [Test]
    public void An_entry_of_a_grain_that_is_not_in_the_file_is_untrue() =>
        AssertUntrue(WithTail(IndexManifest.Create([new(s_absent.Address, new() { AccessCount = 1 })]).ToBytes(), s_old.Span.ToArray()), "R-26");

    [Test]
    public void A_sealed_grain_does_not_make_a_sorted_file_untrue() // its header has whole seconds, or none
    {
        byte[] Plain(long time) => Samples.Grain(1, time).Span.ToArray();
        byte[] sealedAt10 = [1, 2, 8, 0, 0, 0, 0, 0, 10, 0x81, 0xa1, 0x76, 0x01], blanked = [1, 2, 8, 0, 0, 0, 0, 0, 0, 0x81, 0xa1, 0x76, 0x01];
        using MgFileReader sorted = MgFileReader.Open(Samples.Raw(MgFileFlags.Sorted, Plain(10_900), sealedAt10, blanked, Plain(10_990)));
        Assert.That(sorted.Verify(MgCheck.Canonical).IsSound, Is.True);
        using MgFileReader unsorted = MgFileReader.Open(Samples.Raw(MgFileFlags.Sorted, Plain(10_900), sealedAt10, blanked, Plain(10_800)));
        Assert.That(unsorted.Verify(MgCheck.Canonical).Faults.Select(static fault => fault.Index), Is.EqualTo((int[])[3]));
    }

    [Test]
    public void A_signed_grain_has_the_address_of_its_blob()
    {
        GrainBlob inner = Samples.Grain(7);
        byte[] blob = inner.Span.ToArray();
        byte[] envelope = [0xd2, 0x84, 0x43, 1, 2, 3, 0xa0, 0x58, (byte)blob.Length, .. blob, 0x58, 0x40, .. new byte[64]];
        byte[] other = [.. envelope[..^1], 1]; // the same grain, signed once more
        byte[] manifest = IndexManifest.Create([new(inner.Address, new() { AccessCount = 1 })]).ToBytes();
        using MgFileReader reader = MgFileReader.Open(WithTail(manifest, s_old.Span.ToArray(), envelope, other));
        Assert.That(reader.GetAddress(1), Is.EqualTo(inner.Address));
        Assert.That((reader.TryFind(inner.Address, out int index), index), Is.EqualTo((true, 1)));
        Assert.That(reader.Verify(MgCheck.Addresses).IsSound, Is.True, "the manifest tells the truth");
        byte[] twice = Samples.Raw(MgFileFlags.Deduplicated, envelope, other);
        using MgFileReader duplicates = MgFileReader.Open(twice);
        Assert.That(duplicates.Verify(MgCheck.Addresses).FaultCount, Is.EqualTo(1));
    }

    [Test]
    public void An_envelope_and_a_sealed_grain_end_where_their_bytes_say()
    {
        byte[] manifest = IndexManifest.Empty.ToBytes();
        byte[] blob = s_old.Span.ToArray();
        byte[] envelope = [0xd2, 0x84, 0x43, 1, 2, 3, 0xa1, 0x04, 0x20, 0x58, (byte)blob.Length, .. blob, 0x58, 0x40, .. new byte[64]];
        byte[] walkable = [1, 2, 1, 0, 0, 0, 0, 0, 0, 0x81, 0xa1, 0x76, 0x01];
        byte[] foreign = [1, 2, 1, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)0xc1, 50), 0x77, 0x13];
        byte[] almostMap = [1, 2, 1, 0, 0, 0, 0, 0, 0, 0x80, 0x13, 0xee];
        foreach (byte[] last in (byte[][])[envelope, walkable, foreign, almostMap])
        {
            using MgFileReader reader = MgFileReader.Open(WithTail(manifest, blob, last));
            Assert.That(reader[1].SequenceEqual(last), Is.True);
            Assert.That(reader.Manifest, Is.Empty);
        }
    }

    [Test]
    public void A_foreign_sealed_grain_whose_end_is_ambiguous_is_refused() // none or several
    {
        byte[] key = [0xd9, 0x40, .. s_old.Address.ToString().Select(static c => (byte)c)];
        byte[] inner = [0x81, .. key, 0x80];
        byte[] sealedHeader = [1, 2, 1, 0, 0, 0, 0, 0, 0, 0xc1, 0xc1];
        // An entry whose value is itself a manifest: two places where one begins and ends at the footer.
        Refused(WithTail([0x81, .. key, .. inner], sealedHeader));
        Refused(WithTail([0xc1, 0x13], sealedHeader));
    }

    [Test]
    public void The_search_is_linear_in_hostile_bytes()
    {
        // Every 71 bytes a map of 65535 entries may begin, and each is walked until it fails.
        byte[] entry = [0xd9, 0x40, .. s_old.Address.ToString().Select(static c => (byte)c), 0xce, 0x00, 0xde, 0xff, 0xff];
        byte[] payload = [.. Enumerable.Repeat(entry, 60_000).SelectMany(static bytes => bytes)];
        byte[] file = WithTail([0xc1], [1, 2, 1, 0, 0, 0, 0, 0, 0, 0xc1, .. payload]);
        long start = Environment.TickCount64;
        Refused(file);
        Assert.That(Environment.TickCount64 - start, Is.LessThan(10_000));
    }

    [Test]
    public void A_manifest_larger_than_allowed_is_refused()
    {
        byte[] file = Write([s_old], (s_old, new() { AccessCount = 1 }));
        Assert.That(Assert.Throws<OmsException>(() => MgFileReader.Open(file, new() { MaxManifestBytes = 10 }))!.Fault.Rule, Is.EqualTo("OMS-11.7-3"));
    }

    [Test]
    public void Damage_is_named_as_such_and_not_as_a_lie() // OMS-11.5-1
    {
        byte[] file = Write([s_old], (s_old, new() { AccessCount = 1 }));
        file[MgFileHeader.Size + 4 + s_old.Span.Length + 5] ^= 0x40; // a digit of the address
        Assert.That(Assert.Throws<OmsException>(() => MgFileReader.Open(file))!.Code, Is.EqualTo(OmsErrorCode.Integrity));
    }

    private static void Refused(byte[] file) => Assert.That(Assert.Throws<OmsException>(() => MgFileReader.Open(file))!.Code, Is.EqualTo(OmsErrorCode.Corrupt));

    private static void AssertUntrue(byte[] file, string rule)
    {
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.Verify(MgCheck.Checksum).IsSound, Is.True);
        Assert.That(reader.Verify(MgCheck.Addresses).Faults.Select(static fault => (fault.Index, fault.Fault.Code, fault.Fault.Rule)), Is.EqualTo(new[] { (-1, OmsErrorCode.Corrupt, rule) }));
        MgVerifyReport tolerant = reader.Verify(MgCheck.Canonical, new() { Mode = ReadingMode.Compatible });
        Assert.That((tolerant.IsSound, tolerant.Deviations.Single().Deviation.Fault.Rule), Is.EqualTo((true, rule)));
    }

    private static byte[] Write(GrainBlob[] grains, params (GrainBlob Grain, IndexState State)[] entries)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = IndexManifest.Create(entries.Select(static entry => KeyValuePair.Create(entry.Grain.Address, entry.State)));
        writer.Complete();
        return stream.ToArray();
    }

    private static byte[] WithTail(byte[] tail, params byte[][] elements)
    {
        byte[] file = Samples.Raw(MgFileFlags.HasIndexManifest, elements);
        return Samples.Sign([.. file[..^32], .. tail, .. new byte[32]]);
    }
}
