using System.IO.Compression;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using OpenMemory.Compression;

namespace OpenMemory.Benchmarks;

/// <summary>
/// One thousand records packed to be carried elsewhere, and read back: a .mg file with zstd, and JSON Lines with gzip. Both are made in
/// memory. Reading a .mg file proves its geometry and every grain's form, which JSON Lines have no counterpart for.
/// </summary>
[MemoryDiagnoser]
public class FileFormatBenchmarks
{
    private const int Count = 1000;

    private static readonly MgReaderOptions s_reading = new() { Codecs = SystemCodecs.All };

    private readonly CaseRecord[] _records = CaseRecord.Many(Count);

    /// <summary>The records as a .mg file.</summary>
    internal byte[] Mg { get; set; } = [];

    /// <summary>The records as JSON Lines.</summary>
    internal byte[] Lines { get; set; } = [];

    /// <summary>Packs on both sides, and proves that both give every record back in its order.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Mg = WriteMg();
        Lines = WriteLines();
        Prove();
        Console.WriteLine($"// {Count} records: {Mg.Length} bytes as .mg with zstd, {Lines.Length} as JSON Lines with gzip");
    }

    /// <summary>Both sides give every record back in its order.</summary>
    internal void Prove()
    {
        Proof.That(ReadMg().AsSpan().SequenceEqual(_records));
        Proof.That(ReadLines().AsSpan().SequenceEqual(_records));
    }

    /// <summary>Grains in a file.</summary>
    /// <returns>The file.</returns>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = ".mg with zstd: write")]
    public byte[] WriteMg()
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { Codec = SystemCodecs.Zstd });
        foreach (CaseRecord record in _records) writer.Add(record.ToGrain());
        writer.Complete();
        return stream.ToArray();
    }

    /// <summary>Lines in a file.</summary>
    /// <returns>The file.</returns>
    [Benchmark(OperationsPerInvoke = Count, Description = "JSON Lines with gzip: write")]
    public byte[] WriteLines()
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (CaseRecord record in _records)
            {
                gzip.Write(JsonSerializer.SerializeToUtf8Bytes(record));
                gzip.Write("\n"u8);
            }
        }
        return stream.ToArray();
    }

    /// <summary>Every grain of the file.</summary>
    /// <returns>The records.</returns>
    [Benchmark(OperationsPerInvoke = Count, Description = ".mg with zstd: read")]
    public object ReadMgBack() => ReadMg();

    /// <summary>Every record of the .mg file.</summary>
    internal CaseRecord[] ReadMg()
    {
        using MgFileReader reader = MgFileReader.Open(Mg, s_reading);
        CaseRecord[] records = new CaseRecord[reader.Count];
        for (int i = 0; i < records.Length; i++) records[i] = CaseRecord.FromGrain(reader[i]);
        return records;
    }

    /// <summary>Every line of the file.</summary>
    /// <returns>The records.</returns>
    [Benchmark(OperationsPerInvoke = Count, Description = "JSON Lines with gzip: read")]
    public object ReadLinesBack() => ReadLines();

    /// <summary>Every record of the JSON Lines.</summary>
    internal CaseRecord[] ReadLines()
    {
        using StreamReader reader = new(new GZipStream(new MemoryStream(Lines), CompressionMode.Decompress));
        List<CaseRecord> records = [];
        while (reader.ReadLine() is { } line) records.Add(JsonSerializer.Deserialize<CaseRecord>(line)!);
        return [.. records];
    }
}
