using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks;

/// <summary>One grain: vector 1 of the specification, 159 bytes, beside SHA-256 of the same bytes.</summary>
[MemoryDiagnoser]
public class GrainBenchmarks
{
    private readonly byte[] _blob = Samples.Vector1().ToBlob().Span.ToArray();
    private readonly byte[] _json = Encoding.UTF8.GetBytes(GrainJson.ToJson(Samples.Vector1()));
    private readonly byte[] _buffer = new byte[256];
    private readonly byte[] _hash = new byte[32];
    private readonly Fact _fact = Samples.Vector1();

    /// <summary>The physical limit of addressing.</summary>
    [Benchmark(Baseline = true, Description = "SHA256.HashData")]
    public void Sha256() => SHA256.HashData(_blob, _hash);

    /// <summary>The address of existing bytes.</summary>
    [Benchmark(Description = "address")]
    public ContentAddress Address() => ContentAddress.Compute(_blob);

    /// <summary>The hot road: fields in an order of one's own, bytes into one's own buffer.</summary>
    [Benchmark(Description = "encode + address (GrainWriter)")]
    public int Encode() => Samples.WriteVector1(_buffer);

    /// <summary>The pleasant road: an object and its bytes.</summary>
    [Benchmark(Description = "encode + address (new Fact)")]
    public GrainBlob EncodeObject() => Samples.Vector1().ToBlob();

    /// <summary>Every check of the strict reader.</summary>
    [Benchmark(Description = "parse + validate")]
    public int Parse() => GrainView.Parse(_blob).Count;

    /// <summary>A field in the middle of the payload.</summary>
    [Benchmark(Description = "parse + read 1 field")]
    public int ParseAndRead()
    {
        GrainView view = GrainView.Parse(_blob);
        view.TryGet(Field.Subject, out FieldValue subject);
        return subject.Count;
    }

    /// <summary>Sixteen look-ups of one field in a parsed view.</summary>
    [Benchmark(Description = "parse + read 1 field 17 times")]
    public int ParseAndReadOften()
    {
        GrainView view = GrainView.Parse(_blob);
        int sum = 0;
        for (int i = 0; i < 17; i++)
        {
            view.TryGet(Field.Subject, out FieldValue subject);
            sum += subject.Count;
        }
        return sum;
    }

    /// <summary>Bytes to an object.</summary>
    [Benchmark(Description = "read to an object")]
    public Grain ReadObject() => Grain.Read(_blob);

    /// <summary>JSON to bytes.</summary>
    [Benchmark(Description = "JSON in (encode + address)")]
    public GrainBlob JsonIn() => GrainJson.Encode(_json);

    /// <summary>An object to JSON.</summary>
    [Benchmark(Description = "JSON out")]
    public string JsonOut() => GrainJson.ToJson(_fact);
}
