using System.Buffers.Binary;

namespace OpenMemory.Tests;

/// <summary>A small file with a manifest, cut at every byte and changed at every byte: always an error with its place (§11, OMS-19-2).</summary>
[TestFixture]
public sealed class MgBytesTests
{
    private static readonly GrainBlob[] s_grains = [Samples.Grain(1), Samples.Grain(2), Samples.Grain(3)];

    [TestCase(ReadingMode.Canonical)]
    [TestCase(ReadingMode.Compatible)]
    public void Every_truncation_is_refused_at_opening_or_by_the_footer(ReadingMode mode)
    {
        byte[] file = WithManifest();
        Assert.That(Outcome(file, mode), Is.Null);
        for (int length = 0; length < file.Length; length++)
            Assert.That(Outcome(file[..length], mode), Is.Not.Null, $"{length} of {file.Length} bytes");
    }

    [TestCase(ReadingMode.Canonical)]
    [TestCase(ReadingMode.Compatible)]
    public void Every_change_of_a_byte_is_refused_at_opening_or_by_the_footer(ReadingMode mode)
    {
        byte[] file = WithManifest();
        for (int i = 0; i < file.Length; i++)
        {
            byte kept = file[i];
            for (int value = 0; value < 256; value++)
            {
                file[i] = (byte)value;
                if (value != kept) Assert.That(Outcome(file, mode), Is.Not.Null, $"byte {i} is 0x{value:x2}");
            }
            file[i] = kept;
        }
    }

    [Test]
    public void Bytes_at_the_end_are_refused()
    {
        foreach (byte[] file in (byte[][])[WithManifest(), Samples.Write(default, s_grains), Samples.Write(default)])
        {
            foreach (int more in (int[])[1, 16, 31, 32, 33, 64])
                Assert.That(Outcome([.. file, .. new byte[more]], ReadingMode.Canonical), Is.Not.Null, $"{more} more");
        }
    }

    /// <summary>Counts and offsets that overflow when they are multiplied, added or taken for a signed number.</summary>
    [TestCase(4, 0xffffffffu)]
    [TestCase(4, 0x80000000u)]
    [TestCase(4, 0x7fffffffu)]
    [TestCase(4, 0x40000003u)] // 4 × count is 12 in 32 bits
    [TestCase(16, 0xffffffffu)]
    [TestCase(16, 0x80000000u)]
    [TestCase(20, 0xffffffffu)]
    [TestCase(20, 0x80000000u)]
    [TestCase(24, 0xffffffffu)]
    [TestCase(24, 0x80000000u)]
    [TestCase(24, 0x00000000u)]
    public void A_number_at_a_boundary_is_refused_and_sizes_nothing(int at, uint number)
    {
        foreach (byte[] file in (byte[][])[WithManifest(), Samples.Write(default, s_grains)])
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), number);
            Samples.Sign(file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(Outcome(file, ReadingMode.Compatible), Is.EqualTo(OmsErrorCode.Corrupt));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 10));
        }
    }

    [TestCase(1002)]
    [TestCase(3000)]
    public void A_manifest_that_lies_more_than_a_thousand_times_is_reported(int lies)
    {
        byte[] manifest = Manifests.Of(Samples.Many(lies).Select(static grain => (grain.Address, 1L))).ToBytes();
        byte[] one = Samples.Raw(MgFileFlags.HasIndexManifest, new Fact { CreatedAt = 1, Subject = "s", Relation = "r", Object = "o", Confidence = 1 }.ToBlob().Span.ToArray());
        byte[] file = Samples.Sign([.. one[..^32], .. manifest, .. new byte[32]]);
        file[^1] ^= 1;
        using MgFileReader reader = MgFileReader.Open(file);
        MgVerifyReport report = reader.Verify(MgCheck.Canonical);
        Assert.That((report.FaultCount, report.Faults.Count), Is.EqualTo((lies + 1L, MgVerifyReport.MaxListed)));
        Assert.That(report.Faults.Select(static fault => fault.Index), Has.All.EqualTo(-1));
        Assert.That(report.Faults[0].Fault.Code, Is.EqualTo(OmsErrorCode.Integrity), "damage before lies");
    }

    private static byte[] WithManifest()
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        foreach (GrainBlob grain in s_grains) writer.Add(grain);
        writer.Manifest = Manifests.Of((s_grains[0].Address, 3), (s_grains[2].Address, 70_000));
        writer.Complete();
        return stream.ToArray();
    }

    /// <summary>The code of the first fault, or null for a sound file.</summary>
    private static OmsErrorCode? Outcome(byte[] file, ReadingMode mode)
    {
        try
        {
            using MgFileReader reader = MgFileReader.Open(file, new() { Mode = mode });
            MgVerifyReport report = reader.Verify(MgCheck.Canonical, new() { Mode = mode });
            foreach (MgFault fault in report.Faults) Assert.That(fault.Fault.Offset, Is.InRange(0, file.Length));
            return report.IsSound ? null : report.Faults[0].Fault.Code;
        }
        catch (OmsException exception)
        {
            Assert.That(exception.Fault.Offset, Is.InRange(0, file.Length), exception.Message);
            return exception.Code;
        }
    }
}
