using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks;

/// <summary>
/// Addresses of 10,000 blobs asked for at once, on each road that this processor has, beside <c>SHA256.HashData</c> one by one. Times are
/// of one blob.
/// </summary>
[MemoryDiagnoser]
public class BatchBenchmarks
{
    private const int Count = 10_000;

    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly ContentAddress[] _addresses = new ContentAddress[Count];
    private readonly Range[] _blobs = new Range[Count];

    /// <summary>What holds the blobs.</summary>
    internal byte[] Source { get; set; } = [];

    /// <summary>The addresses that the batch gave.</summary>
    internal ContentAddress[] Addresses => _addresses;

    /// <summary>How many blobs are hashed side by side: 16 (AVX-512), 8 (AVX2) or 1.</summary>
    [ParamsSource(nameof(AllLanes))]
    public int Lanes { get; set; }

    /// <summary>The lengths of the blobs.</summary>
    [ParamsAllValues]
    public BatchShape Shape { get; set; }

    /// <summary>The roads that this processor has.</summary>
    public static IEnumerable<int> AllLanes => [.. Enum.GetValues<LanePath>().Where(LanePaths.IsSupported).Select(static path => (int)path).OrderDescending()];

    /// <summary>Chooses the road, makes the blobs, and proves that both sides give the same addresses.</summary>
    [GlobalSetup]
    public void Setup()
    {
        // Each case is a process of its own, and the library asks once, when the first batch comes.
        Environment.SetEnvironmentVariable("OPENMEMORY_LANES", Lanes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Proof.That((int)LanePaths.Current == Lanes, "the road is taken");
        Prepare();
        Batch();
        Prove();
    }

    /// <summary>Makes the blobs.</summary>
    internal void Prepare()
    {
        Random random = new(1);
        int end = 0;
        for (int i = 0; i < Count; i++)
        {
            int length = Shape switch { BatchShape.Bytes159 => 159, BatchShape.Bytes1024 => 1024, _ => random.Next(60, 2001) };
            _blobs[i] = end..(end += length);
        }
        Source = new byte[end];
        random.NextBytes(Source);
    }

    /// <summary>Every address is the one of SHA-256.</summary>
    internal void Prove()
    {
        for (int i = 0; i < Count; i++)
        {
            SHA256.HashData(Source.AsSpan(_blobs[i]), _hash);
            Proof.That(new ContentAddress(_hash) == _addresses[i]);
        }
    }

    /// <summary>What everybody has.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = "SHA256.HashData, one by one")]
    public void OneByOne()
    {
        foreach (Range blob in _blobs) SHA256.HashData(Source.AsSpan(blob), _hash);
    }

    /// <summary>All at once.</summary>
    [Benchmark(OperationsPerInvoke = Count, Description = "ContentAddress.ComputeBatch")]
    public void Batch() => ContentAddress.ComputeBatch(Source, _blobs, _addresses);
}
