namespace OpenMemory.Compression.Tests;

/// <summary>A frame never expands further than the offsets and the limits allow (R-4, OMS-11.4-2).</summary>
[TestFixture]
public sealed class RegionLimitTests
{
    private static readonly GrainBlob s_grain = CompressedFiles.Grains(1)[0];

    private static IEnumerable<IMgCodec> Codecs => SystemCodecs.All;

    [TestCaseSource(nameof(Codecs))]
    public void What_follows_the_last_offset_is_one_grain_at_most(IMgCodec codec)
    {
        byte[] file = CompressedFiles.Raw(MgFileFlags.Compressed, codec.Id, [0], Frames.Zeros(codec, 17 << 20));
        Assert.That(CompressedFiles.Refusal(file, CompressedFiles.Reading).Rule, Is.EqualTo("R-4"));
        byte[] empty = CompressedFiles.Raw(MgFileFlags.Compressed, codec.Id, [], Frames.Zeros(codec, 1));
        Assert.That(CompressedFiles.Refusal(empty, CompressedFiles.Reading).Rule, Is.EqualTo("R-4"), "no grain, no region");
    }

    [Test]
    public void A_region_above_64_MiB_is_bounded_by_the_size_of_its_frame()
    {
        uint[] offsets = [.. Enumerable.Range(0, 20).Select(static i => (uint)i * (10 << 20))];
        byte[] file = CompressedFiles.Raw(MgFileFlags.Compressed, 1, offsets, Frames.Zeros(SystemCodecs.Zstd, 200 << 20));
        Assert.That(CompressedFiles.Refusal(file, CompressedFiles.Reading).Rule, Is.EqualTo("R-4"));
        using MgFileReader reader = MgFileReader.Open(file, CompressedFiles.Reading with { MaxExpansion = 100_000 });
        Assert.That(reader.RegionLength, Is.EqualTo(200 << 20));
    }

    [TestCaseSource(nameof(Codecs))]
    public void Every_truncation_of_a_frame_is_refused(IMgCodec codec)
    {
        byte[] frame = Frames.Compress(codec, s_grain.Span);
        for (int length = 0; length < frame.Length; length++)
        {
            OmsFault fault = CompressedFiles.Refusal(CompressedFiles.Raw(MgFileFlags.Compressed, codec.Id, [0], frame[..length]), CompressedFiles.Reading);
            Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-11.4-2")), $"{length} bytes");
        }
    }

    [TestCaseSource(nameof(Codecs))]
    public void Every_changed_byte_of_a_compressed_file_is_found(IMgCodec codec)
    {
        byte[] file = CompressedFiles.Write(new() { Codec = codec }, CompressedFiles.Grains(5));
        for (int at = 0; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 0x10;
            try
            {
                using MgFileReader reader = MgFileReader.Open(changed, CompressedFiles.Reading);
                Assert.That(reader.Verify(MgCheck.Checksum).IsSound, Is.False, $"byte {at}");
            }
            catch (OmsException exception)
            {
                Assert.That(exception.Fault.Offset, Is.InRange(0, file.Length), $"byte {at}: {exception.Message}");
            }
        }
    }

    [TestCaseSource(nameof(Codecs))]
    public void Bytes_and_frames_behind_the_frame_are_refused(IMgCodec codec)
    {
        byte[] frame = Frames.Compress(codec, s_grain.Span);
        foreach (byte[] tail in (byte[][])[[0], frame, Frames.Compress(codec, [])])
        {
            OmsFault fault = CompressedFiles.Refusal(CompressedFiles.Raw(MgFileFlags.Compressed, codec.Id, [0], frame, tail), CompressedFiles.Reading);
            Assert.That((fault.Rule, fault.Offset), Is.EqualTo(("OMS-11.3-1", 20L + frame.Length)));
        }
    }
}
