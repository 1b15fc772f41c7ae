using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>Manifests from strangers: a fault or a manifest comes out, in linear time, for memory in proportion (OMS-3.3-1).</summary>
[TestFixture]
public sealed class ManifestHostileTests
{
    private static readonly ManifestReadOptions s_compatible = new() { Mode = ReadingMode.Compatible };

    [Test]
    public void Every_beginning_of_a_manifest_is_refused()
    {
        foreach (byte[] bytes in ManifestSamples.Corpus)
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.That(IndexManifest.TryParse(bytes.AsSpan(0, length), out _, out OmsFault fault), Is.False);
                Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Corrupt));
                Assert.That(IndexManifest.TryParse(bytes.AsSpan(0, length), out _, out _, s_compatible), Is.False);
                Assert.That(IndexManifest.TryMeasure(bytes.AsSpan(0, length), out int none), Is.False);
                Assert.That(none, Is.Zero);
            }
        }
    }

    [Test]
    public void Mutants_are_refused_or_come_back_the_same()
    {
        int accepted = 0, tolerated = 0;
        Fuzz.Run(1, 200_000, [.. ManifestSamples.Corpus, .. ManifestSamples.Loose], [new('a', 64), "vstatus", "\uFEFF", "e\u0301"], bytes =>
        {
            bool sound = IndexManifest.TryParse(bytes, out IndexManifest manifest, out OmsFault fault);
            bool soundCompatible = IndexManifest.TryParse(bytes, out IndexManifest other, out _, s_compatible);
            if (sound == fault.IsFault) throw new InvalidOperationException("a fault and no fault");
            if (sound)
            {
                accepted++;
                byte[] again = manifest.ToBytes(manifest.Encoding);
                if (!IndexManifest.Parse(again).SequenceEqual(manifest)) throw new InvalidOperationException("the bytes say something else");
                if (!soundCompatible || other.DeviationCount != 0 || !other.SequenceEqual(manifest)) throw new InvalidOperationException("the modes disagree");
                if (!IndexManifest.TryMeasure(bytes, out int length) || length != bytes.Length) throw new InvalidOperationException("the walker disagrees");
            }
            else if (fault.Offset < 0 || fault.Offset > bytes.Length) throw new InvalidOperationException("an offset outside the bytes");
            if (soundCompatible && !sound)
            {
                tolerated++;
                if (other.DeviationCount == 0) throw new InvalidOperationException("a deviation is not listed");
                IndexManifest.Parse(other.ToBytes(other.Encoding), new() { Encoding = other.Encoding });
            }
        });
        TestContext.Out.WriteLine($"{accepted} accepted, {tolerated} tolerated");
        Assert.That(accepted, Is.GreaterThan(2000), "the mutants reach beyond the first checks");
        Assert.That(tolerated, Is.GreaterThan(200));
    }

    [TestCase("dfffffffff")]
    [TestCase("de ffff")]
    [TestCase("bbffffffffffffffff")]
    [TestCase("ba ffffffff")]
    [TestCase("8f d940")]
    [TestCase("81 d940 KEY df ffffffff")]
    [TestCase("a1 7840 KEY bb 7fffffffffffffff")]
    public void A_hostile_count_is_refused_at_once_and_for_free(string hex)
    {
        byte[] bytes = [.. Convert.FromHexString(hex.Replace("KEY", string.Concat(Enumerable.Repeat("31", 64)), StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)), .. new byte[64]];
        bool accepted = false;
        long allocated = Allocations.Of(() => accepted |= IndexManifest.TryParse(bytes, out _, out _) || IndexManifest.TryMeasure(bytes, out _));
        Assert.That(accepted, Is.False);
        Assert.That(allocated / Allocations.Times, Is.LessThan(256));
    }

    [TestCase(PayloadEncoding.MessagePack, ReadingMode.Canonical)]
    [TestCase(PayloadEncoding.Cbor, ReadingMode.Canonical)]
    [TestCase(PayloadEncoding.MessagePack, ReadingMode.Compatible)]
    public void A_hundred_thousand_entries_are_read_and_written_in_two_seconds(PayloadEncoding encoding, ReadingMode mode)
    {
        KeyValuePair<ContentAddress, IndexState>[] entries = ManifestSamples.Entries(3, 100_000);
        byte[] bytes = IndexManifest.Create(entries, keepDefaults: true).ToBytes(encoding);
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        IndexManifest manifest = IndexManifest.Parse(bytes, new() { Mode = mode });
        TimeSpan reading = watch.Elapsed;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        byte[] again = manifest.ToBytes(encoding);
        TestContext.Out.WriteLine($"{bytes.Length} bytes, {allocated} allocated, read in {reading}, written in {watch.Elapsed - reading}");
        Assert.That(again.AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(manifest, Has.Count.EqualTo(100_000));
        Assert.That(allocated, Is.LessThan(3L * bytes.Length), "memory in proportion to the bytes");
    }

    [Test]
    public void Time_grows_with_the_bytes()
    {
        // Keys in the worst order, all with one beginning, for the mode that has to look for duplicates.
        byte[] small = Reversed(20_000), large = Reversed(200_000);
        Read(small); // warm
        double ratio = Time(large) / Time(small);
        Assert.That(ratio, Is.LessThan(60), "ten times the bytes");

        static double Time(byte[] bytes) => Enumerable.Range(0, 3).Min(_ =>
        {
            Stopwatch watch = Stopwatch.StartNew();
            Read(bytes);
            return watch.Elapsed.TotalMilliseconds;
        });
        static void Read(byte[] bytes) => Assert.That(IndexManifest.Parse(bytes, s_compatible).Count, Is.GreaterThan(1000));
        static byte[] Reversed(int count)
        {
            byte[] bytes = new byte[5 + (67 * count)];
            bytes[0] = 0xdf;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), count);
            for (int i = 0; i < count; i++)
            {
                Span<byte> entry = bytes.AsSpan(5 + (67 * i), 67);
                entry.Fill((byte)'0');
                (entry[0], entry[1], entry[66]) = (0xd9, 0x40, 0x80);
                (count - i).TryFormat(entry.Slice(58, 8), out _, "d8");
            }
            return bytes;
        }
    }
}
