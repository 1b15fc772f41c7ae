using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks;

/// <summary>An Event with a small or a large text, beside SHA-256 of the same bytes.</summary>
[MemoryDiagnoser]
public class PayloadBenchmarks
{
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private byte[] _text = [], _buffer = [];

    /// <summary>The bytes that are hashed and parsed.</summary>
    internal byte[] Blob { get; set; } = [];

    /// <summary>Size of the text in bytes of UTF-8.</summary>
    [Params(159, 1024, 16 * 1024, 256 * 1024)]
    public int Bytes { get; set; }

    /// <summary>The kind of text.</summary>
    [Params(Script.Ascii, Script.Cyrillic)]
    public Script Text { get; set; }

    /// <summary>Makes the grain and proves that the bytes are the same on every side.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Prepare();
        Prove();
    }

    /// <summary>Makes the grain.</summary>
    internal void Prepare()
    {
        _text = Encoding.UTF8.GetBytes(ScriptSamples.Normal(Text, Bytes));
        _buffer = new byte[Bytes + 64];
        Blob = _buffer[..Encode()];
    }

    /// <summary>What is encoded is what is hashed and parsed, and the parsed text is the given one.</summary>
    internal void Prove()
    {
        int length = Encode(out ContentAddress address);
        Sha256();
        Proof.That(_buffer.AsSpan(0, length).SequenceEqual(Blob));
        Proof.That(new ContentAddress(_hash) == address);
        Proof.That(GrainView.Parse(Blob).TryGet(Field.Content, out FieldValue content) && content.Utf8.SequenceEqual(_text));
    }

    /// <summary>The physical limit of addressing.</summary>
    [Benchmark(Baseline = true, Description = "SHA256.HashData")]
    public void Sha256() => SHA256.HashData(Blob, _hash);

    /// <summary>Text to canonical bytes and their address.</summary>
    /// <returns>The length of the bytes.</returns>
    [Benchmark(Description = "encode + address")]
    public int Encode() => Encode(out _);

    /// <summary>Every check of the strict reader.</summary>
    /// <returns>The number of fields.</returns>
    [Benchmark(Description = "parse + validate")]
    public int Parse() => GrainView.Parse(Blob).Count;

    private int Encode(out ContentAddress address)
    {
        using GrainWriter writer = new(GrainType.Event);
        writer.Write(Field.Content, _text);
        writer.Write(Field.CreatedAt, 1768471200000);
        return writer.Finish(_buffer, out address);
    }
}
