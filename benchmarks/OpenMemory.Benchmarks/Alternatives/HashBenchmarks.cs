using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks;

/// <summary>
/// One thousand records to bytes that have a name, and back: as grains, and as System.Text.Json with SHA-256. The JSON is neither canonical
/// nor validated, and two programs would name the same record differently.
/// </summary>
[MemoryDiagnoser]
public class HashBenchmarks
{
    private const int Count = 1000;

    private readonly CaseRecord[] _records = CaseRecord.Many(Count);
    private readonly byte[][] _hashes = new byte[Count][];

    /// <summary>The records as grains.</summary>
    internal GrainBlob[] Grains { get; } = new GrainBlob[Count];

    /// <summary>The records as JSON.</summary>
    internal byte[][] Json { get; } = new byte[Count][];

    /// <summary>Keeps the records on both sides, and proves that both give the same fields back under a hash of all their bytes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        WriteGrains();
        WriteJson();
        Prove();
    }

    /// <summary>Both sides give back every field, and their names are the hashes of all their bytes.</summary>
    internal void Prove()
    {
        for (int i = 0; i < Count; i++)
        {
            Proof.That(CaseRecord.FromGrain(Grains[i].Span) == _records[i]);
            Proof.That(JsonSerializer.Deserialize<CaseRecord>(Json[i]) == _records[i]);
            Proof.That(Grains[i].Address.ToByteArray().AsSpan().SequenceEqual(SHA256.HashData(Grains[i].Span)));
            Proof.That(_hashes[i].AsSpan().SequenceEqual(SHA256.HashData(Json[i])));
        }
    }

    /// <summary>Canonical bytes and addresses.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = "grains: encode + address")]
    public void WriteGrains()
    {
        for (int i = 0; i < Count; i++) Grains[i] = _records[i].ToGrain();
    }

    /// <summary>JSON and its hashes.</summary>
    [Benchmark(OperationsPerInvoke = Count, Description = "System.Text.Json: serialize + SHA-256")]
    public void WriteJson()
    {
        for (int i = 0; i < Count; i++)
        {
            Json[i] = JsonSerializer.SerializeToUtf8Bytes(_records[i]);
            _hashes[i] = SHA256.HashData(Json[i]);
        }
    }

    /// <summary>Every byte checked, every field read.</summary>
    /// <returns>How many came back.</returns>
    [Benchmark(OperationsPerInvoke = Count, Description = "grains: validate + read")]
    public int ReadGrains()
    {
        int read = 0;
        foreach (GrainBlob grain in Grains) read += CaseRecord.FromGrain(grain.Span).CreatedAt > 0 ? 1 : 0;
        return read;
    }

    /// <summary>Every field read.</summary>
    /// <returns>How many came back.</returns>
    [Benchmark(OperationsPerInvoke = Count, Description = "System.Text.Json: deserialize")]
    public int ReadJson()
    {
        int read = 0;
        foreach (byte[] json in Json) read += JsonSerializer.Deserialize<CaseRecord>(json)!.CreatedAt > 0 ? 1 : 0;
        return read;
    }
}
