namespace OpenMemory.Compression.Tests;

/// <summary>Compressed files that are cut or changed at every byte: always an error with its place (OMS-11.4-2, OMS-11.5-1).</summary>
[TestFixture]
public sealed class FileDamageTests
{
    private static readonly GrainBlob[] s_grains = [CompressedFiles.Grain(1), CompressedFiles.Grain(2, 300), CompressedFiles.Grain(3)];

    [Test]
    public void Every_truncation_is_refused([Values("zstd", "lz4")] string codec, [Values] ReadingMode mode)
    {
        byte[] file = CompressedFiles.Sound(CompressedFiles.Codec(codec), s_grains);
        Assert.That(Outcome(file, mode), Is.Null);
        for (int length = 0; length < file.Length; length++)
            Assert.That(Outcome(file[..length], mode), Is.Not.Null, $"{length} of {file.Length} bytes");
    }

    [Test]
    public void Every_change_of_a_byte_is_refused([Values("zstd", "lz4")] string codec, [Values] ReadingMode mode, [Values] bool isSealed)
    {
        byte[] file = CompressedFiles.Sound(CompressedFiles.Codec(codec), s_grains);
        for (int i = 0; i < file.Length - (isSealed ? 32 : 0); i++)
        {
            for (int change = 1; change < 256; change += change < 4 ? 1 : 14)
            {
                byte[] changed = [.. file];
                changed[i] ^= (byte)change;
                if (isSealed) Outcome(CompressedFiles.Sign(changed), mode); // it may be sound: only what comes out matters
                else Assert.That(Outcome(changed, mode), Is.Not.Null, $"byte {i}, change 0x{change:x2}");
            }
        }
    }

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void A_frame_that_is_too_short_for_its_offsets_is_refused(string name)
    {
        IMgCodec codec = CompressedFiles.Codec(name);
        byte[] region = [.. s_grains[0].Span, .. s_grains[1].Span];
        byte[] frame = Frames.Compress(codec, region);
        uint second = (uint)s_grains[0].Length;
        foreach (uint last in (uint[])[(uint)region.Length, (uint)region.Length + 1, 0x7fffffff, 0x80000000, uint.MaxValue])
            Assert.That(Outcome(CompressedFiles.Raw(codec.Id, frame, 0, second, last), ReadingMode.Compatible), Is.EqualTo(OmsErrorCode.Corrupt), $"{last}");
        Assert.That(Outcome(CompressedFiles.Raw(codec.Id, frame, 0, second), ReadingMode.Canonical), Is.Null);
        Assert.That(Outcome(CompressedFiles.Raw(codec.Id, [.. frame, 0], 0, second), ReadingMode.Compatible), Is.EqualTo(OmsErrorCode.Corrupt), "a byte behind the frame");
        Assert.That(Outcome(CompressedFiles.Raw(codec.Id, [.. frame, .. frame], 0, second), ReadingMode.Compatible), Is.EqualTo(OmsErrorCode.Corrupt), "a second frame");
    }

    /// <summary>The code of the first fault, or null for a sound file.</summary>
    private static OmsErrorCode? Outcome(byte[] file, ReadingMode mode)
    {
        try
        {
            using MgFileReader reader = MgFileReader.Open(file, CompressedFiles.Reading with { Mode = mode });
            MgVerifyReport report = reader.Verify(MgCheck.Canonical, new() { Mode = mode });
            return report.IsSound ? null : report.Faults[0].Fault.Code;
        }
        catch (OmsException exception)
        {
            Assert.That(exception.Fault.Offset, Is.InRange(0, file.Length), exception.Message);
            return exception.Code;
        }
    }
}
