using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The files of the vectors that this version reads: the writer makes exactly these bytes (OMS-11.2-1).</summary>
[TestFixture]
public sealed class MgVectorTests
{
    [Test]
    public void Uncompressed_files_are_written_and_read_byte_for_byte()
    {
        List<string> compared = [];
        foreach (JsonElement row in Vectors.Rows("mgfile"))
        {
            JsonElement options = row.GetProperty("options");
            if (options.GetProperty("codec").GetString() != "none" || options.TryGetProperty("manifest", out _)) continue;
            byte[][] grains = [.. row.GetProperty("grains").EnumerateArray().Select(static hex => Convert.FromHexString(hex.GetString()!))];
            if (grains.Any(static grain => !GrainView.TryParse(grain, out _, out _))) continue; // envelopes
            string name = row.GetProperty("name").GetString()!;
            byte[] expected = Vectors.Hex(row, "file_hex");
            MgWriterOptions writing = new() { Sorted = options.GetProperty("sorted").GetBoolean(), KeepDuplicates = !options.GetProperty("deduplicated").GetBoolean() };
            Assert.That(Convert.ToHexStringLower(Samples.Write(writing, grains.Select(static grain => GrainBlob.Parse(grain)))), Is.EqualTo(Convert.ToHexStringLower(expected)), name);

            using MgFileReader file = MgFileReader.Open(expected);
            Assert.That(file.Verify(MgCheck.Canonical).IsSound, Is.True, name);
            string[] addresses = [.. row.GetProperty("addresses").EnumerateArray().Select(static text => text.GetString()!)];
            Assert.That(Enumerable.Range(0, file.Count).Select(i => file.GetAddress(i).ToString()), Is.EqualTo(addresses), name);
            compared.Add(name);
        }
        Assert.That(compared, Has.Count.GreaterThan(12));
        Assert.That(compared, Is.SupersetOf(new[] { "cbor-grains-none", "mixed-encodings-none" }));
    }
}
