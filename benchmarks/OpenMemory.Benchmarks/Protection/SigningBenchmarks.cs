using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using OpenMemory.Signing;
using Ed25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace OpenMemory.Benchmarks;

/// <summary>
/// A grain put into its envelope and verified, key resolved from the envelope's did:key, beside the primitives over the same bytes. The
/// budget is 1.1 times their time.
/// </summary>
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(32), _public = new byte[32], _signature = new byte[64];
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly SignatureVerifier _verifier = new();
    private readonly SignOptions _options = new() { IssuedAt = DateTimeOffset.FromUnixTimeSeconds(1768471200) };
    private byte[] _message = [], _bareSignature = [];
    private SigningKey _key = null!;
    private GrainBlob _grain = null!, _signed = null!;

    /// <summary>The algorithm.</summary>
    [Params(SignatureAlgorithm.EdDsa, SignatureAlgorithm.Es256)]
    public SignatureAlgorithm Algorithm { get; set; }

    /// <summary>Size of the grain.</summary>
    [Params(159, 4096)]
    public int Bytes { get; set; }

    /// <summary>Prepares both sides and checks that they do the same work.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _grain = (Bytes == 159
            ? Samples.Vector1() with { IsSigned = true }
            : (Grain)new Event { Content = new('x', 4000), CreatedAt = 1768471200000, IsSigned = true }).ToBlob();
        ECParameters parameters = _ecdsa.ExportParameters(true);
        _key = Algorithm == SignatureAlgorithm.Es256 ? SigningKey.FromP256Scalar(parameters.D) : SigningKey.FromEd25519Seed(_seed);
        _signed = GrainSigning.Sign(_grain, _key, _options);
        EnvelopeView envelope = EnvelopeView.Parse(_signed.Envelope.Span);
        _message = [0x84, 0x6a, .. "Signature1"u8, 0x58, (byte)envelope.ProtectedHeader.Length, .. envelope.ProtectedHeader, 0x40, 0x59, 0, 0, .. envelope.Payload];
        if (_grain.Length < 256) _message = [.. _message[..^(_grain.Length + 3)], 0x58, (byte)_grain.Length, .. envelope.Payload];
        else (_message[^(_grain.Length + 2)], _message[^(_grain.Length + 1)]) = ((byte)(_grain.Length >> 8), (byte)_grain.Length);
        Ed25519.GeneratePublicKey(_seed, 0, _public, 0);
        _bareSignature = envelope.Signature.ToArray();
        if (!VerifyBare() || !Verify().IsVerified) throw new InvalidOperationException("The two sides do not do the same work.");
    }

    /// <summary>The primitive that signs.</summary>
    /// <returns>The signature.</returns>
    [Benchmark(Baseline = true, Description = "bare sign")]
    public byte[] SignBare()
    {
        if (Algorithm == SignatureAlgorithm.Es256) return _ecdsa.SignData(_message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        Ed25519.Sign(_seed, 0, _public, 0, _message, 0, _message.Length, _signature, 0);
        return _signature;
    }

    /// <summary>The envelope.</summary>
    /// <returns>The grain with its envelope.</returns>
    [Benchmark(Description = "sign")]
    public GrainBlob Sign() => GrainSigning.Sign(_grain, _key, _options);

    /// <summary>The primitive that verifies.</summary>
    /// <returns>Whether the signature is good.</returns>
    [Benchmark(Description = "bare verify")]
    public bool VerifyBare() => Algorithm == SignatureAlgorithm.Es256
        ? _ecdsa.VerifyData(_message, _bareSignature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
        : Ed25519.Verify(_bareSignature, 0, _public, 0, _message, 0, _message.Length);

    /// <summary>Envelope, key, signature, grain and address.</summary>
    /// <returns>The check.</returns>
    [Benchmark(Description = "verify")]
    public SignatureCheck Verify()
    {
        ValueTask<SignatureCheck> check = _verifier.VerifyAsync(_signed.Envelope);
        return check.IsCompletedSuccessfully ? check.Result : check.AsTask().GetAwaiter().GetResult();
    }
}
