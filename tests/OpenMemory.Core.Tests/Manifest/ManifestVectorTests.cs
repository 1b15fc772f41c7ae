using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The manifests of the vectors, byte for byte in both directions, and those to refuse (§11.7, R-52).</summary>
[TestFixture]
public sealed class ManifestVectorTests
{
    [Test]
    public void Manifests_are_written_byte_for_byte() // OMS-11.7-1, OMS-11.7-2
    {
        foreach (ManifestVectors.Row row in ManifestVectors.Rows)
        {
            byte[] written = IndexManifest.Create(row.Entries, keepDefaults: true).ToBytes(row.Encoding);
            Assert.That(Convert.ToHexStringLower(written), Is.EqualTo(Convert.ToHexStringLower(row.Bytes)), row.Name);
        }
        Assert.That(ManifestVectors.Rows.Select(static row => row.Name), Is.EquivalentTo(new[]
        {
            "manifest-none", "manifest-last-grain-ends-itself-none", "manifest-empty-none", "empty-with-manifest-none",
            "cbor-grains-manifest-none", "all-flags-none", "sixteen-manifest-entries",
        }));
    }

    [Test]
    public void Manifests_are_read_and_written_again_byte_for_byte() // OMS-11.7-3
    {
        foreach (ManifestVectors.Row row in ManifestVectors.Rows)
        {
            IndexManifest manifest = IndexManifest.Parse(row.Bytes, new() { Encoding = row.Encoding });
            Assert.That(manifest.ToBytes(row.Encoding), Is.EqualTo(row.Bytes), row.Name);
            Assert.That(manifest, Is.EqualTo(row.Entries.OrderBy(static entry => entry.Key)), row.Name);
            Assert.That(manifest.Encoding, Is.EqualTo(row.Encoding), row.Name);
            foreach ((ContentAddress address, IndexState state) in row.Entries) Assert.That(manifest[address], Is.EqualTo(state), row.Name);
        }
    }

    [Test]
    public void Manifests_of_compressed_files_are_those_of_their_plain_twins()
    {
        int found = 0;
        foreach (JsonElement row in Vectors.Rows("mgfile"))
        {
            JsonElement options = row.GetProperty("options");
            if (options.GetProperty("codec").GetString() == "none" || !options.TryGetProperty("manifest", out JsonElement expected)) continue;
            PayloadEncoding encoding = row.GetProperty("name").GetString()!.StartsWith("cbor", StringComparison.Ordinal) ? PayloadEncoding.Cbor : default;
            byte[] manifest = IndexManifest.Create(expected.EnumerateObject()
                .Select(static entry => KeyValuePair.Create(ContentAddress.Parse(entry.Name), ManifestVectors.State(entry.Value)))).ToBytes(encoding);
            Assert.That(Vectors.Hex(row, "file_hex").AsSpan(..^32).EndsWith(manifest), Is.True, row.GetProperty("name").GetString());
            found++;
        }
        Assert.That(found, Is.EqualTo(14));
    }

    [Test]
    public void Manifests_to_refuse_are_refused_with_the_expected_code()
    {
        string[] elsewhere = // what only the whole file can show
        [
            "file-manifest-unknown-address", "file-manifest-without-flag", "file-manifest-outside-the-footer",
        ];
        int refused = 0;
        foreach (JsonElement row in Vectors.Rows("invalid"))
        {
            string name = row.GetProperty("name").GetString()!;
            if (!name.StartsWith("file-manifest-", StringComparison.Ordinal) || name.EndsWith("-zstd", StringComparison.Ordinal) || name.EndsWith("-lz4", StringComparison.Ordinal)) continue;
            if (name == "file-manifest-changed") continue; // refused as well, but a file's checksum comes first
            byte[] file = Vectors.Hex(row, "hex");
            bool isAboutFile = elsewhere.Contains(name);
            PayloadEncoding encoding = (file[16 + (4 * file[7]) + 1] & 0x20) != 0 ? PayloadEncoding.Cbor : default;
            bool sound = IndexManifest.TryParse(Manifest(file), out IndexManifest manifest, out OmsFault fault, new() { Encoding = encoding });
            Assert.That(sound, Is.EqualTo(isAboutFile), $"{name}: {fault}");
            if (isAboutFile) continue;
            Assert.That(fault.Code.ToText(), Is.EqualTo(row.GetProperty("error").GetString()), name);
            Assert.That(manifest, Is.SameAs(IndexManifest.Empty), name);
            refused++;
        }
        Assert.That(refused, Is.EqualTo(23));
    }

    /// <summary>The bytes behind the last grain, whose map is walked as the reader of files walks it.</summary>
    private static ReadOnlySpan<byte> Manifest(byte[] file)
    {
        int last = (file[16 + (4 * (file[7] - 1)) + 2] << 8) | file[16 + (4 * (file[7] - 1)) + 3];
        bool isCbor = (file[last + 1] & 0x20) != 0;
        int position = last + GrainHeader.Size;
        TrustedReader.SkipByReading(file, isCbor ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack, ref position);
        return file.AsSpan(position..^32);
    }
}
