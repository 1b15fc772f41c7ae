namespace OpenMemory.Compression.Tests;

/// <summary>Files whose grain region is one frame (§11.3, §11.4, R-1, R-3, R-4).</summary>
[TestFixture]
public sealed class CompressedFileTests
{
    private static IEnumerable<IMgCodec> Codecs => [SystemCodecs.Zstd, new ZstdCodec { Level = 19 }, SystemCodecs.Lz4, new OtherId(new StoreCodec(), 2, "store")];

    [TestCaseSource(nameof(Codecs))]
    public void What_is_written_is_read_back(IMgCodec codec)
    {
        GrainBlob[] grains = CompressedFiles.Grains(3000);
        IndexManifest manifest = IndexManifest.Create([new(grains[7].Address, new() { AccessCount = 7 })]);
        byte[] file = CompressedFiles.Write(new() { Codec = codec, Sorted = true }, grains, manifest);
        using MgFileReader reader = MgFileReader.Open(file, new() { Codecs = [codec] });
        Assert.That((reader.Header.Codec, reader.Header.Flags), Is.EqualTo((codec.Id, MgFileFlags.Compressed | MgFileFlags.Sorted | MgFileFlags.Deduplicated | MgFileFlags.HasIndexManifest)));
        Assert.That(Enumerable.Range(0, reader.Count).Select(i => reader.GetBlob(i)), Is.EqualTo(grains));
        Assert.That((reader.OffsetOf(0), reader.Length), Is.EqualTo((0L, (long)file.Length)));
        Assert.That(reader.Manifest![grains[7].Address].AccessCount, Is.EqualTo(7));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(reader.TryFind(grains[2500].Address, out int index) ? index : -1, Is.EqualTo(2500));
    }

    [TestCaseSource(nameof(Codecs))]
    public void A_large_region_is_expanded_into_a_file_that_has_no_name(IMgCodec codec)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mg-tests-");
        try
        {
            GrainBlob[] grains = [.. Enumerable.Range(0, 40).Select(static i => new Reasoning { CreatedAt = i, Conclusion = new string((char)('a' + i), 100_000) }.ToBlob())];
            byte[] file = CompressedFiles.Write(new() { Codec = codec }, grains);
            foreach (bool noMapping in (bool[])[false, true])
            {
                using MgFileReader reader = MgFileReader.Open(file, new() { Codecs = [codec], TemporaryFolder = folder.FullName, NoMapping = noMapping });
                if (!OperatingSystem.IsWindows()) Assert.That(folder.EnumerateFileSystemInfos(), Is.Empty);
                Assert.That(Enumerable.Range(0, 40).All(i => reader[i].SequenceEqual(grains[i].Span)), Is.True);
                Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
            }
            Assert.That(folder.EnumerateFileSystemInfos(), Is.Empty);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void A_codec_that_no_file_knows_writes_none() => // OMS-11.3-2
        Assert.Throws<ArgumentException>(() => MgFileWriter.Create(new MemoryStream(), new() { Codec = new StoreCodec() }));

    [Test]
    public void Where_flag_and_codec_disagree_the_Compatible_mode_looks_at_the_region()
    {
        GrainBlob grain = CompressedFiles.Grains(1)[0];
        byte[] frame = Frames.Compress(SystemCodecs.Zstd, grain.Span), plain = grain.Span.ToArray();
        foreach (byte[] file in (byte[][])
        [
            CompressedFiles.Raw(MgFileFlags.None, 1, [0], frame), CompressedFiles.Raw(MgFileFlags.Compressed, 0, [0], frame),
            CompressedFiles.Raw(MgFileFlags.None, 2, [20], plain), CompressedFiles.Raw(MgFileFlags.Compressed, 0, [20], plain),
        ])
        {
            Assert.That(CompressedFiles.Refusal(file, CompressedFiles.Reading).Rule, Is.EqualTo("R-4"));
            using MgFileReader reader = MgFileReader.Open(file, CompressedFiles.Reading with { Mode = ReadingMode.Compatible });
            Assert.That(reader.GetBlob(0), Is.EqualTo(grain));
            Assert.That(reader.Deviations.Select(static deviation => deviation.Fault.Rule), Is.EqualTo(new[] { "R-4" }));
        }
    }

    [Test]
    public void The_other_kind_of_offsets_is_put_up_with_in_the_Compatible_mode()
    {
        GrainBlob[] grains = CompressedFiles.Grains(2);
        uint length = (uint)grains[0].Span.Length;
        byte[] region = [.. grains[0].Span, .. grains[1].Span];
        foreach (byte[] file in (byte[][])
        [
            CompressedFiles.Raw(MgFileFlags.Compressed, 1, [24, 24 + length], Frames.Compress(SystemCodecs.Zstd, region)),
            CompressedFiles.Raw(MgFileFlags.None, 0, [0, length], region),
        ])
        {
            Assert.That(CompressedFiles.Refusal(file, CompressedFiles.Reading).Rule, Is.EqualTo("R-26"));
            using MgFileReader reader = MgFileReader.Open(file, CompressedFiles.Reading with { Mode = ReadingMode.Compatible });
            Assert.That((reader.GetBlob(0), reader.GetBlob(1)), Is.EqualTo((grains[0], grains[1])));
            Assert.That(reader.Deviations, Has.Count.EqualTo(1));
            Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        }
    }

    [Test]
    public void A_single_compressed_payload_is_read_verified_and_copied()
    {
        GrainBlob[] grains = CompressedFiles.Grains(2);
        byte[] compressed = Payloads.Compressed(grains[1].Span, SystemCodecs.Zstd);
        byte[] manifest = IndexManifest.Create([new(ContentAddress.Compute(compressed), new() { AccessCount = 1 })]).ToBytes();
        uint first = (uint)grains[0].Span.Length;
        byte[] file = CompressedFiles.Raw(MgFileFlags.HasIndexManifest, 0, [24, 24 + first], grains[0].Span.ToArray(), compressed, manifest);
        using MgFileReader reader = MgFileReader.Open(file, CompressedFiles.Reading);
        Assert.That(reader[1].SequenceEqual(compressed), Is.True, "it ends where its frame ends");
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);

        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { KeepDuplicates = true });
        for (int i = 0; i < reader.Count; i++) writer.Add(reader, i);
        writer.Manifest = reader.Manifest;
        writer.Complete();
        Assert.That(Convert.ToHexString(stream.ToArray()), Is.EqualTo(Convert.ToHexString(file)));
        Assert.That(Assert.Throws<OmsException>(() => Add(compressed))!.Fault.Rule, Is.EqualTo("R-9"));

        // Without its codec the grain cannot be read, but the manifest behind it is found.
        using MgFileReader blind = MgFileReader.Open(file);
        Assert.That(blind.Manifest, Has.Count.EqualTo(1));
        Assert.That(blind.Verify(MgCheck.Canonical).Faults.Select(static fault => (fault.Index, fault.Fault.Code)), Is.EqualTo(new[] { (1, OmsErrorCode.NotSupported) }));
    }

    private static void Add(byte[] blob)
    {
        using MgFileWriter writer = MgFileWriter.Create(new MemoryStream());
        writer.Add(blob);
    }
}
