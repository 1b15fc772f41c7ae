using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>A declared length is compared with what remains before anything is made of it (OMS-3.3-1).</summary>
[TestFixture]
public sealed class DeclaredLengthTests
{
    // text, byte string, array, map; in 8, 16 and 32 bits
    [TestCase(0xd9, 1)]
    [TestCase(0xda, 2)]
    [TestCase(0xdb, 4)]
    [TestCase(0xc4, 1)]
    [TestCase(0xc5, 2)]
    [TestCase(0xc6, 4)]
    [TestCase(0xdc, 2)]
    [TestCase(0xdd, 4)]
    [TestCase(0xde, 2)]
    [TestCase(0xdf, 4)]
    public void The_greatest_length_is_refused_at_once_and_for_free(byte marker, int size)
    {
        byte[] head = RawBlob.Head(marker, uint.MaxValue >> (32 - (8 * size)), size);
        byte[][] blobs =
        [
            [.. RawBlob.Of(), .. head, .. new byte[4]],             // as the payload
            RawBlob.WithValue(head),                                // as a value
            RawBlob.WithValue([0x91], head, [1, 2, 3]),             // inside an array
            RawBlob.WithValue([0x81, 0xa1, (byte)'k'], head),       // inside a map
            [.. RawBlob.Of("81"), .. head],                         // as a key
            [.. RawBlob.Of("82", RawBlob.CreatedAt, "a174"), .. head], // as the type
        ];
        int refused = Refused(blobs); // warm
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        refused += Refused(blobs);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(refused, Is.EqualTo(2 * blobs.Length));
        Assert.That(allocated, Is.LessThan(4096));
        Assert.That(watch.ElapsedMilliseconds, Is.LessThan(200));

        static int Refused(byte[][] blobs)
        {
            int refused = 0;
            foreach (byte[] blob in blobs) refused += GrainView.TryParse(blob, out _, out _) ? 0 : 1;
            return refused;
        }
    }

    [Test]
    public void A_count_just_beyond_the_bytes_that_remain_is_refused()
    {
        // Every item takes a byte at least, an entry of a map two.
        Assert.That(GrainView.TryParse(RawBlob.WithValue([0x93, 1, 2, 3]), out _, out _), Is.True);
        Assert.That(GrainView.TryParse(RawBlob.WithValue([0x94, 1, 2, 3]), out _, out OmsFault array), Is.False);
        Assert.That((array.Rule, array.Offset), Is.EqualTo(("OMS-3.3-1", (long)RawBlob.ValueOffset)));
        Assert.That(GrainView.TryParse(RawBlob.WithValue([0x81, 0xa1, (byte)'k', 1]), out _, out _), Is.True);
        Assert.That(GrainView.TryParse(RawBlob.WithValue([0x82, 0xa1, (byte)'k', 1]), out _, out OmsFault map), Is.False);
        Assert.That((map.Rule, map.Offset), Is.EqualTo(("OMS-3.3-1", (long)RawBlob.ValueOffset)));
    }

    [TestCase(uint.MaxValue)]
    [TestCase(0x80000000u)]
    [TestCase(0x3fffffffu)]
    [TestCase(3u)]
    public void A_file_that_declares_too_many_grains_is_refused_for_free(uint count) // OMS-11.4-3
    {
        byte[] file = new byte[16 + 4 + 32];
        new MgFileHeader(MgFileFlags.None, count, 1, 0).Write(file);
        Refuse(file);
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        OmsException fault = Refuse(file);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(16 << 10), "an exception, and no table");
        Assert.That(watch.ElapsedMilliseconds, Is.LessThan(500));
        Assert.That((fault.Code, fault.Fault.Rule, fault.Fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-11.4-3", 4L)));

        static OmsException Refuse(byte[] file)
        {
            try
            {
                MgFileReader.Open(file).Dispose();
                throw new AssertionException("the file was opened");
            }
            catch (OmsException exception)
            {
                return exception;
            }
        }
    }
}
