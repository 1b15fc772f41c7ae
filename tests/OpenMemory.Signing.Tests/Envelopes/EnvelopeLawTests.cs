using OpenMemory.Signing;

namespace OpenMemory.Signing.Tests;

/// <summary>Laws of envelopes: a changed bit is never verified, unless nobody signed it (OMS-9.1-2, OMS-9.1-6).</summary>
[TestFixture]
public sealed class EnvelopeLawTests
{
    private static readonly SignatureVerifier s_verifier = new();

    /// <summary>
    /// The tag, the unprotected header and nothing else may change without the signature noticing: there every change of a bit either
    /// makes the envelope malformed, or leaves signer and grain as they were.
    /// </summary>
    [TestCase(SignatureAlgorithm.EdDsa)]
    [TestCase(SignatureAlgorithm.Es256)]
    public async Task A_flipped_bit_is_never_verified_but_in_the_unprotected_header(SignatureAlgorithm algorithm)
    {
        SigningKey key = algorithm == SignatureAlgorithm.Es256 ? TestKeys.P : TestKeys.Ed;
        GrainBlob signed = TestKeys.Signed(key);
        byte[] envelope = signed.Envelope.ToArray();
        Assert.That(SignedParts.TryParse(envelope, out SignedParts parts, out _), Is.True);
        (int start, int end) = (parts.Unprotected.Start.Value, parts.Unprotected.End.Value);
        int unnoticed = 0;
        for (int bit = 0; bit < 8 * envelope.Length; bit++)
        {
            envelope[bit >> 3] ^= (byte)(1 << (bit & 7));
            SignatureCheck check = await s_verifier.VerifyAsync(envelope);
            if (check.IsVerified)
            {
                unnoticed++;
                Assert.That(bit >> 3, Is.InRange(start, end - 1), "only what nobody signed");
                Assert.That((check.Signer, check.Grain!.Address), Is.EqualTo((key.KeyId, signed.Address)));
                Assert.That(check.Grain.Span.SequenceEqual(signed.Span), Is.True);
            }
            else Assert.That((check.Grain, check.Fault.IsFault), Is.EqualTo(((GrainBlob?)null, true)));
            envelope[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
        Assert.That(unnoticed, Is.InRange(32, 8 * (end - start)), "the bits of iat, which is information only");
    }

    [Test]
    public async Task An_envelope_that_is_cut_short_is_never_verified()
    {
        byte[] envelope = TestKeys.Signed(TestKeys.Ed).Envelope.ToArray();
        for (int length = 0; length < envelope.Length; length++)
        {
            SignatureCheck check = await s_verifier.VerifyAsync(envelope.AsMemory(0, length));
            Assert.That((check.Status, check.Grain), Is.EqualTo((SignatureStatus.Malformed, (GrainBlob?)null)));
        }
    }

    /// <summary>Every signed or unsigned grain of the vectors, by every kind of key.</summary>
    [Test]
    public async Task What_is_signed_is_verified_and_its_bytes_stay()
    {
        foreach (VectorBlob vector in Vectors.Blobs.Where(static blob => blob.Options is { InsideEnvelope: true, SkipSchema: false }))
        {
            GrainBlob bare = GrainBlob.Parse(vector.Bytes, vector.Options);
            foreach (SigningKey key in (SigningKey[])[TestKeys.Ed, TestKeys.P])
            {
                SignatureCheck check = await s_verifier.VerifyAsync(GrainSigning.Sign(bare, key).Delivered);
                Assert.That((check.Status, check.Grain), Is.EqualTo((SignatureStatus.Verified, bare)), vector.Name);
                Assert.That(check.Grain!.Span.SequenceEqual(vector.Bytes), Is.True);
            }
        }
    }

    [TestCase(1, 3_000)]
    public async Task Mutants_are_refused_or_hold_what_was_signed(int seed, int count)
    {
        byte[][] corpus = [.. Vectors.Rows("cose").Select(static row => Vectors.Hex(row, "envelope_hex")).Where(static envelope => envelope.Length < 1000)];
        HashSet<ContentAddress> signed = [.. corpus.Select(static envelope => GrainBlob.ParseDelivered(envelope).Address)];
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            byte[] mutant = [.. corpus[random.Next(corpus.Length)]];
            for (int changes = random.Next(1, 4); changes > 0; changes--) mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) mutant = mutant[..random.Next(mutant.Length)];
            SignatureCheck check = await s_verifier.VerifyAsync(mutant);
            if (check.IsVerified) Assert.That(signed, Does.Contain(check.Grain!.Address), Convert.ToHexStringLower(mutant));
        }
    }

    /// <summary>What verification adds to the bare primitive: the grain and its two copies, the answer, and little else.</summary>
    [Test]
    public void Verification_allocates_little_beyond_the_grain()
    {
        GrainBlob signed = TestKeys.Signed(TestKeys.Ed);
        StubResolver resolver = new(static _ => throw new InvalidOperationException());
        KeyResolution known = KeyResolution.Found(TestKeys.Ed.KeyId, TestKeys.Ed.PublicKey);
        SignatureVerifier verifier = new(new KnownKey(known));
        byte[] message = [.. signed.Span], signature = TestKeys.Ed.Sign(message);
        bool isVerified = true;
        long primitive = Allocations.Of(() => isVerified &= TestKeys.Ed.PublicKey.VerifyArray(message, signature)) / Allocations.Times;
        long whole = Allocations.Of(() => isVerified &= verifier.VerifyAsync(signed.Delivered).Result.IsVerified) / Allocations.Times;
        Assert.That(isVerified, Is.True);
        Assert.That(whole - primitive, Is.LessThan(signed.Envelope.Length + signed.Length + 1024));
        Assert.That(resolver.Asked, Is.Zero);
    }

    private sealed class KnownKey(KeyResolution key) : IKeyResolver
    {
        public ValueTask<KeyResolution> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => new(key);
    }
}
