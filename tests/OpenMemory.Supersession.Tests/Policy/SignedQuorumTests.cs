using OpenMemory.Signing;

namespace OpenMemory.Supersession.Tests;

/// <summary>A quorum from the keys to the decision: real signatures, Ed25519 and ES256 (§23.2, R-35).</summary>
[TestFixture]
public sealed class SignedQuorumTests
{
    private readonly SignatureVerifier _verifier = new();

    private static IEnumerable<TestCaseData> Quorums()
    {
        yield return new TestCaseData(new[] { Signers.One, Signers.Two }, true).SetArgDisplayNames("two of three, one of each algorithm");
        yield return new TestCaseData(new[] { Signers.Three, Signers.Two }, true).SetArgDisplayNames("two others");
        yield return new TestCaseData(new[] { Signers.Stranger, Signers.One, Signers.Stranger, Signers.Three }, true).SetArgDisplayNames("strangers beside them");
        yield return new TestCaseData(new[] { Signers.One }, false).SetArgDisplayNames("one");
        yield return new TestCaseData(new[] { Signers.One, Signers.One }, false).SetArgDisplayNames("one, twice");
        yield return new TestCaseData(new[] { Signers.One, Signers.Stranger }, false).SetArgDisplayNames("one and a stranger");
        yield return new TestCaseData(Array.Empty<SigningKey>(), false).SetArgDisplayNames("nobody");
    }

    [TestCaseSource(nameof(Quorums))]
    public async Task R_35_A_quorum_is_met_by_distinct_authorized_signers(SigningKey[] signers, bool isAllowed)
    {
        MemorySource source = new();
        GrainBlob old = source.Add(Make.Fact("old", Make.Quorum(2, Signers.One.KeyId, Signers.Two.KeyId, Signers.Three.KeyId)));
        Fact draft = Make.Fact("next", null, old);
        GrainBlob next = (draft with { SupersessionAuth = [.. signers.Select(key => (OmsValue)SupersessionAuthorization.Sign(old.Address, draft.ToBlob(), key))] }).ToBlob();
        InvalidationRequest request = Make.Anonymous with { Approvers = await SupersessionAuthorization.VerifyAsync(old.Address, next, _verifier) };
        Assert.That(InvalidationRules.DecideSupersession(old.Address, next, source, request).IsAllowed, Is.EqualTo(isAllowed));
    }

    [Test]
    public async Task R_35_Signatures_for_one_supersession_serve_no_other()
    {
        MemorySource source = new();
        GrainBlob old = source.Add(Make.Fact("old", Make.Quorum(1, Signers.One.KeyId))), other = source.Add(Make.Fact("other", Make.Quorum(1, Signers.One.KeyId)));
        Fact draft = Make.Fact("next", null, old, other);
        Fact approved = draft with { SupersessionAuth = [SupersessionAuthorization.Sign(old.Address, draft.ToBlob(), Signers.One)] };
        foreach ((GrainBlob of, Fact next, bool isAllowed) in ((GrainBlob, Fact, bool)[])[(old, approved, true), (other, approved, false), (old, approved with { Object = "changed" }, false)])
        {
            InvalidationRequest request = Make.Anonymous with { Approvers = await SupersessionAuthorization.VerifyAsync(of.Address, next.ToBlob(), _verifier) };
            Assert.That(InvalidationRules.DecideSupersession(of.Address, next.ToBlob(), source, request).IsAllowed, Is.EqualTo(isAllowed));
        }
    }
}
