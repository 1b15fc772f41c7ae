using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>The search for a manifest behind a grain that cannot be walked (R-2): linear in the bytes, whatever they are.</summary>
[TestFixture]
public sealed class ManifestSearchTests
{
    private const string Address = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    /// <summary>Bytes in which as many maps as possible begin, each of which takes long to end.</summary>
    private static readonly Dictionary<string, byte[]> s_shapes = new()
    {
        ["map heads"] = Convert.FromHexString("de00ff"),
        ["heads of empty maps"] = [0x80],
        ["heads of empty CBOR maps"] = [0xa0],
        ["envelope heads"] = Convert.FromHexString("cede00ff"),
        ["a key each"] = [0x81, 0xd9, 0x40, .. System.Text.Encoding.ASCII.GetBytes(Address)],
        ["a key and nothing each"] = [0x81, 0xd9, 0x40, .. System.Text.Encoding.ASCII.GetBytes(Address), 0xdd, 0x00, 0xff, 0xff, 0xff],
        ["a CBOR key and an array each"] = [0xa1, 0x78, 0x40, .. System.Text.Encoding.ASCII.GetBytes(Address), 0x9a, 0x00, 0xff, 0xff, 0xff],
        ["a key and an array that takes in the rest each"] = [0x81, 0xd9, 0x40, .. System.Text.Encoding.ASCII.GetBytes(Address), 0xdd, 0x00, 0x00, 0xff, 0xff, .. new byte[60]],
    };

    private static IEnumerable<string> Shapes => s_shapes.Keys;

    [TestCaseSource(nameof(Shapes))]
    public void Hostile_bytes_are_searched_in_a_time_that_grows_with_their_number(string shape)
    {
        foreach (int size in (int[])[64 << 10, 1 << 20, (16 << 20) - 100])
        {
            byte[] file = Sealed(s_shapes[shape], size);
            Stopwatch watch = Stopwatch.StartNew();
            OmsException? refused = null;
            try
            {
                MgFileReader.Open(file, new() { MaxManifestBytes = 32 << 20 }).Dispose();
            }
            catch (OmsException exception)
            {
                refused = exception;
            }
            TimeSpan elapsed = watch.Elapsed;
            TestContext.Out.WriteLine($"{shape}, {size} bytes: {elapsed.TotalMilliseconds:f1} ms, {refused?.Fault.ToString() ?? "opened"}");
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(size < 2 << 20 ? 1 : 3)));
            Assert.That(refused is null, Is.EqualTo(shape is "heads of empty maps" or "heads of empty CBOR maps"), "only an empty map at the very end is one that fits");
        }
    }

    [Test]
    public void A_manifest_behind_a_sealed_grain_is_found()
    {
        byte[] manifest = Manifests.Of((Samples.Grain(1).Address, 1)).ToBytes();
        byte[] file = Sealed([0xc1], 5000, manifest);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That((reader.Manifest!.Count, reader[0].Length), Is.EqualTo((1, 9 + 5000)));
    }

    /// <summary>One grain whose payload a stranger sealed in a way of his own, and a manifest behind it.</summary>
    private static byte[] Sealed(byte[] pattern, int size, byte[]? manifest = null)
    {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) payload[i] = pattern[i % pattern.Length];
        byte[] header = [GrainHeader.Version, (byte)GrainFlags.Encrypted, 1, 0, 0, 0, 0, 0, 0];
        return Samples.Raw(MgFileFlags.HasIndexManifest, [.. header, 0xc1, .. payload[1..], .. manifest ?? []]);
    }
}
