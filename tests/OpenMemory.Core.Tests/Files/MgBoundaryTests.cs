using System.Buffers.Binary;

namespace OpenMemory.Tests;

/// <summary>Files at the end of what offsets can say, which are almost all hole .</summary>
[TestFixture]
public sealed class MgBoundaryTests
{
    [TestCase(0xffffffffu, true)]
    [TestCase(0xfffffffeu, true)]
    [TestCase(0x80000018u, true)]
    public void A_grain_at_the_last_offset_is_read(uint last, bool noMapping)
    {
        using TemporaryFolder folder = new();
        GrainBlob grain = Samples.Grain(1);
        if (!TryMake(folder["a.mg"], [32, last / 3, last / 3 * 2, last], last + (long)grain.Length, last, grain)) Assert.Ignore("This place has no files with holes.");
        foreach (bool through in (bool[])[noMapping, !noMapping])
        {
            using MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { NoMapping = through });
            Assert.That((reader.Count, reader.OffsetOf(3), reader.OffsetOf(4)), Is.EqualTo((4, (long)last, last + (long)grain.Length)));
            Assert.That(reader.GetBlob(3), Is.EqualTo(grain));
        }
    }

    [TestCase(0x90000000u, 0xf0000000u, 0)] // the second grain would be larger than 2 GiB
    [TestCase(0x70000000u, 0xffffffffu, 1L << 31)] // the last one
    public void A_grain_of_more_than_2_GiB_is_refused(uint second, uint last, long more)
    {
        using TemporaryFolder folder = new();
        if (!TryMake(folder["a.mg"], [28, second, last], last + 100 + more, last, Samples.Grain(1))) Assert.Ignore("This place has no files with holes.");
        Assert.That(Assert.Throws<OmsException>(() => MgFileReader.Open(folder["a.mg"]))!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
    }

    [TestCase(0x7fffffffu, 0xf0000000u)] // no array is so large
    [TestCase(0x7fffffc8u, 0xf0000000u)]
    public void A_grain_that_fits_no_array_is_refused(uint length, uint last)
    {
        using TemporaryFolder folder = new();
        if (!TryMake(folder["a.mg"], [28, 28 + length, last], last + 100L, last, Samples.Grain(1))) Assert.Ignore("This place has no files with holes.");
        OmsFault fault = Assert.Throws<OmsException>(() => MgFileReader.Open(folder["a.mg"]))!.Fault;
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, 20L)));

        uint[] many = [.. Enumerable.Range(0, 20).Select(static i => 96u + (uint)i), 96 + 19 + length, last]; // as many as are looked at at once
        many = [.. many.Select(static offset => offset + 8)];
        Assert.That(TryMake(folder["b.mg"], many, last + 100L, last, Samples.Grain(1)), Is.True);
        Assert.That(Assert.Throws<OmsException>(() => MgFileReader.Open(folder["b.mg"]))!.Fault.Offset, Is.EqualTo(MgFileHeader.Size + (4 * 20)));
    }

    [TestCase(-16, 64)]
    [TestCase(-1, 4)]
    [TestCase(1 << 21, 1)]
    [TestCase(0, -1)]
    [TestCase(long.MaxValue, 64)]
    public void A_window_outside_a_mapped_file_is_refused(long offset, int length)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a"], new byte[1 << 21]);
        using MgFileBytes bytes = MgFileBytes.Open(folder["a"], canMap: true);
        Assert.That(bytes.IsMapped, Is.True);
        Assert.That(() => bytes.Slice(offset, length).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static bool TryMake(string path, uint[] offsets, long end, long at, GrainBlob grain)
    {
        byte[] start = new byte[MgFileHeader.Size + (4 * offsets.Length)];
        new MgFileHeader(MgFileFlags.None, (uint)offsets.Length, 1, 0).Write(start);
        for (int i = 0; i < offsets.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(start.AsSpan(MgFileHeader.Size + (4 * i)), offsets[i]);
        if (!OperatingSystem.IsLinux()) return false;
        using FileStream file = File.Create(path);
        try
        {
            file.SetLength(end + MgFileHeader.FooterSize);
        }
        catch (IOException)
        {
            return false;
        }
        file.Write(start);
        file.Position = at;
        file.Write(grain.Span);
        return true;
    }
}
