namespace OpenMemory.Compression.Tests;

/// <summary>A frame that is no sound one is ERR_CORRUPT; nothing else leaves, whatever the bytes (R-9, OMS-19-2).</summary>
[TestFixture]
public sealed class DamagedPayloadTests
{
    private static readonly ZstdCodec s_zstd = SystemCodecs.Zstd;
    private static readonly byte[] s_stored = Payloads.Compressed(Vectors.Vector1, s_zstd);

    [Test]
    public void Every_truncation_is_corrupt()
    {
        for (int length = 10; length < s_stored.Length; length++)
        {
            Assert.That(CompressedPayload.TryExpand(s_stored.AsSpan(0, length), s_zstd, default, out byte[] expanded, out OmsFault fault), Is.False);
            Assert.That((fault.Code, fault.Rule, fault.Offset, expanded.Length), Is.EqualTo((OmsErrorCode.Corrupt, "R-9", 9L, 0)));
        }
    }

    [Test]
    public void Trailing_bytes_are_corrupt_and_another_frame_is_trailing_bytes()
    {
        foreach (byte[] more in new byte[][] { [0], Frames.Compress(s_zstd, [1]), [0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0] })
        {
            Assert.That(CompressedPayload.TryExpand([.. s_stored, .. more], s_zstd, default, out _, out OmsFault fault), Is.False);
            Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "R-9", (long)s_stored.Length)));
        }
    }

    [Test]
    public void An_empty_frame_is_corrupt()
    {
        byte[] stored = Payloads.WithFrame(Vectors.Vector1, Frames.Compress(s_zstd, []));
        Assert.That(CompressedPayload.TryExpand(stored, s_zstd, default, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "R-9", 9L)));
    }

    [Test]
    public void Every_flipped_bit_ends_in_a_fault_or_in_a_grain_within_the_limits()
    {
        CodecLimits limits = new(1 << 16, 32);
        int corrupt = 0;
        for (int bit = 8 * GrainHeader.Size; bit < 8 * s_stored.Length; bit++)
        {
            byte[] damaged = [.. s_stored];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (CompressedPayload.TryExpand(damaged, s_zstd, limits, out byte[] expanded, out OmsFault fault)) Assert.That(expanded, Has.Length.LessThanOrEqualTo(limits.MaxBlobBytes));
            else corrupt += fault.Code == OmsErrorCode.Corrupt ? 1 : 0;
            foreach (ReadingMode mode in Enum.GetValues<ReadingMode>())
            {
                try
                {
                    Grain.Read(damaged, new() { Mode = mode, Limits = limits }, s_zstd);
                }
                catch (OmsException)
                {
                    // The only thing that may leave.
                }
            }
        }
        Assert.That(corrupt, Is.GreaterThan(32));
    }

    [Test]
    public void Noise_in_place_of_a_frame_is_corrupt()
    {
        byte[] noise = TestData.Noise(1000);
        for (int i = 0; i < 900; i++)
        {
            foreach (byte[] frame in new byte[][] { noise[i..], [.. s_zstd.FrameMagic, .. noise[i..]] })
            {
                Assert.That(CompressedPayload.TryExpand(Payloads.WithFrame(Vectors.Vector1, frame), s_zstd, default, out _, out OmsFault fault), Is.False);
                Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "R-9", 9L)));
            }
        }
    }

    [Test]
    public void A_decoder_that_lies_or_stands_still_has_met_bad_bytes([Values] Misbehaviour misbehaviour)
    {
        Watched.Run(TimeSpan.FromSeconds(10), () =>
        {
            MisbehavingCodec codec = new(misbehaviour);
            Assert.That(CompressedPayload.TryExpand(s_stored, codec, default, out _, out OmsFault fault), Is.False);
            Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Corrupt));
            Assert.That(FrameMeasure.TryMeasure(s_stored, codec, 1 << 20, out int length), Is.False);
            Assert.That(length, Is.Zero);
        });
    }
}
