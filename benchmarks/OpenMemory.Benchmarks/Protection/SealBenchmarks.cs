using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using OpenMemory.Erasure;

namespace OpenMemory.Benchmarks;

/// <summary>One grain sealed and opened with a ready key, beside AES-GCM of the same bytes: vector 1, and an event of 4 KB.</summary>
[MemoryDiagnoser]
public class SealBenchmarks
{
    private const string User = "customer-456";

    private readonly byte[] _nonce = new byte[SealedView.NonceBytes], _tag = new byte[SealedView.TagBytes], _associated = new byte[46], _opened = new byte[8192], _buffer = new byte[8192];
    private readonly MasterKeySet _masters = MasterKeySet.Generate();
    private readonly InMemoryUserSaltStore _salts = new();
    private byte[] _ciphertext = [], _sealed = [];
    private GrainBlob _grain = null!;
    private AesGcm _aes = null!;
    private UserKeyRing _ring = null!;

    /// <summary>Size of the grain.</summary>
    [Params(159, 4096)]
    public int Bytes { get; set; }

    /// <summary>Prepares both sides and checks that they do the same work.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _grain = Bytes == 159 ? Samples.Vector1().ToBlob() : new Event { Content = new('x', 4000), CreatedAt = 1768471200000 }.ToBlob();
        _ciphertext = new byte[_grain.Length];
        _aes = new(RandomNumberGenerator.GetBytes(32), SealedView.TagBytes);
        _ring = new(_masters, _salts);
        _sealed = _ring.Seal(User, _grain).Span.ToArray();
        EncryptBare();
        if (_ring.Open(User, _sealed).Address != _grain.Address) throw new InvalidOperationException("What was sealed does not come back.");
    }

    /// <summary>The physical limit of sealing.</summary>
    [Benchmark(Baseline = true, Description = "AesGcm.Encrypt")]
    public void EncryptBare() => _aes.Encrypt(_nonce, _grain.Span, _ciphertext, _tag, _associated);

    /// <summary>Sealing into one's own buffer.</summary>
    [Benchmark(Description = "seal")]
    public int Seal() => _ring.SealInto(User, _grain.Span, _buffer);

    /// <summary>Sealing to bytes and their address.</summary>
    [Benchmark(Description = "seal + address (GrainBlob)")]
    public GrainBlob SealToBlob() => _ring.Seal(User, _grain);

    /// <summary>The physical limit of opening.</summary>
    [Benchmark(Description = "AesGcm.Decrypt")]
    public void DecryptBare() => _aes.Decrypt(_nonce, _ciphertext, _tag, _opened.AsSpan(0, _grain.Length), _associated);

    /// <summary>Opening into one's own buffer.</summary>
    [Benchmark(Description = "open")]
    public int Open() => _ring.OpenInto(User, _sealed, _opened);

    /// <summary>Opening, validating and addressing what was inside.</summary>
    [Benchmark(Description = "open + validate + address (GrainBlob)")]
    public GrainBlob OpenToBlob() => _ring.Open(User, _sealed);
}
