namespace OpenMemory.Tests;

/// <summary>In a file, a signed grain is its envelope, and everything about it is that of the blob inside (OMS-11.2-3, R-8).</summary>
[TestFixture]
public sealed class SignedFileTests
{
    private static readonly GrainBlob[] s_signed = [.. Envelopes.OfVectors.Select(static row => GrainBlob.ParseDelivered(row.Envelope))];

    /// <summary>Each envelope beside a grain that is not signed.</summary>
    private static readonly GrainBlob[] s_all = [.. s_signed.SelectMany(static (grain, i) => new[] { grain, Samples.Grain(i) })];

    [TestCase(MgCheck.Geometry)]
    [TestCase(MgCheck.Checksum)]
    [TestCase(MgCheck.Addresses)]
    [TestCase(MgCheck.Canonical)]
    public void Every_envelope_of_the_vectors_is_written_read_and_verified_beside_unsigned_grains(MgCheck level)
    {
        byte[] file = Samples.Write(new() { KeepDuplicates = true }, s_all);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(s_signed, Has.Length.GreaterThan(25));
        Assert.That(reader.Count, Is.EqualTo(s_all.Length));
        Assert.That(reader.Verify(level).IsSound, Is.True);
        for (int i = 0; i < reader.Count; i++)
        {
            GrainBlob read = reader.GetBlob(i), expected = s_all[i];
            Assert.That(reader[i].SequenceEqual(expected.Delivered.Span), Is.True);
            Assert.That(read.Span.SequenceEqual(expected.Span) && read.Envelope.Span.SequenceEqual(expected.Envelope.Span), Is.True);
            Assert.That((read.Address, read.IsSigned, read.IsCanonical), Is.EqualTo((expected.Address, i % 2 == 0, true)));
            Assert.That(reader.GetAddress(i), Is.EqualTo(i % 2 == 0 ? Envelopes.OfVectors[i / 2].Address : expected.Address));
            Assert.That(reader.GetView(i).Bytes.SequenceEqual(expected.Span), Is.True);
            Assert.That(reader.TryReadHeader(i, out GrainHeader header) && header == expected.Header, Is.True);
            Assert.That(reader.TryFind(expected.Address, out int index) && s_all[index].Address == expected.Address, Is.True);
        }
        foreach (MgGrain grain in reader)
        {
            Assert.That(grain.Blob.SequenceEqual(s_all[grain.Index].Span), Is.True);
            Assert.That(grain.ComputeAddress(), Is.EqualTo(s_all[grain.Index].Address));
        }
        Assert.That(reader.Where(new() { Type = GrainType.Event }).Count(), Is.EqualTo(s_all.Count(static grain => grain.Header.Type == GrainType.Event)));
    }

    [Test]
    public void Bytes_are_added_in_either_form_and_give_the_same_file() // OMS-9.2-4
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        foreach (GrainBlob grain in s_all) writer.Add(grain.Delivered.Span);
        writer.Complete();
        Assert.That(stream.ToArray(), Is.EqualTo(Samples.Write(default, s_all)));
    }

    [Test]
    public void Two_envelopes_of_one_blob_are_one_grain_and_the_first_stays()
    {
        GrainBlob bare = Envelopes.Bare(1);
        GrainBlob first = GrainBlob.ParseDelivered(Envelopes.Around(bare.Span, 1)), second = GrainBlob.ParseDelivered(Envelopes.Around(bare.Span, 2));
        Assert.That(first, Is.EqualTo(second));
        foreach (bool sorted in new[] { false, true })
        {
            using MgFileReader reader = MgFileReader.Open(Samples.Write(new() { Sorted = sorted }, first, Samples.Grain(2), second));
            Assert.That(reader.Count, Is.EqualTo(2));
            Assert.That(reader.TryFind(bare.Address, out int index) && reader[index].SequenceEqual(first.Envelope.Span), Is.True);
            Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        }
        using MgFileReader untrue = MgFileReader.Open(Samples.Raw(MgFileFlags.Deduplicated, [.. first.Envelope.Span], [.. second.Envelope.Span]));
        MgFault fault = untrue.Verify(MgCheck.Addresses).Faults.Single();
        Assert.That((fault.Index, fault.Fault.Rule, fault.Fault.Offset), Is.EqualTo((1, "R-26", untrue.OffsetOf(1))));
    }

    [Test]
    public void Order_is_that_of_the_times_inside()
    {
        GrainBlob[] grains = [Envelopes.Signed(1, 5000), Samples.Grain(2, 4000), Envelopes.Signed(3, 3000, PayloadEncoding.Cbor), Samples.Grain(4, 3500)];
        using MgFileReader reader = MgFileReader.Open(Samples.Write(new() { Sorted = true }, grains));
        Assert.That(Enumerable.Range(0, 4).Select(reader.GetAddress), Is.EqualTo(new[] { 2, 3, 1, 0 }.Select(i => grains[i].Address)));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        using MgFileReader untrue = MgFileReader.Open(Samples.Raw(MgFileFlags.Sorted, [.. grains.Select(static grain => grain.Delivered.ToArray())]));
        Assert.That(untrue.Verify(MgCheck.Canonical).Faults.Select(static fault => (fault.Index, fault.Fault.Rule)), Is.EqualTo(new[] { (1, "R-26"), (2, "R-26") }));
    }

    [TestCase(PayloadEncoding.MessagePack, PayloadEncoding.MessagePack, PayloadEncoding.MessagePack)]
    [TestCase(PayloadEncoding.Cbor, PayloadEncoding.Cbor, PayloadEncoding.Cbor)]
    [TestCase(PayloadEncoding.Cbor, PayloadEncoding.MessagePack, PayloadEncoding.MessagePack)]
    public void A_manifest_names_the_blobs_inside_and_is_written_as_they_are(PayloadEncoding first, PayloadEncoding last, PayloadEncoding manifest)
    {
        GrainBlob[] grains = [Envelopes.Signed(1, 1, first), Envelopes.Signed(2, 2, last)];
        IndexState state = new() { SystemValidTo = 9 };
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = IndexManifest.Create([new(grains[0].Address, state), new(grains[1].Address, state), new(ContentAddress.Compute(grains[0].Envelope.Span), state)]);
        writer.Complete();
        using MgFileReader reader = MgFileReader.Open(stream.ToArray());
        Assert.That((reader.Manifest!.Count, reader.Manifest.Encoding, reader.Manifest[grains[1].Address]), Is.EqualTo((2, manifest, state)));
        Assert.That(reader[1].SequenceEqual(grains[1].Envelope.Span), Is.True, "the last element ends where its bytes say");
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [Test]
    public void A_header_filter_sees_what_envelopes_hold_and_a_filter_their_fields()
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Write(new() { KeepDuplicates = true }, s_all));
        GrainFilter filter = new() { Namespace = "chat" };
        int[] expected = [.. Enumerable.Range(0, s_all.Length).Where(i => s_all[i].ToGrain().Namespace == "chat")];
        Assert.That(expected, Is.Not.Empty);
        Assert.That(Enumerable.Range(0, reader.Count).Where(i => filter.Matches(reader, i)), Is.EqualTo(expected));
        Assert.That(reader.Where(new() { Namespace = "chat" }), Is.SupersetOf(expected));
        GrainFilter byAddress = new() { Addresses = new HashSet<ContentAddress> { s_signed[^1].Address } };
        Assert.That(Enumerable.Range(0, reader.Count).Where(i => byAddress.Matches(reader, i)), Does.Contain(s_all.Length - 2));
    }

    [Test]
    public void An_envelope_around_the_largest_blob_is_read_wherever_it_stands() // OMS-3.3-2, R-2
    {
        const int limit = 500;
        byte[] bare = Envelopes.Bare(1).Span.ToArray();
        Reasoning padded = new() { CreatedAt = 1, Conclusion = new string('a', 400), IsSigned = true };
        byte[] blob = new Reasoning { CreatedAt = 1, Conclusion = new string('a', 400 + limit - padded.ToBlob().Length), IsSigned = true }.ToBlob().Span.ToArray();
        Assert.That(blob, Has.Length.EqualTo(limit));
        byte[] envelope = Envelopes.Around(blob), manifest = IndexManifest.Empty.ToBytes();
        byte[] plain = Samples.Raw(MgFileFlags.HasIndexManifest, envelope, Envelopes.Around(bare), envelope);
        byte[] file = Samples.Sign([.. plain[..^32], .. manifest, .. new byte[32]]);
        CodecLimits limits = new(limit, 32);
        using MgFileReader reader = MgFileReader.Open(file, new() { Limits = limits });
        Assert.That(reader.Verify(MgCheck.Canonical, new() { Limits = limits }).IsSound, Is.True);
    }
}
