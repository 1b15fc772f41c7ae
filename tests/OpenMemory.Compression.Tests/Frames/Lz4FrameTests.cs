using System.Buffers;

namespace OpenMemory.Compression.Tests;

/// <summary>What LZ4 frames may ask for, and what they may not (§11.3, R-4).</summary>
[TestFixture]
public sealed class Lz4FrameTests
{
    private const string EmptyFrame = "04224d186040" + "82" + "00000000";

    [Test]
    public void Frames_of_ours_have_independent_blocks_of_64_KiB_and_no_checksums()
    {
        byte[] frame = Frames.Compress(SystemCodecs.Lz4, TestData.Text(200_000));
        Assert.That(Convert.ToHexStringLower(frame.AsSpan(0, 7)), Is.EqualTo("04224d18604082"));
        Assert.That(frame.AsSpan(^4..).ToArray(), Is.All.Zero, "the end mark, and no checksum behind it");
    }

    [Test]
    public void The_empty_frame_has_eleven_bytes()
    {
        byte[] frame = Convert.FromHexString(EmptyFrame);
        Assert.That(Frames.Compress(SystemCodecs.Lz4, []), Is.EqualTo(frame));
        Assert.That(Frames.Read(SystemCodecs.Lz4, [.. frame, 1]), Is.EqualTo((OperationStatus.Done, Array.Empty<byte>(), frame.Length)).Using<(OperationStatus Status, byte[] Data, int Consumed)>(
            static (a, b) => a.Status == b.Status && a.Data.AsSpan().SequenceEqual(b.Data) && a.Consumed == b.Consumed));
    }

    [TestCase(1)]
    [TestCase(int.MaxValue)]
    public void A_frame_that_names_a_dictionary_is_invalid(int piece)
    {
        byte[] frame = Convert.FromHexString("04224d18" + "6140" + "01000000" + "00" + "00000000");
        for (int checksum = 0; checksum < 256; checksum++) // one of them is right
        {
            frame[10] = (byte)checksum;
            Assert.That(Frames.Read(SystemCodecs.Lz4, frame, piece).Status, Is.EqualTo(OperationStatus.InvalidData));
        }
    }

    [TestCase("04224d18604081" + "00000000", TestName = "A header with a wrong checksum")]
    [TestCase("04224d18a04082" + "00000000", TestName = "A version of the future")]
    [TestCase("04224d18604082" + "ffffff7f" + "00", TestName = "A block larger than the frame allows")]
    [TestCase("04224d18604082" + "04000000" + "10410900" + "00000000", TestName = "A block that refers to what stands before it")]
    public void Frames_that_break_a_rule_are_invalid(string hex)
    {
        Assert.That(Frames.Read(SystemCodecs.Lz4, Convert.FromHexString(hex)).Status, Is.EqualTo(OperationStatus.InvalidData));
        Assert.That(Frames.Read(SystemCodecs.Lz4, Convert.FromHexString(hex), 1, 1).Status, Is.EqualTo(OperationStatus.InvalidData));
    }
}
