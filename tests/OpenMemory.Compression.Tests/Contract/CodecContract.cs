using System.Buffers;

namespace OpenMemory.Compression.Tests;

/// <summary>What every implementation of <see cref="IMgCodec"/> has to do, ours and anybody's.</summary>
public abstract class CodecContract
{
    private static readonly byte[] s_behind = [0x81, 0xa1, 0x61, 0x01, 0xff, 0x00];

    private protected abstract IMgCodec Codec { get; }

    [Test]
    public void Data_comes_back_in_pieces_of_any_size(
        [Values(0, 1, 60, 70_000)] int length, [Values] bool isNoise, [Values(1, 7, 4093, int.MaxValue)] int sourcePiece, [Values(1, 13, 65_536)] int destinationPiece)
    {
        byte[] data = isNoise ? TestData.Noise(length) : TestData.Text(length);
        byte[] frame = Frames.Compress(Codec, data, sourcePiece, destinationPiece);
        Assert.That(frame.AsSpan().StartsWith(Codec.FrameMagic), Is.True);
        (OperationStatus status, byte[] read, int consumed) = Frames.Read(Codec, [.. frame, .. s_behind], sourcePiece, destinationPiece);
        Assert.That((status, consumed), Is.EqualTo((OperationStatus.Done, frame.Length)));
        Assert.That(read.AsSpan().SequenceEqual(data), Is.True);
    }

    [Test]
    [Pairwise]
    public void Ten_megabytes_come_back([Values] bool isNoise, [Values(1 << 16, 1_000_003, int.MaxValue)] int sourcePiece, [Values(777, 1 << 16, 20 << 20)] int destinationPiece)
    {
        byte[] data = isNoise ? TestData.Noise(10_000_000) : TestData.Text(10_000_000);
        byte[] frame = Frames.Compress(Codec, data, sourcePiece, destinationPiece);
        (OperationStatus status, byte[] read, int consumed) = Frames.Read(Codec, [.. frame, .. s_behind], sourcePiece, destinationPiece);
        Assert.That((status, consumed), Is.EqualTo((OperationStatus.Done, frame.Length)));
        Assert.That(read.AsSpan().SequenceEqual(data), Is.True);
    }

    [Test]
    public void The_end_is_found_where_the_destination_is_just_full([Values(0, 1, 500, 131_072, 200_000)] int length, [Values(1, int.MaxValue)] int sourcePiece)
    {
        byte[] data = TestData.Text(length);
        byte[] frame = Frames.Compress(Codec, data);
        (OperationStatus status, byte[] read, int consumed) = Frames.Read(Codec, [.. frame, .. s_behind], sourcePiece, Math.Max(1, length));
        Assert.That((status, consumed), Is.EqualTo((OperationStatus.Done, frame.Length)));
        Assert.That(read, Is.EqualTo(data));
    }

    [Test]
    public void The_first_of_two_frames_ends_where_it_ends([Values(1, 10, int.MaxValue)] int sourcePiece)
    {
        byte[] first = Frames.Compress(Codec, TestData.Text(3000)), second = Frames.Compress(Codec, TestData.Noise(3000));
        (OperationStatus status, byte[] read, int consumed) = Frames.Read(Codec, [.. first, .. second], sourcePiece);
        Assert.That((status, consumed), Is.EqualTo((OperationStatus.Done, first.Length)));
        Assert.That(read, Is.EqualTo(TestData.Text(3000)));
    }

    [Test]
    public void A_frame_that_is_cut_short_needs_more_data_and_is_never_done([Values(1, 5, int.MaxValue)] int sourcePiece, [Values(1, 4096)] int destinationPiece)
    {
        byte[] data = TestData.Text(400);
        byte[] frame = Frames.Compress(Codec, data);
        for (int length = 0; length < frame.Length; length++)
        {
            (OperationStatus status, byte[] read, int consumed) = Frames.Read(Codec, frame.AsSpan(0, length), sourcePiece, destinationPiece);
            Assert.That((status, consumed), Is.EqualTo((OperationStatus.NeedMoreData, length)));
            Assert.That(data.AsSpan().StartsWith(read), Is.True);
        }
    }

    [Test]
    public void A_flipped_bit_ends_in_a_status_within_bounds([Values(1, int.MaxValue)] int sourcePiece)
    {
        const int Most = 1 << 20;
        byte[] frame = Frames.Compress(Codec, TestData.Text(300));
        Dictionary<OperationStatus, int> seen = [];
        for (int bit = 0; bit < 8 * frame.Length; bit++)
        {
            byte[] damaged = [.. frame];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            OperationStatus status = FrameMeasure.Measure(damaged, Codec, Most, out int length, out long output);
            Assert.That(output, Is.LessThanOrEqualTo(Most + (1 << 16)));
            Assert.That(length, Is.InRange(0, frame.Length));
            Assert.That(Frames.Read(Codec, damaged, sourcePiece).Status, Is.EqualTo(status), $"bit {bit}");
            seen[status] = seen.GetValueOrDefault(status) + 1;
        }
        Assert.That(seen.GetValueOrDefault(OperationStatus.InvalidData), Is.GreaterThanOrEqualTo(32), "at least the magic bytes");
    }

    [Test]
    public void Noise_is_no_frame_and_neither_is_what_the_formats_allow_beside_frames()
    {
        byte[][] others =
        [
            [.. new byte[] { 0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4 }, .. Frames.Compress(Codec, TestData.Text(9))], // skippable
            [0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0],
            [0x02, 0x21, 0x4c, 0x18, 1, 0, 0, 0, 0x10], // LZ4 before its frame format
            [0x25, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0, 0, 0], // zstd 0.5
            [0x01, 0, 1, 0, 0, 0], [0x84, 1], [0xd2, 1], new byte[100],
        ];
        foreach (byte[] other in others)
        {
            Assert.That(Frames.Read(Codec, other).Status, Is.EqualTo(OperationStatus.InvalidData));
            Assert.That(Frames.Read(Codec, other, 1, 1).Status, Is.EqualTo(OperationStatus.InvalidData));
        }
        for (int i = 0; i < 200; i++)
        {
            byte[] noise = [.. Codec.FrameMagic, .. TestData.Noise(300 + i)[i..]];
            Assert.That(FrameMeasure.TryMeasure(noise, Codec, 1 << 20, out _), Is.False);
        }
    }

    [Test]
    public void After_the_end_a_decoder_stays_done_and_after_damage_damaged()
    {
        byte[] frame = Frames.Compress(Codec, TestData.Text(100)), room = new byte[1000];
        using IMgDecoder whole = Codec.CreateDecoder(), damaged = Codec.CreateDecoder();
        Assert.That(whole.Decompress(frame, room, out _, out int written), Is.EqualTo(OperationStatus.Done));
        Assert.That(written, Is.EqualTo(100));
        Assert.That(damaged.Decompress([1, 2, 3, 4], room, out _, out _), Is.EqualTo(OperationStatus.InvalidData));
        foreach (byte[] more in new byte[][] { [], frame })
        {
            Assert.That((whole.Decompress(more, room, out int consumed, out written), consumed, written), Is.EqualTo((OperationStatus.Done, 0, 0)));
            Assert.That((damaged.Decompress(more, room, out consumed, out written), consumed, written), Is.EqualTo((OperationStatus.InvalidData, 0, 0)));
        }
    }

    [Test]
    public void An_empty_source_is_borne_with_any_number_of_times()
    {
        byte[] frame = Frames.Compress(Codec, TestData.Text(5000)), room = new byte[10_000];
        using IMgDecoder decoder = Codec.CreateDecoder();
        MemoryStream read = new();
        OperationStatus status = OperationStatus.NeedMoreData;
        for (int i = 0; i < frame.Length; i++)
        {
            for (int j = 0; j < 20; j++) Assert.That(decoder.Decompress([], room, out _, out int none), Is.EqualTo(OperationStatus.NeedMoreData).And.Matches<OperationStatus>(_ => none == 0));
            status = decoder.Decompress(frame.AsSpan(i, 1), room, out _, out int written);
            read.Write(room, 0, written);
        }
        Assert.That(status, Is.EqualTo(OperationStatus.Done));
        Assert.That(read.ToArray(), Is.EqualTo(TestData.Text(5000)));
    }

    [Test]
    public void What_callers_must_not_do_is_refused()
    {
        byte[] room = new byte[1000];
        IMgEncoder encoder = Codec.CreateEncoder();
        IMgDecoder decoder = Codec.CreateDecoder();
        Assert.That(() => encoder.Compress([1], [], out _, out _, true), Throws.ArgumentException);
        Assert.That(() => decoder.Decompress([1], [], out _, out _), Throws.ArgumentException);
        Assert.That(encoder.Compress([1], room, out _, out _, true), Is.EqualTo(OperationStatus.Done));
        Assert.That(() => encoder.Compress([1], room, out _, out _, true), Throws.InvalidOperationException);
        encoder.Dispose();
        decoder.Dispose();
        Assert.That(() => encoder.Compress([1], room, out _, out _, true), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => decoder.Decompress([1], room, out _, out _), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(encoder.Dispose, Throws.Nothing);
        Assert.That(decoder.Dispose, Throws.Nothing);
    }

    [Test]
    public void Steady_work_allocates_nothing()
    {
        byte[] data = TestData.Text(2000), room = new byte[10_000];
        using IMgEncoder encoder = Codec.CreateEncoder();
        long consumed = 0;
        Assert.That(Allocations.Of(() =>
        {
            encoder.Compress(data, room, out int taken, out _, false);
            consumed += taken;
        }), Is.Zero);
        Assert.That(consumed, Is.GreaterThan(Allocations.Times * 2000L));

        byte[] frame = Frames.Compress(Codec, TestData.Noise(4_000_000));
        using IMgDecoder decoder = Codec.CreateDecoder();
        int position = 0, read = 0;
        Assert.That(Allocations.Of(() =>
        {
            decoder.Decompress(frame.AsSpan(position, 900), room, out int taken, out int written);
            (position, read) = (position + taken, read + written);
        }), Is.Zero);
        Assert.That(read, Is.GreaterThan(Allocations.Times * 800));
    }
}
