using System.Buffers.Binary;

namespace OpenMemory.Tests;

/// <summary>Files whose header, offsets and length do not fit together are refused when they are opened (§11.2–§11.4).</summary>
[TestFixture]
public sealed class MgGeometryTests
{
    // Two grains of 35 bytes at 24 and 59, the footer at 94; a change of bytes at an offset, given in hexadecimal.
    [TestCase(0, "4e", OmsErrorCode.Corrupt, "OMS-11.2-2", 0)]
    [TestCase(1, "67", OmsErrorCode.Corrupt, "OMS-11.2-2", 0)]
    [TestCase(2, "00", OmsErrorCode.Version, "OMS-11.2-2", 2)]
    [TestCase(2, "02", OmsErrorCode.Version, "OMS-11.2-2", 2)]
    [TestCase(9, "03", OmsErrorCode.Corrupt, "OMS-11.3-2", 9)]
    [TestCase(9, "ff", OmsErrorCode.Corrupt, "OMS-11.3-2", 9)]
    [TestCase(9, "01", OmsErrorCode.Corrupt, "R-4", 3)]
    [TestCase(3, "04", OmsErrorCode.Corrupt, "R-4", 3)]
    [TestCase(4, "00000000", OmsErrorCode.Corrupt, "OMS-11.4-4", 16)]
    [TestCase(4, "00000003", OmsErrorCode.Corrupt, "R-1", 16)]
    [TestCase(4, "00000014", OmsErrorCode.Corrupt, "OMS-11.4-3", 4)]
    [TestCase(4, "ffffffff", OmsErrorCode.Corrupt, "OMS-11.4-3", 4)]
    [TestCase(16, "00000000", OmsErrorCode.Corrupt, "R-26", 16)] // offsets into the region, in a file that is not compressed
    [TestCase(16, "00000017", OmsErrorCode.Corrupt, "R-1", 16)]
    [TestCase(16, "00000019", OmsErrorCode.Corrupt, "R-1", 16)]
    [TestCase(20, "00000018", OmsErrorCode.Corrupt, "OMS-11.4-3", 20)]
    [TestCase(20, "00000017", OmsErrorCode.Corrupt, "OMS-11.4-3", 20)]
    [TestCase(20, "0000005e", OmsErrorCode.Corrupt, "OMS-11.4-3", 20)]
    [TestCase(20, "ffffffff", OmsErrorCode.Corrupt, "OMS-11.4-3", 20)]
    [TestCase(3, "0404050601020000", OmsErrorCode.Corrupt, "R-4", 3)]
    public void A_file_is_refused_where_it_is_wrong(int at, string hex, OmsErrorCode code, string rule, int offset)
    {
        byte[] file = TwoGrains();
        Convert.FromHexString(hex).CopyTo(file, at);
        OmsException? fault = Assert.Throws<OmsException>(() => MgFileReader.Open(Samples.Sign(file)));
        Assert.That((fault!.Code, fault.Fault.Rule, fault.Fault.Offset), Is.EqualTo((code, rule, (long)offset)), fault.Message);
    }

    [Test]
    public void The_layout_is_the_one_the_other_tests_rely_on()
    {
        byte[] file = TwoGrains();
        Assert.That(file, Has.Length.EqualTo(126));
        Assert.That((BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(20))), Is.EqualTo((24u, 59u)));
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.Count, Is.EqualTo(2));
    }

    [Test]
    public void Every_truncation_is_refused()
    {
        byte[] file = TwoGrains();
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            try
            {
                using MgFileReader reader = MgFileReader.Open(cut);
                Assert.That(reader.Verify(MgCheck.Checksum).IsSound, Is.False, "what the geometry cannot see, the footer does");
                Assert.That(length, Is.GreaterThan(59 + 32), "both grains begin before the footer");
            }
            catch (OmsException exception)
            {
                Assert.That(exception.Code, Is.EqualTo(length < 16 ? OmsErrorCode.TooShort : length < 48 ? OmsErrorCode.TooShort : OmsErrorCode.Corrupt), $"{length}: {exception.Message}");
            }
        }
    }

    [TestCase((byte)1, "zstd")]
    [TestCase((byte)2, "lz4")]
    public void A_compression_that_was_not_named_is_not_supported(byte codec, string name)
    {
        byte[] file = TwoGrains();
        file[3] = (byte)MgFileFlags.Compressed;
        file[9] = codec;
        OmsException exception = Assert.Throws<OmsException>(() => MgFileReader.Open(Samples.Sign(file)))!;
        Assert.That((exception.Code, exception.Fault.Offset), Is.EqualTo((OmsErrorCode.NotSupported, 9L)));
        Assert.That(exception.Message, Does.Contain(name).And.Contain("OpenMemory.Compression"));
    }

    [TestCase(0x20)]
    [TestCase(0x40)]
    [TestCase(0x80)]
    public void A_reserved_flag_is_refused_and_the_Compatible_mode_notes_it(byte flag) // OMS-11.2-1, R-26
    {
        byte[] file = TwoGrains();
        file[3] = flag;
        OmsFault fault = Assert.Throws<OmsException>(() => MgFileReader.Open(Samples.Sign(file)))!.Fault;
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, 3L)));
        using MgFileReader reader = MgFileReader.Open(file, new() { Mode = ReadingMode.Compatible });
        Assert.That(reader.Deviations.Select(static deviation => deviation.Fault), Is.EqualTo(new[] { fault }));
        Assert.That(reader.Verify(MgCheck.Canonical).Deviations, Has.Count.EqualTo(1));
    }

    [Test]
    public void Reserved_bytes_map_version_and_field_map_flag_are_ignored()
    {
        byte[] file = TwoGrains();
        file[3] = (byte)MgFileFlags.FieldMapIncluded;
        file[8] = 7;
        file.AsSpan(10, 6).Fill(0xaa);
        using MgFileReader reader = MgFileReader.Open(Samples.Sign(file));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(reader.Header, Is.EqualTo(new MgFileHeader(MgFileFlags.FieldMapIncluded, 2, 7, 0)));
    }

    [Test]
    public void A_refused_file_is_closed_again()
    {
        using TemporaryFolder folder = new();
        foreach (int size in (int[])[10, 100, 2 << 20])
        {
            File.WriteAllBytes(folder["bad.mg"], new byte[size]);
            Assert.Throws<OmsException>(() => MgFileReader.Open(folder["bad.mg"]));
            using FileStream exclusive = new(folder["bad.mg"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.That(exclusive.Length, Is.EqualTo(size));
        }
    }

    private static byte[] TwoGrains() => Samples.Raw(MgFileFlags.None, Grain("1"), Grain("2"));

    private static byte[] Grain(string text) => new Reasoning { CreatedAt = 1, Extra = new() { ["x"] = "abcde" + text } }.ToBlob().Span.ToArray();
}
