namespace OpenMemory.Compression.Tests;

/// <summary>Envelopes in compressed files, and compressed payloads in envelopes .</summary>
[TestFixture]
public sealed class SignedFileTests
{
    private static readonly IMgCodec s_zstd = SystemCodecs.Zstd;

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void Envelopes_come_out_of_a_compressed_file_as_they_went_in(string name)
    {
        GrainBlob[] signed = [.. Vectors.Rows("cose").Select(static row => GrainBlob.ParseDelivered(Vectors.Hex(row, "envelope_hex")))];
        GrainBlob[] grains = [.. signed.DistinctBy(static grain => grain.Address), .. CompressedFiles.Grains(10), signed[^1]];
        byte[] file = CompressedFiles.Write(new() { Codec = CompressedFiles.Codec(name), KeepDuplicates = true }, grains, IndexManifest.Create([new(signed[^1].Address, new() { AccessCount = 1 })]));
        using MgFileReader reader = MgFileReader.Open(file, CompressedFiles.Reading);
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(Enumerable.Range(0, reader.Count).All(i => reader.GetBlob(i).Delivered.Span.SequenceEqual(grains[i].Delivered.Span)), Is.True);
        Assert.That(Enumerable.Range(0, reader.Count).All(i => reader.TryFind(grains[i].Address, out _) && reader.GetAddress(i) == grains[i].Address), Is.True);
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { KeepDuplicates = true });
        MgRepairReport report = MgRepair.Salvage(file, writer, CompressedFiles.Reading);
        Assert.That((report.Salvaged, report.IsComplete), Is.EqualTo(((long)grains.Length, true)));
    }

    [Test]
    public void A_compressed_payload_in_an_envelope_is_read_with_its_codec() // try one frame, and the address is that of the stored blob
    {
        byte[] blob = new Reasoning { CreatedAt = 1, Conclusion = new string('a', 300), IsSigned = true }.ToBlob().Span.ToArray();
        byte[] stored = Payloads.Compressed(blob, s_zstd), envelope = Around(stored);
        Grain grain = Grain.Read(envelope, default, s_zstd);
        Assert.That((grain.ToBlob().Address, grain.IsSigned), Is.EqualTo((ContentAddress.Compute(stored), true)));
        Assert.That(grain.ToBlob().Delivered.Span.SequenceEqual(envelope), Is.True);
        Assert.That(ReceivedGrain.Read(envelope, default, s_zstd).Blob.Address, Is.EqualTo(ContentAddress.Compute(stored)));
        Assert.That(Assert.Throws<OmsException>(() => Grain.Read(envelope))!.Code, Is.EqualTo(OmsErrorCode.NotSupported));

        byte[] plain = GrainFile(envelope);
        using MgFileReader reader = MgFileReader.Open(plain, CompressedFiles.Reading), without = MgFileReader.Open(plain);
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(reader.TryFind(ContentAddress.Compute(stored), out _), Is.True);
        Assert.That(without.Verify(MgCheck.Canonical).Faults.Single().Fault.Code, Is.EqualTo(OmsErrorCode.NotSupported));
        using MgFileWriter writer = MgFileWriter.Create(Stream.Null);
        Assert.That(MgRepair.Salvage(plain, writer, CompressedFiles.Reading).IsComplete, Is.True);

        byte[] damaged = [.. stored[..^1], (byte)(stored[^1] ^ 1)];
        using MgFileReader bad = MgFileReader.Open(GrainFile(Around(damaged)), CompressedFiles.Reading);
        OmsFault fault = bad.Verify(MgCheck.Canonical).Faults.Single().Fault;
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, bad.OffsetOf(0) + EnvelopeView.Parse(Around(damaged)).PayloadOffset + GrainHeader.Size)));
    }

    private static byte[] Around(byte[] blob) =>
        [0xd2, 0x84, 0x52, 0xa2, 0x01, 0x27, 0x04, 0x4d, .. "did:example:a"u8, 0xa0, 0x58, (byte)blob.Length, .. blob, 0x58, 64, .. new byte[64]];

    private static byte[] GrainFile(byte[] element) => CompressedFiles.Raw(0, 0, [MgFileHeader.Size + 4], element);
}
