using System.Diagnostics;

namespace OpenMemory.Compression.Tests;

/// <summary>Files whose frame expands to far more than their offsets need: refused in little time, memory and disk .</summary>
[TestFixture]
public sealed class FileBombTests
{
    private const int Mebibyte = 1 << 20;

    [Test]
    public void The_bomb_is_one()
    {
        byte[] small = CompressedFiles.ZstdBomb(100);
        (_, byte[] data, int consumed) = Frames.Read(SystemCodecs.Zstd, small);
        Assert.That((data.LongLength, consumed), Is.EqualTo((23L * (128 << 10), small.Length)), "so 10 MB of it are 340 GB");
    }

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void Ten_megabytes_that_expand_to_a_whole_disk_are_refused_within_the_limit_of_a_grain(string name)
    {
        byte[] frame = name == "zstd" ? CompressedFiles.ZstdBomb(10_000_000) : Frames.Zeros(SystemCodecs.Lz4, 2500L << 20);
        Assert.That(frame, Has.Length.InRange(9_000_000, 11_000_000));
        byte[] file = CompressedFiles.Raw(CompressedFiles.Codec(name).Id, frame, 0);
        using TemporaryFolder folder = new();
        using SmallDisk? disk = SmallDisk.TryMount(folder["disk"], "20m"); // a grain of 16 MiB fits, and little more
        MgReaderOptions options = CompressedFiles.Reading with { TemporaryFolder = disk?.Path ?? folder.Root };
        AssertRefused(file, options, TimeSpan.FromSeconds(1), 16 * Mebibyte);
        options = options with { Limits = CodecLimits.Lightweight };
        AssertRefused(file, options, TimeSpan.FromSeconds(1), 512);
    }

    [Test]
    public void A_file_without_grains_expands_to_nothing()
    {
        AssertRefused(CompressedFiles.Raw(1, CompressedFiles.ZstdBomb(1000)), CompressedFiles.Reading, TimeSpan.FromSeconds(1), 0);
        byte[] empty = CompressedFiles.Raw(1, Frames.Compress(SystemCodecs.Zstd, []));
        using MgFileReader reader = MgFileReader.Open(empty, CompressedFiles.Reading);
        Assert.That((reader.Count, reader.RegionLength), Is.EqualTo((0, 0L)));
    }

    [TestCase(0, 256)]
    [TestCase(100, 100)]
    public void Offsets_that_demand_much_get_what_the_ratio_allows(int maxExpansion, int megabytes)
    {
        // 255 grains of 16 MiB each: the offsets alone would allow 4 GiB.
        uint[] offsets = [.. Enumerable.Range(0, 255).Select(static i => (uint)i << 24)];
        byte[] file = CompressedFiles.Raw(1, CompressedFiles.ZstdBomb(Mebibyte), offsets);
        AssertRefused(file, CompressedFiles.Reading with { MaxExpansion = maxExpansion }, TimeSpan.FromSeconds(10), megabytes * (Mebibyte - 2L));
    }

    [Test]
    public void Small_frames_expand_as_far_as_is_always_allowed()
    {
        uint[] offsets = [.. Enumerable.Range(0, 255).Select(static i => (uint)i << 24)];
        byte[] file = CompressedFiles.Raw(1, CompressedFiles.ZstdBomb(20_000), offsets);
        AssertRefused(file, CompressedFiles.Reading, TimeSpan.FromSeconds(5), MgReaderOptions.AlwaysExpanded);
    }

    [Test]
    public void A_window_of_gigabytes_is_not_allocated()
    {
        // Window descriptor 0xf8: 2^41 bytes (RFC 8878 §3.1.1.1.2).
        byte[] frame = [.. Convert.FromHexString("28b52ffd" + "00" + "f8"), .. CompressedFiles.ZstdBomb(100).AsSpan(6)];
        AssertRefused(CompressedFiles.Raw(1, frame, 0), CompressedFiles.Reading, TimeSpan.FromSeconds(1), -1);
    }

    private static void AssertRefused(byte[] file, MgReaderOptions options, TimeSpan limit, long expanded)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        OmsException exception = Assert.Throws<OmsException>(() => MgFileReader.Open(file, options))!;
        TimeSpan elapsed = watch.Elapsed;
        TestContext.Out.WriteLine($"{elapsed.TotalMilliseconds:f0} ms: {exception.Message}");
        Assert.That(exception.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 * Mebibyte));
        Assert.That(elapsed, Is.LessThan(limit));
        if (expanded < 0) return;
        Assert.That(exception.Fault.Rule, Is.EqualTo("R-4"));
        long stated = long.Parse(exception.Fault.Message.Split(' ').Single(static word => long.TryParse(word, out _)));
        Assert.That(stated, Is.InRange(expanded, expanded + (expanded / 100)));
    }
}
