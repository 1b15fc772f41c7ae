using System.Buffers;

namespace OpenMemory.Compression.Tests;

/// <summary>Frames that expand to far more than they are: memory and time are bounded by the limit, not by the frame (design: every byte is hostile).</summary>
[TestFixture]
public sealed class BombTests
{
    private const long Gigabyte = 1L << 30;

    private static byte[] s_zeros = [];

    [OneTimeSetUp]
    public void MakeBomb() => s_zeros = Frames.Zeros(SystemCodecs.Zstd, Gigabyte);

    [Test]
    public void A_gigabyte_in_some_kilobytes_is_refused_with_the_memory_of_the_limit([Values(64 << 10, 1 << 20, 16 << 20)] int maxBytes)
    {
        Assert.That(s_zeros, Has.Length.LessThan(64 << 10));
        byte[] blob = Payloads.WithFrame(Vectors.Vector1, s_zeros);
        Assert.That(blob, Has.Length.LessThan(maxBytes), "it is not the stored size that is refused");
        CodecLimits limits = new(maxBytes, 32);
        Watched.Run(TimeSpan.FromSeconds(10), () =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(CompressedPayload.TryExpand(blob, SystemCodecs.Zstd, limits, out byte[] expanded, out OmsFault fault), Is.False);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That((fault.Code, fault.Rule, fault.Offset, expanded.Length), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-2", 9L, 0)));
            Assert.That(allocated, Is.LessThan((2L * maxBytes) + (64 << 10)));
        });
    }

    [Test]
    public void A_declared_size_allocates_nothing()
    {
        // A frame that declares 128 MiB as one segment and holds one byte.
        byte[] frame = Convert.FromHexString("28b52ffd" + "a0" + "00000008" + "090000" + "00");
        byte[] blob = Payloads.WithFrame(Vectors.Vector1, frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(CompressedPayload.TryExpand(blob, SystemCodecs.Zstd, CodecLimits.Trusted, out _, out OmsFault fault), Is.False);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 10));
        Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "R-9")));
    }

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    public void The_limit_is_the_size_of_the_expanded_blob(int more, bool isRead)
    {
        byte[] payload = TestData.Text(100_000);
        byte[] blob = Payloads.WithFrame(Vectors.Vector1, Frames.Compress(SystemCodecs.Zstd, payload));
        CodecLimits limits = new(GrainHeader.Size + payload.Length + more, 32);
        Assert.That(CompressedPayload.TryExpand(blob, SystemCodecs.Zstd, limits, out byte[] expanded, out OmsFault fault), Is.EqualTo(isRead));
        Assert.That(fault.Rule, Is.EqualTo(isRead ? null : "OMS-3.3-2"));
        if (isRead) Assert.That(expanded.AsSpan(GrainHeader.Size).SequenceEqual(payload), Is.True);
    }

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void Measuring_a_bomb_stops_at_the_bound_and_buffers_nothing(string name)
    {
        IMgCodec codec = SystemCodecs.All.Single(codec => codec.Name == name);
        byte[] frame = name == "zstd" ? s_zeros : Frames.Zeros(codec, Gigabyte / 4);
        Watched.Run(TimeSpan.FromSeconds(30), () =>
        {
            byte[] twice = [.. frame, .. frame];
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(FrameMeasure.Measure(twice, codec, 1 << 20, out int length, out long output), Is.EqualTo(OperationStatus.DestinationTooSmall));
            Assert.That(length, Is.Zero);
            Assert.That(output, Is.InRange(1 << 20, (1 << 20) + (32 << 10)));
            Assert.That(FrameMeasure.TryMeasure(twice, codec, Gigabyte, out length), Is.True);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(128 << 10));
            Assert.That(length, Is.EqualTo(frame.Length));
        });
    }

    [TestCase(999, false)]
    [TestCase(1000, true)]
    public void Measuring_admits_exactly_the_bound(int most, bool isMeasured)
    {
        byte[] frame = Frames.Compress(SystemCodecs.Zstd, TestData.Text(1000));
        Assert.That(FrameMeasure.TryMeasure([.. frame, 1, 2], SystemCodecs.Zstd, most, out int length), Is.EqualTo(isMeasured));
        Assert.That(length, Is.EqualTo(isMeasured ? frame.Length : 0));
    }
}
