using OpenMemory.Signing;

namespace OpenMemory.Disclosure.Tests;

/// <summary>A signed grain is shown in part: its signature is over the original, and that is what a receiver goes back to (OMS-10.4-1, R-38).</summary>
[TestFixture]
public sealed class SignedDisclosureTests
{
    private static readonly SignatureVerifier s_verifier = new();

    private static readonly Fact s_fact = new()
    {
        Subject = "customer-456", Relation = "reports", Object = "double charge", Confidence = 1, CreatedAt = 1768471200000, UserId = "customer-456", IsSigned = true,
    };

    private SigningKey _author = null!, _discloser = null!;

    [OneTimeSetUp]
    public void MakeKeys() => (_author, _discloser) = (SigningKey.Create(), SigningKey.Create(SignatureAlgorithm.Es256));

    [OneTimeTearDown]
    public void DropKeys()
    {
        _author.Dispose();
        _discloser.Dispose();
    }

    [Test]
    public async Task The_receiver_verifies_the_signature_of_the_original_and_the_kept_fields_against_it()
    {
        GrainBlob original = GrainSigning.Sign((s_fact with { AuthorDid = _author.KeyId }).ToBlob(), _author);
        GrainBlob disclosed = Elision.Elide(original, Field.UserId, Field.Subject);
        Assert.That(disclosed.IsSigned, Is.False, "the original's flag is not taken over (R-38)");

        // What the receiver gets: the disclosed grain first, and the envelope when a dispute comes up.
        SignatureCheck signature = await s_verifier.VerifyAsync(original.Delivered);
        DisclosureReport report = DisclosureCheck.AgainstOriginal(GrainBlob.Parse(disclosed.Span), signature.Grain!);
        Assert.Multiple(() =>
        {
            Assert.That((signature.IsVerified, signature.Signer, signature.SignerIsAuthor), Is.EqualTo((true, _author.KeyId, (bool?)true)));
            Assert.That(report.Original, Is.EqualTo(signature.Grain!.Address), "the signature is over the address that the disclosed grain names");
            Assert.That((report.IsConsistent, report.IsOriginalKnown), Is.EqualTo((true, true)));
        });
    }

    /// <summary>A grain that is shown whole stays in its envelope, which says who signed it (OMS-9.1-5).</summary>
    [Test]
    public void A_term_is_not_in_the_envelope_of_what_is_shown_either()
    {
        GrainBlob original = GrainSigning.Sign(s_fact.ToBlob(), _author);
        DisclosurePolicy policy = new() { Name = "test", Rules = [new() { Name = "all" }] };
        Assert.Multiple(() =>
        {
            Assert.That(policy.Apply(original, new() { Terms = ["nobody"] }).Blob, Is.SameAs(original));
            Assert.That(policy.Apply(original, new() { Terms = [_author.KeyId[^20..]] }).Blob, Is.Null);
        });
    }

    [Test]
    public async Task The_discloser_signs_the_disclosed_grain_itself()
    {
        GrainBlob disclosed = GrainSigning.Sign(Elision.Elide(s_fact.ToBlob(), ["user_id"], new() { Signed = true }), _discloser);
        SignatureCheck check = await s_verifier.VerifyAsync(disclosed.Delivered);
        Assert.Multiple(() =>
        {
            Assert.That((check.IsVerified, check.Signer), Is.EqualTo((true, _discloser.KeyId)));
            Assert.That(DisclosureCheck.AgainstOriginal(check.Grain!, s_fact.ToBlob()).IsConsistent, Is.True);
        });
    }

    [Test]
    public async Task The_envelope_of_the_original_does_not_fit_the_disclosed_grain()
    {
        GrainBlob original = GrainSigning.Sign(s_fact.ToBlob(), _author);
        GrainBlob disclosed = Elision.Elide(original, ["user_id"], new() { Signed = true });
        byte[] envelope = original.Envelope.ToArray(), head = disclosed.Length < 256 ? [0x58, (byte)disclosed.Length] : [0x59, (byte)(disclosed.Length >> 8), (byte)disclosed.Length];
        byte[] forged = [.. envelope[..(EnvelopeView.Parse(envelope).PayloadOffset - 2)], .. head, .. disclosed.Span, .. envelope[^66..]];
        Assert.That((await s_verifier.VerifyAsync(forged)).Status, Is.EqualTo(SignatureStatus.Invalid));
    }
}
