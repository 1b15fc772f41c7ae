using System.Buffers;
using OpenMemory.Compression;

namespace OpenMemory.Erasure.Tests;

/// <summary>Grains that are compressed before they are sealed: authenticated first, and expanded only up to the limit.</summary>
[TestFixture]
public sealed class CompressedSealingTests
{
    private static readonly SealOptions s_compress = new() { Compress = true };

    [Test]
    public void What_becomes_smaller_is_compressed_and_opens_as_it_was_by_every_road()
    {
        using TestRing test = Zstd();
        byte[] blob = Text(20_000);
        GrainBlob plain = test.Ring.Seal("alice", blob), sealedGrain = test.Ring.Seal("alice", blob, s_compress);
        Assert.That(sealedGrain.Length, Is.LessThan(plain.Length / 4));
        Assert.That(sealedGrain.Header.Flags, Is.EqualTo(GrainFlags.Encrypted | GrainFlags.Compressed));
        Assert.That(GrainView.Parse(sealedGrain.Span).IsSealed, Is.True);
        Assert.That(test.Ring.Open("alice", sealedGrain.Span).Span.SequenceEqual(blob), Is.True);
        byte[] destination = new byte[blob.Length];
        Assert.That(test.Ring.OpenInto("alice", sealedGrain.Span, destination.AsSpan()), Is.EqualTo(blob.Length));
        Assert.That(destination.AsSpan().SequenceEqual(blob), Is.True);
        Assert.Throws<ArgumentException>(() => test.Ring.OpenInto("alice", sealedGrain.Span, new byte[blob.Length - 1].AsSpan()));
        int length = test.Ring.SealInto("alice", blob, destination, s_compress);
        Assert.That(test.Ring.Open("alice", destination.AsSpan(0, length)).Span.SequenceEqual(blob), Is.True);

        test.Masters.AddRandom(2);
        GrainBlob resealed = test.Ring.Reseal("alice", sealedGrain.Span);
        Assert.That(resealed.Header, Is.EqualTo(sealedGrain.Header));
        Assert.That(test.Ring.Open("alice", resealed.Span).Span.SequenceEqual(blob), Is.True);
    }

    [Test]
    public void What_does_not_become_smaller_is_sealed_as_it_is()
    {
        using TestRing test = Zstd();
        byte[] blob = Vectors.Vector1[..10].Concat(new byte[500]).ToArray();
        Random.Shared.NextBytes(blob.AsSpan(10));
        Assert.That(test.Ring.Seal("alice", blob, s_compress).Header.Flags, Is.EqualTo(GrainFlags.Encrypted));
        foreach (VectorBlob any in Vectors.Blobs)
        {
            if (any.Options.InsideEnvelope) continue; // sealed in its envelope only (OMS-9.2-1)
            GrainBlob sealedGrain = test.Ring.Seal("alice", any.Bytes, s_compress);
            Assert.That(sealedGrain.Length, Is.LessThanOrEqualTo(test.Ring.Seal("alice", any.Bytes).Length), any.Name);
            byte[] opened = new byte[any.Bytes.Length];
            Assert.That(test.Ring.OpenInto("alice", sealedGrain.Span, opened.AsSpan()), Is.EqualTo(any.Bytes.Length), any.Name);
            Assert.That(opened.AsSpan().SequenceEqual(any.Bytes), Is.True, any.Name);
        }
    }

    [Test]
    public void Without_zstd_it_is_not_supported_but_only_the_holder_of_the_key_is_told()
    {
        using TestRing test = Zstd();
        using UserKeyRing without = test.Second(), other = test.Second(new() { Codec = SystemCodecs.Lz4 });
        byte[] sealedGrain = test.Ring.Seal("alice", Text(2000), s_compress).Span.ToArray();
        foreach (UserKeyRing ring in (UserKeyRing[])[without, other])
        {
            Assert.That(FaultOf(() => ring.Seal("alice", Text(2000), s_compress)).Code, Is.EqualTo(OmsErrorCode.NotSupported));
            Assert.That(FaultOf(() => ring.Open("alice", sealedGrain)).Code, Is.EqualTo(OmsErrorCode.NotSupported));
            Assert.That(FaultOf(() => ring.OpenInto("alice", sealedGrain, new byte[9000].AsSpan())).Code, Is.EqualTo(OmsErrorCode.NotSupported));
            Assert.That(FaultOf(() => ring.Open("bob", sealedGrain)).Code, Is.EqualTo(OmsErrorCode.Integrity));
            byte[] changed = [.. sealedGrain];
            changed[^50] ^= 1;
            Assert.That(FaultOf(() => ring.Open("alice", changed)).Code, Is.EqualTo(OmsErrorCode.Integrity));
        }
    }

    [Test]
    public void A_bomb_that_a_key_holder_sealed_costs_no_more_than_the_limit()
    {
        using TestRing test = Zstd();
        byte[] bomb = Forge(test.Ring, "alice", Compress(new byte[512 << 20]));
        Assert.That(bomb, Has.Length.LessThan(100_000));
        foreach (int most in (int[])[64 << 10, 1 << 20, 16 << 20])
        {
            GrainReadOptions options = new() { Limits = new(most, 32) };
            long before = GC.GetAllocatedBytesForCurrentThread();
            OmsFault fault = FaultOf(() => test.Ring.Open("alice", bomb, options));
            Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-2")));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan((2L * most) + (1 << 20)));
        }
        Assert.That(FaultOf(() => test.Ring.OpenInto("alice", bomb, new byte[1000].AsSpan())).Rule, Is.EqualTo("OMS-3.3-2"));
        bomb[100] ^= 1;
        long wrong = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(FaultOf(() => test.Ring.Open("alice", bomb)).Code, Is.EqualTo(OmsErrorCode.Integrity));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - wrong, Is.LessThan(200_000), "what is not authentic is not expanded");
    }

    [Test]
    public void What_was_sealed_must_be_one_frame()
    {
        using TestRing test = Zstd();
        byte[] frame = Compress(Text(1000));
        byte[][] bad = [[], [1, 2, 3], Text(1000), frame[..^1], [.. frame, 0], [.. frame, .. frame], Compress([])];
        foreach (byte[] content in bad)
        {
            byte[] sealedGrain = Forge(test.Ring, "alice", content);
            Assert.That(FaultOf(() => test.Ring.Open("alice", sealedGrain)).Code, Is.EqualTo(OmsErrorCode.Corrupt).Or.EqualTo(OmsErrorCode.TooShort));
            Assert.That(test.Ring.TryOpen("alice", sealedGrain, out _, out OmsFault fault) || fault.Code == OmsErrorCode.Integrity, Is.False);
        }
        Assert.That(test.Ring.Open("alice", Forge(test.Ring, "alice", frame)).Span.SequenceEqual(Text(1000)), Is.True);
    }

    [Test]
    public void What_readers_would_refuse_is_not_sealed_however_small_it_becomes()
    {
        using TestRing test = Zstd();
        byte[] blob = new byte[CodecLimits.Untrusted.MaxBlobBytes + 1];
        Vectors.Vector1.AsSpan(0, 10).CopyTo(blob);
        OmsFault fault = FaultOf(() => test.Ring.Seal("alice", blob, s_compress));
        Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-2")));
        Assert.That(test.Ring.Seal("alice", blob.AsSpan(0, blob.Length - 1), s_compress).Length, Is.LessThan(10_000), "to the last byte");

        SealOptions trusted = s_compress with { Limits = CodecLimits.Trusted };
        byte[] sealedGrain = test.Ring.Seal("alice", blob, trusted).Span.ToArray(), destination = new byte[blob.Length];
        Assert.That(test.Ring.OpenInto("alice", sealedGrain, destination.AsSpan()), Is.EqualTo(blob.Length), "a buffer bounds itself");
        Assert.That(destination.AsSpan().SequenceEqual(blob), Is.True);
    }

    [Test]
    public void A_codec_that_stands_still_or_fails_ends_in_an_answer()
    {
        using TestRing test = new(new() { Codec = new OddCodec(0) }), failing = new(new() { Codec = new OddCodec(-1) }), miscounting = new(new() { Codec = new OddCodec(1000) });
        Assert.That(test.Ring.Seal("alice", Text(1000), s_compress).Header.Flags, Is.EqualTo(GrainFlags.Encrypted), "not smaller");
        Assert.Throws<IOException>(() => failing.Ring.Seal("alice", Text(1000), s_compress));
        Assert.That(miscounting.Ring.Seal("alice", Text(1000), s_compress).Header.Flags, Is.EqualTo(GrainFlags.Encrypted));
    }

    [Test]
    public void A_grain_with_a_compressed_payload_keeps_it()
    {
        using TestRing test = Zstd();
        byte[] plain = Text(1000), blob = [plain[0], (byte)(plain[1] | 4), .. plain[2..9], .. Compress(plain[9..])];
        GrainBlob sealedGrain = test.Ring.Seal("alice", blob);
        Assert.That(sealedGrain.Header.Flags, Is.EqualTo(GrainFlags.Encrypted), "bit 2 describes the payload (R-9)");
        byte[] opened = new byte[blob.Length];
        Assert.That(test.Ring.OpenInto("alice", sealedGrain.Span, opened.AsSpan()), Is.EqualTo(blob.Length));
        Assert.That(opened.AsSpan().SequenceEqual(blob), Is.True);
        GrainBlob grain = test.Ring.Open("alice", sealedGrain.Span);
        Assert.That(grain.Span.SequenceEqual(blob) && !grain.IsCanonical, Is.True);
        using UserKeyRing without = test.Second();
        Assert.That(FaultOf(() => without.Open("alice", sealedGrain.Span)).Code, Is.EqualTo(OmsErrorCode.NotSupported));
    }

    /// <summary>An encoder that writes nothing, claims too much, or throws.</summary>
    private sealed class OddCodec(int step) : IMgCodec, IMgEncoder
    {
        public byte Id => 1;

        public string Name => "odd";

        public ReadOnlySpan<byte> FrameMagic => SystemCodecs.Zstd.FrameMagic;

        public IMgEncoder CreateEncoder() => this;

        public IMgDecoder CreateDecoder() => SystemCodecs.Zstd.CreateDecoder();

        public OperationStatus Compress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock)
        {
            if (step < 0) throw new IOException("odd");
            (bytesConsumed, bytesWritten) = (0, step == 0 ? 0 : destination.Length + step);
            return OperationStatus.DestinationTooSmall;
        }

        public void Dispose()
        {
        }
    }

    private static TestRing Zstd() => new(new() { Codec = SystemCodecs.Zstd });

    private static byte[] Text(int length) =>
        new Event { Content = string.Concat(Enumerable.Range(0, length / 10).Select(static i => $"line {i % 7}, ")), CreatedAt = 1, Namespace = "support" }.ToBlob().Span.ToArray();

    /// <summary>Seals whatever bytes as if they were a compressed grain, as only the holder of the key can.</summary>
    private static byte[] Forge(UserKeyRing ring, string userId, byte[] content)
    {
        byte[] sealedGrain = new byte[SealedLayout.LengthOf(content.Length, ring.NewestMasterKeyVersion)], associated = new byte[SealedLayout.AssociatedBytes];
        Assert.That(ring.Keys.Find(userId, ring.NewestMasterKeyVersion, create: true, out ReadyKey? key), Is.EqualTo(UserSaltState.Active));
        GrainHeader header = new(GrainFlags.Encrypted | GrainFlags.Compressed, Sensitivity.Public, GrainType.Event, 0, 0);
        Span<byte> ciphertext = SealedLayout.Write(sealedGrain, header, content.Length, key!.Name, ring.Nonces, out ReadOnlySpan<byte> nonce);
        BlindToken token = key.Name.Token;
        SealedLayout.WriteAssociatedData(associated, sealedGrain.AsSpan(0, GrainHeader.Size), token, ring.NewestMasterKeyVersion);
        Assert.That(key.Encrypt(nonce, content, ciphertext[..content.Length], ciphertext[content.Length..], associated), Is.EqualTo(ReadyKey.Outcome.Done));
        return sealedGrain;
    }

    private static byte[] Compress(byte[] content)
    {
        using IMgEncoder encoder = SystemCodecs.Zstd.CreateEncoder();
        byte[] frame = new byte[content.Length + 1000];
        Assert.That(encoder.Compress(content, frame, out int consumed, out int written, isFinalBlock: true), Is.EqualTo(OperationStatus.Done));
        Assert.That(consumed, Is.EqualTo(content.Length));
        return frame[..written];
    }

    private static OmsFault FaultOf(Action work) => Assert.Throws<OmsException>(work)!.Fault;
}
