using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks;

/// <summary>Vector 1 of the specification as CBOR, beside SHA-256 of the same bytes and the same work in MessagePack.</summary>
[MemoryDiagnoser]
public class CborBenchmarks
{
    private readonly GrainBlob _messagePack = Samples.Vector1().ToBlob();
    private readonly GrainBlob _cbor = Samples.Vector1().ToBlob().Transcode(PayloadEncoding.Cbor);
    private readonly byte[] _buffer = new byte[256];
    private readonly byte[] _hash = new byte[32];

    /// <summary>The physical limit of addressing.</summary>
    [Benchmark(Baseline = true, Description = "SHA256.HashData")]
    public void Sha256() => SHA256.HashData(_cbor.Span, _hash);

    /// <summary>The hot road, in MessagePack.</summary>
    [Benchmark(Description = "encode + address, MessagePack")]
    public int EncodeMessagePack() => Samples.WriteVector1(_buffer, PayloadEncoding.MessagePack);

    /// <summary>The hot road, by way of MessagePack.</summary>
    [Benchmark(Description = "encode + address, CBOR")]
    public int EncodeCbor() => Samples.WriteVector1(_buffer, PayloadEncoding.Cbor);

    /// <summary>Every check of the strict reader, in MessagePack.</summary>
    [Benchmark(Description = "parse + validate, MessagePack")]
    public int ParseMessagePack() => GrainView.Parse(_messagePack.Span).Count;

    /// <summary>Every check of the strict reader.</summary>
    [Benchmark(Description = "parse + validate, CBOR")]
    public int ParseCbor() => GrainView.Parse(_cbor.Span).Count;

    /// <summary>A field in the middle of the payload.</summary>
    [Benchmark(Description = "parse + read 1 field, CBOR")]
    public int ParseAndRead()
    {
        GrainView view = GrainView.Parse(_cbor.Span);
        view.TryGet(Field.Subject, out FieldValue subject);
        return subject.Count;
    }

    /// <summary>A new blob with a new address.</summary>
    [Benchmark(Description = "transcode to CBOR")]
    public GrainBlob ToCbor() => _messagePack.Transcode(PayloadEncoding.Cbor);

    /// <summary>A new blob with a new address.</summary>
    [Benchmark(Description = "transcode to MessagePack")]
    public GrainBlob ToMessagePack() => _cbor.Transcode(PayloadEncoding.MessagePack);
}
