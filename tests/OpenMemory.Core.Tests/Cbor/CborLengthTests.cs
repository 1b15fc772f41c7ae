using OpenMemory.Fuzzing;
using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>Declared lengths, nesting and ends of CBOR are bounded before anything is made of them (OMS-3.3-1, OMS-4.10-1, OMS-4.10-2).</summary>
[TestFixture]
public sealed class CborLengthTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [Test]
    public void A_great_length_is_refused_at_once_and_for_free(
        [Values(0x40, 0x60, 0x80, 0xa0)] byte major,
        [Values(0xffUL, 0xffffUL, 0x7fff_ffffUL, 0x8000_0000UL, 0xffff_ffffUL, 0x1_0000_0000UL, 0x7fff_ffff_ffff_ffffUL, 0x8000_0000_0000_0000UL, ulong.MaxValue)] ulong number)
    {
        byte[] head = RawCbor.Head(major, number, number <= byte.MaxValue ? 1 : number <= ushort.MaxValue ? 2 : number <= uint.MaxValue ? 4 : 8);
        byte[][] blobs =
        [
            [.. RawCbor.Of(), .. head, .. new byte[4]],              // as the payload
            RawCbor.WithValue(head),                                 // as a value
            RawCbor.WithValue([0x81], head, [1, 2, 3]),              // inside an array
            RawCbor.WithValue([0xa1, 0x61, (byte)'k'], head),        // inside a map
            [.. RawCbor.Of("a1"), .. head],                          // as a key
            [.. RawCbor.Of("a2", "6174"), .. head],                  // as the type
        ];
        int refused = Refused(blobs); // warm
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        refused += Refused(blobs);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(refused, Is.EqualTo(2 * blobs.Length));
        Assert.That(allocated, Is.LessThan(4096));
        Assert.That(watch.ElapsedMilliseconds, Is.LessThan(200));
        foreach (byte[] blob in blobs)
        {
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, new() { Mode = ReadingMode.Compatible }), Is.False);
            Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Corrupt));
            Assert.That(fault.Offset, Is.InRange(9, blob.Length));
        }

        static int Refused(byte[][] blobs)
        {
            int refused = 0;
            foreach (byte[] blob in blobs)
                refused += !GrainView.TryParse(blob, out _, out OmsFault fault) && fault.Code == OmsErrorCode.Corrupt ? 1 : 0;
            return refused;
        }
    }

    [Test]
    public void A_count_just_beyond_the_bytes_that_remain_is_refused()
    {
        // Every item takes a byte at least, an entry of a map two; the entry with the key `ca` still follows.
        const int behind = 4;
        foreach ((byte major, int least) in ((byte, int)[])[(0x80, 1), (0xa0, 2), (0x60, 1), (0x40, 1)])
        {
            int most = behind / least;
            Assert.That(GrainView.TryParse(RawCbor.WithValue([(byte)(major | most)]), out _, out OmsFault inside), Is.False, "the count fits, but takes what follows");
            Assert.That(inside.Offset, Is.Not.EqualTo(RawCbor.ValueOffset), $"{major:x2}");
            Assert.That(GrainView.TryParse(RawCbor.WithValue([(byte)(major | (most + 1))]), out _, out OmsFault beyond), Is.False);
            Assert.That((beyond.Code, beyond.Rule, beyond.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-1", (long)RawCbor.ValueOffset)), $"{major:x2}");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_million_levels_are_refused(bool maps)
    {
        byte[] blob = RawCbor.WithValue(RawCbor.Nested(1_000_000, maps));
        byte[] notMap = [.. RawCbor.Of("90"), .. RawCbor.Nested(1_000_000, maps: false)]; // 80 … 8f begin MessagePack's maps
        Watched.Run(s_limit, () =>
        {
            foreach (CodecLimits limits in (CodecLimits[])[default, CodecLimits.Trusted, new(int.MaxValue, int.MaxValue)])
            {
                foreach (ReadingMode mode in Enum.GetValues<ReadingMode>())
                {
                    Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, new() { Limits = limits, Mode = mode }), Is.False);
                    Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.10-2")));
                }
            }
            Assert.That(GrainView.TryParse(notMap, out _, out OmsFault deep), Is.False);
            Assert.That(deep.Rule, Is.EqualTo("OMS-4.10-2"));
        });
    }

    [TestCase(32)]
    [TestCase(256)]
    public void The_deepest_legal_grain_goes_every_road(int depth)
    {
        CodecLimits limits = new(1 << 20, depth);
        foreach (bool maps in (bool[])[false, true])
        {
            byte[] bytes = RawCbor.WithValue(RawCbor.Nested(depth - 1, maps));
            Watched.Run(s_limit, () =>
            {
                GrainReadOptions options = new() { Limits = limits };
                GrainBlob blob = GrainBlob.Parse(bytes, options);
                GrainBlob other = blob.Transcode(PayloadEncoding.MessagePack);
                Assert.That(other.Span.SequenceEqual(RawBlob.WithValue(RawBlob.Nested(depth - 1, maps))), Is.True);
                Assert.That(other.Transcode(PayloadEncoding.Cbor), Is.EqualTo(blob));
                Assert.That(GrainProbe.Walk(GrainView.Parse(bytes, options).GetEnumerator()), Is.GreaterThan(depth));
                Grain grain = Grain.Read(bytes, options);
                Assert.That(grain.ToBlob(limits), Is.EqualTo(blob));
                Assert.That((Grain.FromFields(grain.ToFields()) with { Encoding = PayloadEncoding.Cbor }).ToBlob(limits), Is.EqualTo(blob));
            });
        }
    }

    [Test]
    public void A_blob_that_ends_anywhere_is_refused_where_it_ends()
    {
        int cut = 0;
        foreach (VectorBlob vector in CborVectors.Blobs.Where(static (blob, index) => index % 9 == 0 && blob.Bytes.Length < 2000))
        {
            for (int length = 0; length < vector.Bytes.Length; length++)
            {
                byte[] blob = vector.Bytes[..length];
                foreach (ReadingMode mode in Enum.GetValues<ReadingMode>())
                {
                    Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, vector.Options with { Mode = mode }), Is.False, $"{vector}, {length} bytes");
                    OmsErrorCode expected = length < GrainHeader.MinBlobBytes ? OmsErrorCode.TooShort : OmsErrorCode.Corrupt;
                    Assert.That((fault.Code, fault.Rule), Is.EqualTo((expected, expected == OmsErrorCode.Corrupt ? "OMS-3.3-1" : "OMS-3.1-1")), $"{vector}, {length} bytes");
                    Assert.That(fault.Offset, Is.InRange(0, length), $"{vector}, {length} bytes");
                }
                cut++;
            }
            Assert.That(GrainView.TryParse([.. vector.Bytes, 0xf6], out _, out OmsFault behind, vector.Options), Is.False);
            Assert.That((behind.Code, behind.Rule, behind.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.9-3", (long)vector.Bytes.Length)), vector.Name);
        }
        Assert.That(cut, Is.GreaterThan(4000));
    }

    [TestCase(32)]
    [TestCase(256)]
    public void A_deep_blob_of_8_MiB_is_transcoded_in_seconds(int depth)
    {
        // One map in the other, each with a short entry that changes places with the long one: whoever walks over the long one
        // to find its end does so at every level.
        byte[] level = [0xa2, 0x61, (byte)'b', 0x01, 0x62, (byte)'a', (byte)'a'];
        byte[] nested = [.. Enumerable.Repeat(level, depth - 2).SelectMany(static part => part), .. RawCbor.Many(8 << 20, [0x01])];
        GrainBlob blob = GrainBlob.Parse(RawCbor.WithValue(nested), new() { Limits = CodecLimits.Compatible });
        Stopwatch watch = Stopwatch.StartNew();
        GrainBlob other = blob.Transcode(PayloadEncoding.MessagePack), back = other.Transcode(PayloadEncoding.Cbor);
        TimeSpan elapsed = watch.Elapsed;
        Assert.That(back, Is.EqualTo(blob));
        Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(4)), "walking over every value at every level takes longer");
    }
}
