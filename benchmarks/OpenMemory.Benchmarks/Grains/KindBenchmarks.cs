using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks;

/// <summary>One grain of each kind: to bytes and address, parsed, read to an object, and as JSON.</summary>
[MemoryDiagnoser]
public class KindBenchmarks
{
    private Grain _grain = null!, _other = null!;
    private string _json = "";

    /// <summary>The bytes that are read.</summary>
    internal byte[] Blob { get; set; } = [];

    /// <summary>The kind.</summary>
    [ParamsSource(nameof(Kinds))]
    public GrainType Kind { get; set; }

    /// <summary>All thirteen.</summary>
    public static IEnumerable<GrainType> Kinds => Enum.GetValues<GrainType>().Where(static kind => kind is >= GrainType.Fact and <= GrainType.Trigger);

    /// <summary>Makes the grain and proves that every road leads to the same address.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Prepare();
        Prove();
    }

    /// <summary>Makes the grain.</summary>
    internal void Prepare()
    {
        _grain = KindSamples.Of(Kind);
        _other = KindSamples.Of(Kind);
        Blob = _grain.ToBlob().Span.ToArray();
        _json = JsonOut();
    }

    /// <summary>Every road leads to the same address.</summary>
    internal void Prove()
    {
        ContentAddress address = Encode().Address;
        Proof.That(ContentAddress.Compute(Blob) == address);
        Proof.That(GrainView.Parse(Blob).Header.Type == Kind);
        Proof.That(Read().ToBlob().Address == address);
        Proof.That(GrainJson.Parse(_json).ToBlob().Address == address);
    }

    /// <summary>An object to bytes and address.</summary>
    /// <returns>The blob.</returns>
    [Benchmark(Description = "encode + address")]
    public GrainBlob Encode() => _other.ToBlob();

    /// <summary>Every check of the strict reader.</summary>
    /// <returns>The number of fields.</returns>
    [Benchmark(Description = "parse + validate")]
    public int Parse() => GrainView.Parse(Blob).Count;

    /// <summary>Bytes to an object.</summary>
    /// <returns>The object.</returns>
    [Benchmark(Description = "read to an object")]
    public Grain Read() => Grain.Read(Blob);

    /// <summary>An object to JSON.</summary>
    /// <returns>The text.</returns>
    [Benchmark(Description = "JSON out")]
    public string JsonOut() => GrainJson.ToJson(_grain);
}
