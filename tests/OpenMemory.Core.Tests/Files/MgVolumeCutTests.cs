using System.Runtime.InteropServices;

namespace OpenMemory.Tests;

/// <summary>Where a file ends at 4 GiB, in arithmetic: lengths of grains that nobody writes (OMS-11.4-5, R-5).</summary>
[TestFixture]
public sealed class MgVolumeCutTests
{
    private const long Limit = uint.MaxValue;
    private const int Header = 16, Entry = 4, Footer = 32, Half = 2_000_000_000, First = int.MaxValue;

    [Test]
    public void The_last_grain_of_a_file_may_begin_at_the_last_offset()
    {
        // Three grains; the third begins at 16 + 12 + the lengths of the first two.
        int second = (int)(Limit - Header - (3 * Entry) - First);
        foreach (int length in (int[])[10, int.MaxValue])
        {
            List<MgVolume> volumes = Cut(default, First, second, length);
            Assert.That(volumes, Is.EqualTo(new[] { new MgVolume(3, (long)First + second + length) }));
        }
        OmsException exception = Assert.Throws<OmsException>(() => Cut(default, First, second + 1, 10))!;
        Assert.That((exception.Code, exception.Fault.Rule), Is.EqualTo((OmsErrorCode.Range, "OMS-11.4-5")));
    }

    [Test]
    public void A_volume_ends_with_its_footer_before_the_limit()
    {
        int last = (int)(Limit - Header - (3 * Entry) - Half - Half - Footer);
        Assert.That(Cut(new() { Volumes = true }, Half, Half, last), Is.EqualTo(new[] { new MgVolume(3, (2L * Half) + last) }));
        Assert.That(Cut(new() { Volumes = true }, Half, Half, last + 1), Is.EqualTo(new[] { new MgVolume(2, 2L * Half), new MgVolume(1, last + 1) }));
    }

    [TestCase(0, 1)]
    [TestCase(1, 2)]
    public void A_limit_of_one_s_own_is_kept_to_the_byte(int surplus, int expected)
    {
        MgWriterOptions options = new() { Volumes = true, MaxVolumeBytes = Header + (2 * Entry) + 200 + Footer };
        Assert.That(Cut(options, 100, 100 + surplus), Has.Count.EqualTo(expected));
    }

    [TestCase(long.MaxValue)]
    [TestCase(Limit + 1)]
    [TestCase(0)]
    [TestCase(-1)]
    public void No_limit_goes_beyond_4_GiB(long maxVolumeBytes)
    {
        List<MgVolume> volumes = Cut(new() { Volumes = true, MaxVolumeBytes = maxVolumeBytes }, [.. Enumerable.Repeat(1 << 30, 9)]);
        Assert.That(volumes.Select(static volume => volume.Count), Is.EqualTo(new long[] { 3, 3, 3 }));
    }

    [Test]
    public void A_grain_larger_than_a_volume_has_one_of_its_own()
    {
        MgWriterOptions options = new() { Volumes = true, MaxVolumeBytes = 1000 };
        Assert.That(Cut(options, 10, 5000, 6000, 10, 10).Select(static volume => volume.Count), Is.EqualTo(new long[] { 1, 1, 1, 2 }));
    }

    private static List<MgVolume> Cut(MgWriterOptions options, params int[] lengths)
    {
        using ScratchFile plan = new(null), bytes = new(null);
        foreach (int length in lengths) plan.Append(MemoryMarshal.AsBytes([new PlanEntry(0, length)]));
        return MgVolume.Cut(new GrainSequence(plan, new BitSet(), bytes, [0]), options, CancellationToken.None);
    }
}
