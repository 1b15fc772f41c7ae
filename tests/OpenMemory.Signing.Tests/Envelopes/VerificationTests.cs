using System.Text;

namespace OpenMemory.Signing.Tests;

/// <summary>What verifying comes to, in the order of OMS-9.3-1, and nothing but <see cref="SignatureStatus.Verified"/> proves anything (OMS-9.3-2).</summary>
[TestFixture]
public sealed class VerificationTests
{
    private const string Type = EnvelopeView.MessagePackContentType;

    private static readonly SignatureVerifier s_verifier = new();
    private static readonly byte[] s_blob = TestKeys.Fact().ToBlob().Span.ToArray();

    [Test]
    public async Task A_bare_grain_has_no_signature()
    {
        GrainBlob bare = (TestKeys.Fact() with { IsSigned = false }).ToBlob();
        SignatureCheck check = await s_verifier.VerifyAsync(bare.Memory);
        Assert.That((check.Status, check.IsVerified, check.Grain), Is.EqualTo((SignatureStatus.NoSignature, false, bare)));
        Assert.That((check.Signer, check.KeyId, check.Algorithm, check.IssuedAt, check.SignerIsAuthor), Is.EqualTo(((string?)null, (string?)null, SignatureAlgorithm.None, (DateTimeOffset?)null, (bool?)null)));
        Assert.That(check.Warnings, Is.Empty);
        Assert.That(async () => await s_verifier.RequireAsync(bare.Memory), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.SignedMismatch));
    }

    [Test]
    public async Task A_bare_grain_that_is_signed_or_unsound_is_malformed()
    {
        await IsMalformed(s_blob, OmsErrorCode.SignedMismatch, 1);
        await IsMalformed(s_blob[..^1], OmsErrorCode.SignedMismatch, 1);
        await IsMalformed([], OmsErrorCode.TooShort, 0);
        await IsMalformed([2, .. s_blob[1..]], OmsErrorCode.Version, 0);
    }

    [Test]
    public async Task A_sealed_grain_has_no_signature_but_may_hold_one()
    {
        SignatureCheck check = await s_verifier.VerifyAsync(new byte[] { 1, 2, 1, 0, 0, 0, 0, 0, 0, 0x80 });
        Assert.That(check.Status, Is.EqualTo(SignatureStatus.NoSignature));
        Assert.That(check.Warnings.Single().Rule, Is.EqualTo("R-9"));
    }

    /// <summary>OMS-9.1-3, R-7: both numbers of Ed25519, and no other key's.</summary>
    [TestCase(0x27, SignatureStatus.Verified)]
    [TestCase(0x32, SignatureStatus.Verified)]
    [TestCase(0x26, SignatureStatus.Invalid)]
    [TestCase(0x20, SignatureStatus.Invalid)]
    [TestCase(0x01, SignatureStatus.Invalid)]
    public async Task The_algorithm_fits_the_key(byte algorithm, SignatureStatus status)
    {
        SignatureCheck check = await s_verifier.VerifyAsync(TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(algorithm, TestKeys.Ed.KeyId, Type), s_blob));
        Assert.That(check.Status, Is.EqualTo(status));
        if (status == SignatureStatus.Verified) return;
        Assert.That((check.Fault.Code, check.Fault.Rule, check.Grain), Is.EqualTo((OmsErrorCode.Integrity, "R-7", (GrainBlob?)null)));
    }

    [TestCase(0x27)]
    [TestCase(0x32)]
    public async Task A_P256_key_signs_with_ES256_only(byte algorithm) =>
        Assert.That((await s_verifier.VerifyAsync(TestKeys.Envelope(TestKeys.P, TestKeys.Header(algorithm, TestKeys.P.KeyId, Type), s_blob))).Fault.Rule, Is.EqualTo("R-7"));

    [Test]
    public async Task Nobody_is_asked_for_a_key_that_is_of_no_use()
    {
        StubResolver resolver = new(static _ => throw new InvalidOperationException());
        SignatureCheck check = await new SignatureVerifier(resolver).VerifyAsync(TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x20, "did:web:example.com", Type), s_blob));
        Assert.That((check.Status, resolver.Asked), Is.EqualTo((SignatureStatus.Invalid, 0)));
    }

    [TestCase(null, "names no content type")]
    [TestCase(EnvelopeView.CborContentType, "is not that of the grain")]
    [TestCase("text/plain", "is not that of the grain")]
    [TestCase("Application/VND.MG+msgpack", null)]
    public async Task A_content_type_that_does_not_fit_is_a_warning(string? contentType, string? message)
    {
        SignatureCheck check = await s_verifier.VerifyAsync(TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, TestKeys.Ed.KeyId, contentType), s_blob));
        Assert.That(check.Status, Is.EqualTo(SignatureStatus.Verified));
        Assert.That(check.Warnings.Select(static warning => warning.Rule), Is.EqualTo(message is null ? Array.Empty<string>() : ["R-7"]));
        Assert.That(check.Warnings.Select(static warning => warning.Message), message is null ? Is.Empty : Has.Exactly(1).Contains(message!));
    }

    /// <summary>What is wrong with the grain is said after the signature, at its place in the envelope.</summary>
    [TestCase("", OmsErrorCode.TooShort, 0)]
    [TestCase("0101", OmsErrorCode.TooShort, 2)]
    [TestCase("02010100000000000080", OmsErrorCode.Version, 0)]
    [TestCase("01000100000000000080", OmsErrorCode.SignedMismatch, 1)]
    [TestCase("010101000000000000c0", OmsErrorCode.NotMap, 9)]
    [TestCase("01010100000000000080", OmsErrorCode.NoType, 9)]
    [TestCase("01050100000000000080", OmsErrorCode.NotSupported, 1)]
    public async Task A_grain_that_is_not_sound_keeps_its_code(string hex, OmsErrorCode code, int offset)
    {
        byte[] envelope = TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, TestKeys.Ed.KeyId, Type), Convert.FromHexString(hex));
        await IsMalformed(envelope, code, EnvelopeView.Parse(envelope).PayloadOffset + offset);
        Assert.That((await s_verifier.VerifyAsync(envelope)).Signer, Is.EqualTo(TestKeys.Ed.KeyId));
        envelope[^1] ^= 1;
        Assert.That((await s_verifier.VerifyAsync(envelope)).Status, Is.EqualTo(SignatureStatus.Invalid), "nothing of the grain is read before");
    }

    [Test]
    public async Task Limits_and_the_mode_of_reading_are_the_verifiers()
    {
        GrainBlob signed = TestKeys.Signed(TestKeys.Ed);
        SignatureVerifier small = new() { ReadOptions = new() { Limits = new CodecLimits { MaxBlobBytes = signed.Length - 1, MaxDepth = 32 } } };
        SignatureCheck check = await small.VerifyAsync(signed.Delivered);
        Assert.That((check.Status, check.Fault.Rule), Is.EqualTo((SignatureStatus.Malformed, "OMS-3.3-2")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Any_key_of_the_signer_that_fits_counts(bool later)
    {
        SigningKey web = SigningKey.FromEd25519Seed(TestKeys.Seed(1), "did:web:example.com#k2");
        GrainBlob signed = GrainSigning.Sign(TestKeys.Fact(author: "did:web:example.com").ToBlob(), web);
        StubResolver resolver = new(static _ => KeyResolution.Found("did:web:example.com", TestKeys.P.PublicKey, TestKeys.OtherEd.PublicKey, TestKeys.Ed.PublicKey), later);
        SignatureCheck check = await new SignatureVerifier(resolver).VerifyAsync(signed.Delivered);
        Assert.That((check.Status, check.Signer, check.KeyId, check.SignerIsAuthor), Is.EqualTo((SignatureStatus.Verified, "did:web:example.com", "did:web:example.com#k2", true)));
        StubResolver others = new(static _ => KeyResolution.Found("did:web:example.com", TestKeys.P.PublicKey, TestKeys.OtherEd.PublicKey), later);
        Assert.That((await new SignatureVerifier(others).VerifyAsync(signed.Delivered)).Status, Is.EqualTo(SignatureStatus.Invalid));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_key_that_cannot_be_told_is_neither_right_nor_wrong(bool later)
    {
        OmsFault fault = new(OmsErrorCode.NotSupported, "OMS-12.2-2", "no such host");
        StubResolver resolver = new(_ => KeyResolution.Unresolvable("did:web:example.com", fault), later);
        GrainBlob signed = GrainSigning.Sign(TestKeys.Fact().ToBlob(), SigningKey.FromEd25519Seed(TestKeys.Seed(1), "did:web:example.com"));
        SignatureCheck check = await new SignatureVerifier(resolver).VerifyAsync(signed.Delivered);
        Assert.That((check.Status, check.Fault, check.Signer, check.Grain), Is.EqualTo((SignatureStatus.KeyUnresolvable, fault, "did:web:example.com", (GrainBlob?)null)));
    }

    [TestCase("did:example:123")]
    [TestCase("did:key:zzz")]
    [TestCase("11")]
    public async Task A_name_that_nobody_resolves_is_unresolvable(string keyId)
    {
        SignatureCheck check = await s_verifier.VerifyAsync(TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, keyId, Type), s_blob));
        Assert.That((check.Status, check.KeyId, check.Fault.IsFault), Is.EqualTo((SignatureStatus.KeyUnresolvable, keyId, true)));
        OmsFault inName = (await DidResolver.KeysOnly.ResolveAsync(keyId)).Fault;
        byte[] envelope = TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, keyId, Type), s_blob);
        Assert.That(inName.Offset, Is.Not.Negative);
        Assert.That(check.Fault, Is.EqualTo(inName with { Offset = envelope.AsSpan().IndexOf(Encoding.UTF8.GetBytes(keyId)) + inName.Offset }), "the offset counts in what was delivered");
    }

    /// <summary>R-7: such a did:key tells its key, which fits no algorithm of grains.</summary>
    [TestCase("did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9", "P-384")]
    [TestCase("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "secp256k1")]
    [TestCase("did:key:z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F", "X25519")]
    public async Task A_key_of_another_kind_does_not_fit_and_is_named(string keyId, string kind)
    {
        byte[] envelope = TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, keyId, Type), s_blob);
        SignatureCheck check = await s_verifier.VerifyAsync(envelope);
        Assert.That((check.Status, check.Fault.Code, check.Fault.Rule, check.Grain), Is.EqualTo((SignatureStatus.Invalid, OmsErrorCode.Integrity, "R-7", (GrainBlob?)null)));
        Assert.That(check.Fault.Message, Does.Contain(": " + kind));
        Assert.That(check.Fault.Offset, Is.EqualTo(envelope.AsSpan().IndexOf(Encoding.UTF8.GetBytes(keyId)) + DidKey.Prefix.Length));
    }

    [Test]
    public async Task A_name_beyond_all_measure_is_nobodys()
    {
        StubResolver resolver = new(static _ => KeyResolution.Found("did:x:y", TestKeys.Ed.PublicKey));
        byte[] Long(int length) => TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, "did:x:" + new string('y', length - 6), Type), s_blob);
        Assert.That((await new SignatureVerifier(resolver).VerifyAsync(Long(2048))).Status, Is.EqualTo(SignatureStatus.Verified));
        SignatureCheck check = await new SignatureVerifier(resolver).VerifyAsync(Long(2049));
        Assert.That((check.Status, check.KeyId, check.Signer, resolver.Asked), Is.EqualTo((SignatureStatus.KeyUnresolvable, (string?)null, (string?)null, 1)));
        Assert.That(new SignatureVerifier().Verify(Long(2049), TestKeys.Ed.PublicKey).IsVerified, Is.True);
    }

    [Test]
    public void A_given_key_is_the_only_one_that_counts()
    {
        GrainBlob signed = TestKeys.Signed(TestKeys.Ed, author: TestKeys.Ed.KeyId);
        SignatureCheck own = s_verifier.Verify(signed.Delivered, TestKeys.Ed.PublicKey), other = s_verifier.Verify(signed.Delivered, TestKeys.OtherEd.PublicKey);
        Assert.That((own.Status, own.Signer, own.SignerIsAuthor), Is.EqualTo((SignatureStatus.Verified, TestKeys.Ed.KeyId, true)));
        Assert.That(other.Status, Is.EqualTo(SignatureStatus.Invalid));
        Assert.That(s_verifier.Verify(signed.Delivered, TestKeys.P.PublicKey).Fault.Rule, Is.EqualTo("R-7"));
        Assert.That(s_verifier.Verify((TestKeys.Fact() with { IsSigned = false }).ToBlob().Memory, TestKeys.Ed.PublicKey).Status, Is.EqualTo(SignatureStatus.NoSignature));
    }

    /// <summary>OMS-20.1-1: who signs with a key of their own in another's name is not thereby the other.</summary>
    [TestCase("did:web:bank.example")]
    [TestCase("another key")]
    public void A_given_key_proves_no_name_but_its_own(string keyId)
    {
        if (keyId == "another key") keyId = TestKeys.OtherEd.KeyId;
        byte[] envelope = TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, keyId, Type), TestKeys.Fact(author: keyId).ToBlob().Span.ToArray());
        SignatureCheck check = s_verifier.Verify(envelope, TestKeys.Ed.PublicKey);
        Assert.That((check.Status, check.KeyId, check.Signer, check.SignerIsAuthor), Is.EqualTo((SignatureStatus.Verified, keyId, (string?)null, (bool?)null)));
    }

    /// <summary>OMS-9.3-3.</summary>
    [TestCase(null, null)]
    [TestCase("did:web:someone.else", false)]
    [TestCase("", true)]
    public async Task The_signer_is_compared_with_the_author(string? author, bool? expected)
    {
        GrainBlob signed = TestKeys.Signed(TestKeys.Ed, author: author == "" ? TestKeys.Ed.KeyId : author);
        Assert.That((await s_verifier.VerifyAsync(signed.Delivered)).SignerIsAuthor, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_custom_grain_has_an_author_too()
    {
        CustomGrain grain = new(0xf3) { IsSigned = true, Map = new([new("t", "mine"), new("ca", 1), new("adid", TestKeys.Ed.KeyId)]) };
        Assert.That((await s_verifier.VerifyAsync(GrainSigning.Sign(grain.ToBlob(), TestKeys.Ed).Delivered)).SignerIsAuthor, Is.True);
    }

    [TestCase("1b7fffffffffffffff")]
    [TestCase("3b7fffffffffffffff")]
    public async Task A_time_that_no_calendar_has_is_none(string hex)
    {
        SignatureCheck check = await s_verifier.VerifyAsync(TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, TestKeys.Ed.KeyId, Type), s_blob, "a163696174" + hex));
        Assert.That((check.Status, check.IssuedAt), Is.EqualTo((SignatureStatus.Verified, (DateTimeOffset?)null)));
    }

    [Test]
    public void A_did_key_is_verified_at_once()
    {
        Task<SignatureCheck> pending = s_verifier.VerifyAsync(TestKeys.Signed(TestKeys.Ed).Delivered).AsTask();
        Assert.That(pending.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public void Verification_is_cancelled()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.That(async () => await s_verifier.VerifyAsync(s_blob, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Bytes_that_change_meanwhile_change_nothing()
    {
        TaskCompletionSource<KeyResolution> answer = new();
        byte[] delivered = TestKeys.Signed(TestKeys.Ed).Delivered.ToArray(), before = [.. delivered];
        Task<SignatureCheck> pending = new SignatureVerifier(new WaitingResolver(answer.Task)).VerifyAsync(delivered).AsTask();
        delivered.AsSpan().Clear();
        answer.SetResult(KeyResolution.Found(TestKeys.Ed.KeyId, TestKeys.Ed.PublicKey));
        SignatureCheck check = await pending;
        Assert.That(check.IsVerified, Is.True);
        Assert.That(check.Grain!.Delivered.Span.SequenceEqual(before), Is.True);
    }

    private static async Task IsMalformed(byte[] bytes, OmsErrorCode code, long offset)
    {
        SignatureCheck check = await s_verifier.VerifyAsync(bytes);
        Assert.That((check.Status, check.Fault.Code, check.Fault.Offset), Is.EqualTo((SignatureStatus.Malformed, code, offset)), check.Fault.ToString());
        Assert.That(check.Grain, Is.Null);
        Assert.That(async () => await s_verifier.RequireAsync(bytes), Throws.TypeOf<OmsException>().With.Property("Fault").EqualTo(check.Fault));
    }

    private sealed class WaitingResolver(Task<KeyResolution> answer) : IKeyResolver
    {
        public ValueTask<KeyResolution> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => new(answer);
    }
}
