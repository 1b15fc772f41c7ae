namespace OpenMemory.Compression.Tests;

/// <summary>Many payloads that each expand within the limit of one blob: what they cost together is bounded by their size .</summary>
[TestFixture]
public sealed class PayloadFloodTests
{
    [Test]
    public void A_payload_expands_256_fold_at_most_above_64_KiB()
    {
        byte[] header = new Reasoning { CreatedAt = 1, Conclusion = "c" }.ToBlob().Span[..GrainHeader.Size].ToArray();
        byte[] bomb = Payloads.WithFrame([.. header, 0x80], Frames.Zeros(SystemCodecs.Zstd, 15 << 20));
        Assert.That(bomb, Has.Length.LessThan(2000));
        Assert.That(CompressedPayload.TryExpand(bomb, SystemCodecs.Zstd, default, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-2", 9L)));
        byte[] small = Payloads.WithFrame([.. header, 0x80], Frames.Zeros(SystemCodecs.Zstd, 65_000));
        Assert.That(CompressedPayload.TryExpand(small, SystemCodecs.Zstd, default, out byte[] expanded, out _), Is.True);
        Assert.That(expanded, Has.Length.EqualTo(GrainHeader.Size + 65_000));
    }

    [Test]
    public void A_file_full_of_them_is_verified_in_time_that_its_size_bounds()
    {
        byte[] header = new Reasoning { CreatedAt = 1, Conclusion = "c" }.ToBlob().Span[..GrainHeader.Size].ToArray();
        byte[] bomb = Payloads.WithFrame([.. header, 0x80], Frames.Zeros(SystemCodecs.Zstd, 15 << 20));
        const int count = 2000;
        uint[] offsets = [.. Enumerable.Range(0, count).Select(i => (uint)(MgFileHeader.Size + (4 * count) + (i * bomb.Length)))];
        byte[] file = CompressedFiles.Raw(MgFileFlags.None, 0, offsets, [.. Enumerable.Repeat(bomb, count)]);
        using MgFileReader reader = MgFileReader.Open(file, CompressedFiles.Reading);
        long start = Environment.TickCount64;
        Assert.That(reader.Verify(MgCheck.Canonical).FaultCount, Is.EqualTo(count));
        Assert.That(Environment.TickCount64 - start, Is.LessThan(10_000), "30 GB would take longer");
    }
}
