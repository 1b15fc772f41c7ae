using System.Buffers.Binary;

namespace OpenMemory.Tests;

/// <summary>Files to be damaged, and what is salvaged from them.</summary>
internal static class Salvaging
{
    /// <summary>Grains of both encodings, a sealed one among them.</summary>
    internal static byte[][] Mixed(int count)
    {
        List<byte[]> grains = [];
        for (int i = 0; i < count; i++)
        {
            GrainBlob grain = Samples.Grain(i);
            grains.Add((i % 3) switch { 0 => grain.Span.ToArray(), 1 => grain.Transcode(PayloadEncoding.Cbor).Span.ToArray(), _ => Sealed(i) });
        }
        return [.. grains];
    }

    /// <summary>A sealed grain in the form of R-9; what is inside is nobody's business.</summary>
    internal static byte[] Sealed(int number) =>
    [
        0x01, 0x02, 0x08, 0, 0, 0, 0, 0, (byte)number,
        0x85, 0xa2, .. "ct"u8, 0xc4, 20, .. new byte[20], 0xa2, .. "iv"u8, 0xc4, 12, .. new byte[12],
        0xa2, .. "kv"u8, 1, 0xa3, .. "tok"u8, 0xc4, 32, .. new byte[32], 0xa1, .. "v"u8, 1,
    ];

    /// <summary>Writes a file of the grains; with a manifest where one is given.</summary>
    internal static byte[] Write(IEnumerable<byte[]> grains, IndexManifest? manifest = null, MgWriterOptions options = default)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, options);
        foreach (byte[] grain in grains) writer.Add(grain);
        writer.Manifest = manifest;
        writer.Complete();
        return stream.ToArray();
    }

    internal static IndexManifest Manifest(IEnumerable<byte[]> grains) => IndexManifest.Create(
        grains.Select(static (grain, i) => KeyValuePair.Create(ContentAddress.Compute(grain), IndexState.Default with { SystemValidTo = 1000 + i })));

    /// <summary>Salvages a file, and reads what was written.</summary>
    internal static Outcome Of(byte[] file, ReadingMode mode = default, bool keepDuplicates = true)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { KeepDuplicates = keepDuplicates });
        MgRepairReport report = MgRepair.Salvage(file, writer, new() { Mode = mode }, new() { Mode = mode });
        writer.Complete();
        byte[] written = stream.ToArray();
        using MgFileReader reader = MgFileReader.Open(written);
        Assert.That(reader.Count, Is.EqualTo(report.Salvaged));
        return new Outcome(report, [.. Enumerable.Range(0, reader.Count).Select(i => reader[i].ToArray())], written, reader.Manifest);
    }

    internal static int StartOf(byte[] file, int index) => (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(16 + (4 * index)));

    internal sealed record Outcome(MgRepairReport Report, byte[][] Grains, byte[] File, IndexManifest? Manifest)
    {
        /// <summary>Asserts that all grains but some are there, in order, byte by byte.</summary>
        internal void Has(byte[][] grains, params int[] without) =>
            Assert.That(Grains, Is.EqualTo(grains.Where((_, i) => !without.Contains(i))), string.Join('\n', Report.Faults) + string.Join('\n', Report.Lost));
    }
}
