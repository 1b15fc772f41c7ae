using System.Buffers;
using System.Buffers.Binary;

namespace OpenMemory.Compression.Tests;

/// <summary>What zstd frames may ask for, and what they may not (§11.3, R-4).</summary>
[TestFixture]
public sealed class ZstdFrameTests
{
    private const string Magic = "28b52ffd";
    private const string LastEmptyBlock = "010000";

    [Test]
    public void Every_level_comes_back([Range(1, 22)] int level)
    {
        ZstdCodec codec = new() { Level = level };
        byte[] data = TestData.Text(300_000);
        byte[] frame = Frames.Compress(codec, data, 100_000);
        Assert.That(frame, Has.Length.LessThan(data.Length / 2));
        Assert.That(Frames.Read(codec, frame).Data, Is.EqualTo(data));
        Assert.That(Frames.Read(SystemCodecs.Zstd, frame).Status, Is.EqualTo(OperationStatus.Done), "the default bounds admit what any level writes");
    }

    [Test]
    public void The_default_level_is_3_and_others_are_used()
    {
        Assert.That((SystemCodecs.Zstd.Level, SystemCodecs.Zstd.MaxWindowLog), Is.EqualTo((3, 27)));
        byte[] data = TestData.Text(300_000);
        Assert.That(Frames.Compress(new ZstdCodec { Level = 3 }, data), Is.EqualTo(Frames.Compress(SystemCodecs.Zstd, data)));
        Assert.That(Frames.Compress(new ZstdCodec { Level = 19 }, data), Has.Length.LessThan(Frames.Compress(new ZstdCodec { Level = 1 }, data).Length));
    }

    [TestCase(0)]
    [TestCase(-5)]
    [TestCase(23)]
    public void Levels_outside_1_to_22_are_refused(int level) =>
        Assert.That(() => new ZstdCodec { Level = level }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase(9)]
    [TestCase(31)]
    public void Windows_outside_1_KiB_to_1_GiB_are_refused(int log) =>
        Assert.That(() => new ZstdCodec { MaxWindowLog = log }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Frames_of_ours_have_no_checksum_and_no_dictionary()
    {
        byte descriptor = Frames.Compress(SystemCodecs.Zstd, TestData.Text(5000), 100)[4];
        Assert.That(descriptor & 0x07, Is.Zero); // RFC 8878, 3.1.1.1.1
    }

    [TestCase(27, 0, true)]
    [TestCase(27, 1, false)]
    [TestCase(28, 0, false)]
    [TestCase(31, 0, false)]
    [TestCase(41, 7, false)]
    public void A_window_above_128_MiB_is_invalid_however_the_frame_is_cut(int log, int eighths, bool isRead)
    {
        byte[] frame = Convert.FromHexString($"{Magic}00{((log - 10) << 3) | eighths:x2}{LastEmptyBlock}");
        Expect(frame, isRead);
    }

    [TestCase(27, true)]
    [TestCase(28, false)]
    [TestCase(31, false)]
    [TestCase(62, false)]
    public void A_single_segment_is_a_window_of_its_size(int log, bool isRead)
    {
        byte[] size = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(size, 1UL << log);
        byte[] header = [.. Convert.FromHexString(Magic), 0xe0, .. size];
        foreach (int piece in new[] { 1, int.MaxValue })
        {
            // The frame ends too early or is refused at its header; a window that is accepted is waited for.
            Assert.That(Frames.Read(SystemCodecs.Zstd, header, piece).Status, Is.EqualTo(isRead ? OperationStatus.NeedMoreData : OperationStatus.InvalidData));
        }
    }

    [Test]
    public void A_smaller_bound_is_kept()
    {
        byte[] large = Frames.Compress(SystemCodecs.Zstd, TestData.Text(3_000_000), 100_000);
        Assert.That(Frames.Read(new ZstdCodec { MaxWindowLog = 10 }, large).Status, Is.EqualTo(OperationStatus.InvalidData));
        byte[] small = Frames.Compress(SystemCodecs.Zstd, TestData.Text(1000));
        Assert.That(Frames.Read(new ZstdCodec { MaxWindowLog = 10 }, small).Status, Is.EqualTo(OperationStatus.Done));
    }

    [TestCase("01", "07", false)]
    [TestCase("02", "0001", false)]
    [TestCase("03", "00000001", false)]
    [TestCase("01", "00", true)]
    [TestCase("02", "0000", true)]
    [TestCase("03", "00000000", true)]
    public void A_frame_that_names_a_dictionary_is_invalid(string descriptor, string dictionary, bool isRead) =>
        Expect(Convert.FromHexString($"{Magic}{descriptor}58{dictionary}{LastEmptyBlock}"), isRead);

    [Test]
    public void A_refused_window_is_never_allocated()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Address space is read from /proc.");
        byte[] frame = Convert.FromHexString($"{Magic}00{(31 - 10) << 3:x2}{LastEmptyBlock}");
        IMgDecoder[] decoders = [.. Enumerable.Range(0, 20).Select(static _ => SystemCodecs.Zstd.CreateDecoder())];
        long before = AddressSpace();
        foreach (IMgDecoder decoder in decoders) Assert.That(decoder.Decompress(frame, new byte[10], out _, out _), Is.EqualTo(OperationStatus.InvalidData));
        Assert.That(AddressSpace() - before, Is.LessThan(1L << 30), "twenty windows would be 40 GiB");
        foreach (IMgDecoder decoder in decoders) decoder.Dispose();
    }

    [Test]
    public void A_checksum_of_somebody_else_is_checked()
    {
        // What `printf a | zstd` writes: one raw block, then the low half of its XXH64.
        byte[] frame = Convert.FromHexString(Magic + "0458" + "090000" + "61" + "5b6e8ca9");
        (OperationStatus status, byte[] data, _) = Frames.Read(SystemCodecs.Zstd, frame);
        Assert.That(status, Is.EqualTo(OperationStatus.Done));
        Assert.That(data, Is.EqualTo("a"u8.ToArray()));
        frame[^1] ^= 1;
        Assert.That(Frames.Read(SystemCodecs.Zstd, frame).Status, Is.EqualTo(OperationStatus.InvalidData));
    }

    private static void Expect(byte[] frame, bool isRead)
    {
        foreach (int piece in new[] { 1, 6, int.MaxValue })
        {
            (OperationStatus status, _, int consumed) = Frames.Read(SystemCodecs.Zstd, [.. frame, 0xc0], piece);
            Assert.That(status, Is.EqualTo(isRead ? OperationStatus.Done : OperationStatus.InvalidData));
            if (isRead) Assert.That(consumed, Is.EqualTo(frame.Length));
        }
    }

    /// <summary>Bytes of address space that this process has.</summary>
    private static long AddressSpace() =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[0]) * Environment.SystemPageSize;
}
