using System.Text;

namespace OpenMemory.Tests;

/// <summary>The walker finds where a manifest ends without reading it, for the search of R-2.</summary>
[TestFixture]
public sealed class ManifestWalkerTests
{
    [Test]
    public void A_manifest_is_measured_whatever_follows_it()
    {
        foreach (byte[] bytes in ManifestSamples.Corpus)
        {
            byte[] longer = [.. bytes, 0xd9, 0x40, .. new byte[40]];
            Assert.That(IndexManifest.TryMeasure(longer, out int length), Is.True);
            Assert.That(length, Is.EqualTo(bytes.Length));
        }
    }

    [Test]
    public void Every_kind_of_value_is_walked_over()
    {
        foreach (VectorBlob blob in Vectors.Blobs.Concat(CborVectors.Blobs).Where(static blob => blob.Bytes.Length < 100_000 && (blob.Bytes[1] & 0x02) == 0))
        {
            bool isCbor = (blob.Bytes[1] & 0x20) != 0;
            byte[] head = isCbor ? [0xa1, 0x78, 64] : [0x81, 0xd9, 64];
            byte[] map = [.. head, .. Encoding.ASCII.GetBytes(new string('0', 64)), .. blob.Bytes[GrainHeader.Size..]];
            Assert.That(IndexManifest.TryMeasure([.. map, 1, 2, 3], out int length), Is.True, blob.Name);
            Assert.That(length, Is.EqualTo(map.Length), blob.Name);
        }
    }

    [Test]
    public void Other_keys_and_other_values_are_no_manifest()
    {
        foreach (VectorBlob blob in Vectors.Blobs.Where(static blob => (blob.Bytes[1] & 0x02) == 0))
            Assert.That(IndexManifest.TryMeasure(blob.Bytes.AsSpan(GrainHeader.Size..), out _), Is.False, blob.Name);
        byte[] zeros = Encoding.ASCII.GetBytes(new string('0', 64)), letters = Encoding.ASCII.GetBytes(new string('A', 64));
        byte[][] cases =
        [
            [], [0xc0], [0x90], [0x81, 0xd9, 64, .. letters, 0x80], [0x81, 0xc4, 64, .. zeros, 0x80], [0xa1, 0x58, 64, .. zeros, 0xa0],
            [0x81, 0xd9, 63, .. zeros[1..], 0x80], [0x81, 0xd9, 64, .. zeros, 0xc1], [0x81, 0xd9, 64, .. zeros, 0xd4, 1, 1],
            [0xa1, 0x78, 64, .. zeros, 0xbf, 0xff], [0xa1, 0x78, 64, .. zeros, 0xc1, 0], [0xa1, 0x78, 64, .. zeros, 0xf8, 32], [0xa1, 0x78, 64, .. zeros, 0x1c],
        ];
        foreach (byte[] bytes in cases) Assert.That(IndexManifest.TryMeasure(bytes, out _), Is.False, Convert.ToHexStringLower(bytes));
    }

    [Test]
    public void Measuring_allocates_nothing_and_stops_when_its_steps_are_used_up()
    {
        byte[] bytes = IndexManifest.Create(ManifestSamples.Entries(1, 50)).ToBytes();
        int sum = 0;
        Assert.That(Allocations.Of(() => sum += IndexManifest.TryMeasure(bytes, out int length) ? length : 0), Is.Zero);
        Assert.That(sum, Is.GreaterThan(0));
        long enough = long.MaxValue;
        Assert.That(IndexManifest.TryMeasure(bytes, ref enough, out _), Is.True);
        long used = long.MaxValue - enough, exactly = used, tooFew = used - 1;
        Assert.That(used, Is.InRange(50, bytes.Length));
        Assert.That(IndexManifest.TryMeasure(bytes, ref exactly, out _), Is.True);
        Assert.That(IndexManifest.TryMeasure(bytes, ref tooFew, out _), Is.False);
        Assert.That(exactly, Is.Zero);
    }

    [Test]
    public void Deep_nesting_is_walked_without_recursion()
    {
        byte[] bytes = [0x81, 0xd9, 64, .. Encoding.ASCII.GetBytes(new string('0', 64)), .. Enumerable.Repeat((byte)0x91, 1_000_000), 0xc0];
        Watched.Run(TimeSpan.FromSeconds(10), () =>
        {
            if (!IndexManifest.TryMeasure(bytes, out int length) || length != bytes.Length) throw new InvalidOperationException("not measured");
            if (IndexManifest.TryParse(bytes, out _, out OmsFault fault) || fault.Rule != "OMS-4.10-2") throw new InvalidOperationException(fault.ToString());
        });
    }
}
