using System.Buffers;
using System.Text.Json;

namespace OpenMemory.Compression.Tests;

/// <summary>The compressed regions of the vector files: header and index, one frame, perhaps a manifest, and the footer (§11.2, R-3).</summary>
[TestFixture]
public sealed class VectorFrameTests
{
    private const int HeaderBytes = 16, FooterBytes = 32;

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void Every_region_expands_to_its_grains_and_ends_where_the_manifest_begins(string name) // OMS-11.4-2
    {
        IMgCodec codec = SystemCodecs.All.Single(codec => codec.Name == name);
        int files = 0, manifests = 0;
        foreach (JsonElement row in Vectors.Rows("mgfile"))
        {
            JsonElement options = row.GetProperty("options");
            if (options.GetProperty("codec").GetString() != name) continue;
            string label = row.GetProperty("name").GetString()!;
            byte[] file = Vectors.Hex(row, "file_hex");
            int count = row.GetProperty("addresses").GetArrayLength();
            ReadOnlySpan<byte> stored = file.AsSpan(HeaderBytes + (4 * count))[..^FooterBytes];
            (OperationStatus status, byte[] region, int consumed) = Frames.Read(codec, stored, 7, 100);
            Assert.That(status, Is.EqualTo(OperationStatus.Done), label);
            Assert.That(FrameMeasure.TryMeasure(stored, codec, region.Length, out int length), Is.True, label);
            Assert.That(length, Is.EqualTo(consumed), label);

            bool hasManifest = options.TryGetProperty("manifest", out _);
            if (!hasManifest) Assert.That(consumed, Is.EqualTo(stored.Length), label);
            else Assert.That(stored.Length - consumed, Is.GreaterThan(0), label);
            Assert.That(Split(file, region, count).Select(static grain => grain.ToString()), Is.EqualTo(row.GetProperty("addresses").EnumerateArray().Select(static text => text.GetString())), label);
            files++;
            manifests += hasManifest ? 1 : 0;
        }
        Assert.That((files, manifests), Is.GreaterThanOrEqualTo((15, 4)).Using<(int Files, int Manifests)>(static (a, b) => Math.Min(a.Files.CompareTo(b.Files), a.Manifests.CompareTo(b.Manifests))));
    }

    private static IEnumerable<ContentAddress> Split(byte[] file, byte[] region, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int start = Offset(i);
            int end = i + 1 < count ? Offset(i + 1) : region.Length;
            ReadOnlySpan<byte> stored = region.AsSpan(start..end);
            yield return ContentAddress.Compute(stored);
        }

        int Offset(int index) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(HeaderBytes + (4 * index)));
    }
}
