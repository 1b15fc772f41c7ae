using System.Text;

namespace OpenMemory.Signing.Tests;

/// <summary>Grains are signed as §9 says, or not at all (R-7, R-8, R-9).</summary>
[TestFixture]
public sealed class SigningTests
{
    private static readonly SignatureVerifier s_verifier = new();

    [TestCase(SignatureAlgorithm.EdDsa, PayloadEncoding.MessagePack, EnvelopeView.MessagePackContentType)]
    [TestCase(SignatureAlgorithm.Ed25519, PayloadEncoding.Cbor, EnvelopeView.CborContentType)]
    [TestCase(SignatureAlgorithm.Es256, PayloadEncoding.Cbor, EnvelopeView.CborContentType)]
    public async Task A_signed_grain_is_verified(SignatureAlgorithm algorithm, PayloadEncoding encoding, string contentType)
    {
        using SigningKey key = SigningKey.Create(algorithm);
        GrainBlob bare = TestKeys.Fact(encoding: encoding, author: key.KeyId).ToBlob();
        GrainBlob signed = GrainSigning.Sign(bare, key);
        Assert.That(signed.Address, Is.EqualTo(bare.Address), "OMS-9.1-2");
        Assert.That(signed.Span.SequenceEqual(bare.Span), Is.True, "OMS-9.2-3");
        EnvelopeView view = EnvelopeView.Parse(signed.Envelope.Span);
        Assert.That(Encoding.UTF8.GetString(view.ContentType), Is.EqualTo(contentType));
        Assert.That(signed.Envelope.Span[..2].SequenceEqual(new byte[] { 0xd2, 0x84 }), Is.True);
        SignatureCheck check = await s_verifier.VerifyAsync(signed.Delivered);
        Assert.That((check.Status, check.Algorithm, check.Signer, check.SignerIsAuthor), Is.EqualTo((SignatureStatus.Verified, algorithm, key.KeyId, true)));
        Assert.That(check.Warnings, Is.Empty);
        Assert.That(await s_verifier.RequireAsync(signed.Delivered), Is.EqualTo(signed));
    }

    [Test]
    public void A_grain_that_was_written_as_unsigned_cannot_be_signed()
    {
        GrainBlob unsigned = (TestKeys.Fact() with { IsSigned = false }).ToBlob();
        Assert.That(() => GrainSigning.Sign(unsigned, TestKeys.Ed), Refuses(OmsErrorCode.SignedMismatch, "R-8"));
        Assert.That(async () => await GrainSigning.SignAsync(unsigned, TestKeys.Ed), Refuses(OmsErrorCode.SignedMismatch, "R-8"));
    }

    [Test]
    public void A_sealed_grain_cannot_be_signed()
    {
        byte[] blob = [1, 0x03, 1, 0, 0, 0, 0, 0, 0, 0x80];
        GrainBlob grain = GrainBlob.Parse(blob, new() { InsideEnvelope = true });
        Assert.That(() => GrainSigning.Sign(grain, TestKeys.Ed), Refuses(OmsErrorCode.NotSupported, "R-9"));
    }

    [Test]
    public async Task Signing_again_replaces_the_envelope()
    {
        GrainBlob first = TestKeys.Signed(TestKeys.Ed), second = GrainSigning.Sign(first, TestKeys.OtherEd, TestKeys.At);
        Assert.That(second.Address, Is.EqualTo(first.Address));
        Assert.That((await s_verifier.VerifyAsync(first.Delivered)).Signer, Is.EqualTo(TestKeys.Ed.KeyId));
        Assert.That((await s_verifier.VerifyAsync(second.Delivered)).Signer, Is.EqualTo(TestKeys.OtherEd.KeyId));
    }

    [TestCase(0L, "00")]
    [TestCase(23L, "17")]
    [TestCase(24L, "1818")]
    [TestCase(65_536L, "1a00010000")]
    [TestCase(4_294_967_296L, "1b0000000100000000")]
    [TestCase(-1L, "20")]
    [TestCase(-25L, "3818")]
    public void The_time_of_signing_is_written_as_the_shortest_integer(long seconds, string hex)
    {
        GrainBlob signed = GrainSigning.Sign(TestKeys.Fact().ToBlob(), TestKeys.Ed, new() { IssuedAt = DateTimeOffset.FromUnixTimeSeconds(seconds) });
        Assert.That(EnvelopeView.Parse(signed.Envelope.Span).IssuedAt, Is.EqualTo(seconds));
        Assert.That(Convert.ToHexStringLower(signed.Envelope.Span), Does.Contain("a163696174" + hex));
    }

    [Test]
    public void The_time_of_signing_is_the_clocks_or_left_out()
    {
        GrainBlob bare = TestKeys.Fact().ToBlob();
        DateTimeOffset before = DateTimeOffset.UtcNow.AddSeconds(-1);
        long? now = EnvelopeView.Parse(GrainSigning.Sign(bare, TestKeys.Ed).Envelope.Span).IssuedAt;
        Assert.That(now, Is.InRange(before.ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        Assert.That(EnvelopeView.Parse(GrainSigning.Sign(bare, TestKeys.Ed, new() { Clock = new StoppedClock() }).Envelope.Span).IssuedAt, Is.EqualTo(StoppedClock.Seconds));
        Assert.That(EnvelopeView.Parse(GrainSigning.Sign(bare, TestKeys.Ed, new() { OmitIssuedAt = true }).Envelope.Span).IssuedAt, Is.Null);
        Assert.That(() => GrainSigning.Sign(bare, TestKeys.Ed, new() { OmitIssuedAt = true, IssuedAt = before }), Throws.ArgumentException);
    }

    [Test]
    public async Task External_data_is_signed_with_the_grain()
    {
        byte[] external = "org:7"u8.ToArray();
        GrainBlob signed = GrainSigning.Sign(TestKeys.Fact().ToBlob(), TestKeys.Ed, new() { ExternalData = external });
        Assert.That((await new SignatureVerifier { ExternalData = external }.VerifyAsync(signed.Delivered)).IsVerified, Is.True);
        Assert.That((await s_verifier.VerifyAsync(signed.Delivered)).Status, Is.EqualTo(SignatureStatus.Invalid));
        Assert.That(new SignatureVerifier { ExternalData = external }.Verify(signed.Delivered, TestKeys.Ed.PublicKey).IsVerified, Is.True);
    }

    [Test]
    public async Task A_signer_far_away_signs()
    {
        StubSigner signer = new(TestKeys.P.KeyId, SignatureAlgorithm.Es256, message => TestKeys.P.Sign(message));
        GrainBlob signed = await GrainSigning.SignAsync(TestKeys.Fact().ToBlob(), signer);
        Assert.That((await s_verifier.VerifyAsync(signed.Delivered)).Signer, Is.EqualTo(TestKeys.P.KeyId));
    }

    [TestCase(0)]
    [TestCase(63)]
    [TestCase(72)]
    [TestCase(-1)]
    public void What_is_no_signature_is_not_taken(int length)
    {
        StubSigner signer = new("did:web:example.com", SignatureAlgorithm.Es256, _ => length < 0 ? null : new byte[length]);
        Assert.That(async () => await GrainSigning.SignAsync(TestKeys.Fact().ToBlob(), signer), Refuses(OmsErrorCode.Integrity, "OMS-9.1-2"));
    }

    [Test]
    public void A_signature_of_another_key_than_the_did_names_is_not_taken()
    {
        StubSigner wrong = new(TestKeys.OtherEd.KeyId, SignatureAlgorithm.EdDsa, message => TestKeys.Ed.Sign(message));
        StubSigner unfit = new(TestKeys.Ed.KeyId, SignatureAlgorithm.Es256, message => TestKeys.Ed.Sign(message));
        Assert.That(async () => await GrainSigning.SignAsync(TestKeys.Fact().ToBlob(), wrong), Refuses(OmsErrorCode.Integrity, "OMS-9.1-2"));
        Assert.That(async () => await GrainSigning.SignAsync(TestKeys.Fact().ToBlob(), unfit), Refuses(OmsErrorCode.Integrity, "R-7"));
    }

    [TestCase("", SignatureAlgorithm.EdDsa, OmsErrorCode.Corrupt)]
    [TestCase("11", SignatureAlgorithm.EdDsa, OmsErrorCode.Corrupt)]
    [TestCase("did:web:half a character", SignatureAlgorithm.EdDsa, OmsErrorCode.Corrupt)]
    [TestCase("did:web:example.com", SignatureAlgorithm.None, OmsErrorCode.NotSupported)]
    [TestCase("did:web:example.com", (SignatureAlgorithm)(-257), OmsErrorCode.NotSupported)]
    public void A_signer_without_a_DID_or_algorithm_is_refused(string keyId, SignatureAlgorithm algorithm, OmsErrorCode code)
    {
        StubSigner signer = new(keyId.Replace("half a character", "\ud800", StringComparison.Ordinal), algorithm, _ => throw new InvalidOperationException("was asked to sign"));
        Assert.That(async () => await GrainSigning.SignAsync(TestKeys.Fact().ToBlob(), signer), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(code));
    }

    /// <summary>What is signed can be verified: the name may be as long as verifiers take, and no longer.</summary>
    [Test]
    public async Task A_name_that_no_verifier_takes_is_not_signed_for()
    {
        string longest = "did:web:example.com#" + new string('k', 2048 - "did:web:example.com#".Length);
        GrainBlob signed = GrainSigning.Sign(TestKeys.Fact().ToBlob(), SigningKey.FromEd25519Seed(TestKeys.Seed(1), longest));
        SignatureVerifier verifier = new(new StubResolver(keyId => KeyResolution.Found(keyId, TestKeys.Ed.PublicKey)));
        SignatureCheck check = await verifier.VerifyAsync(signed.Delivered);
        Assert.That((check.IsVerified, check.KeyId), Is.EqualTo((true, longest)));
        Assert.That(() => GrainSigning.Sign(TestKeys.Fact().ToBlob(), SigningKey.FromEd25519Seed(TestKeys.Seed(1), longest + "k")), Refuses(OmsErrorCode.Corrupt, "R-7"));
    }

    [Test]
    public void Signing_is_cancelled()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.That(async () => await GrainSigning.SignAsync(TestKeys.Fact().ToBlob(), TestKeys.Ed, cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>Heads of every size: blobs around the places where a length takes one more byte.</summary>
    [TestCase(100)]
    [TestCase(230)]
    [TestCase(400)]
    [TestCase(65_300)]
    [TestCase(70_000)]
    public async Task Grains_of_any_size_are_signed(int size)
    {
        for (int i = 0; i < 40; i++)
        {
            GrainBlob bare = (TestKeys.Fact() with { Object = new string('x', size + i) }).ToBlob();
            Assert.That((await s_verifier.VerifyAsync(GrainSigning.Sign(bare, TestKeys.Ed).Delivered)).IsVerified, Is.True);
        }
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Refuses(OmsErrorCode code, string rule) =>
        Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(code).And.Property(nameof(OmsException.Fault)).Property(nameof(OmsFault.Rule)).EqualTo(rule);

    private sealed class StoppedClock : TimeProvider
    {
        internal const long Seconds = 1_800_000_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Seconds);
    }
}
