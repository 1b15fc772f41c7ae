using System.Text;

namespace OpenMemory.Signing.Tests;

/// <summary>Policies in JSON are read strictly: what is misspelt would leave a door open.</summary>
[TestFixture]
public sealed class TrustPolicyJsonTests
{
    [Test]
    public void A_policy_is_read()
    {
        TrustPolicy policy = Parse("""
            {"namespaces": {"agent:*": {"signers": ["did:web:a.example"], "algorithms": ["ES256", "EdDSA"], "author": true}, "trash": {"refuse": true}},
             "default": {"unsigned": true}}
            """);
        Assert.That((policy.Fallback.AllowUnsigned, policy.Fallback.Signers, policy.Fallback.Algorithms), Is.EqualTo((true, (object?)null, (object?)null)));
        TrustRule agents = policy.RuleFor("agent:authz");
        Assert.That(agents.Signers, Is.EqualTo(["did:web:a.example"]));
        Assert.That(agents.Algorithms, Is.EquivalentTo([SignatureAlgorithm.Es256, SignatureAlgorithm.EdDsa]));
        Assert.That((agents.SignerMustBeAuthor, agents.AllowUnsigned, agents.RefuseAll), Is.EqualTo((true, false, false)));
        Assert.That(policy.RuleFor("trash").RefuseAll, Is.True);
        Assert.That(policy.Namespaces.Keys, Is.EquivalentTo(["agent:*", "trash"]));
        Assert.That(Parse("""{"default": {"signers": []}}""").Fallback.Signers, Is.Empty, "nobody, which is not anybody");
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("""{"default": null}""")]
    [TestCase("""{"default": {}} x""")]
    [TestCase("""{"default": {}, "namespace": {}}""")]
    [TestCase("""{"Default": {}}""")]
    [TestCase("""{"default": {}, "default": {}}""")]
    [TestCase("""{"default": {"signer": []}}""")]
    [TestCase("""{"default": {"signers": null}}""")]
    [TestCase("""{"default": {"signers": "did:web:a.example"}}""")]
    [TestCase("""{"default": {"signers": ["me"]}}""")]
    [TestCase("""{"default": {"signers": [1]}}""")]
    [TestCase("""{"default": {"signers": ["did:web:\ud800"]}}""")]
    [TestCase("""{"default": {"algorithms": ["none"]}}""")]
    [TestCase("""{"default": {"unsigned": "true"}}""")]
    [TestCase("""{"default": {"unsigned": 1}}""")]
    [TestCase("""{"default": {"unsigned": false, "unsigned": true}}""")]
    [TestCase("""{"default": {}, "namespaces": []}""")]
    [TestCase("""{"default": {}, "namespaces": {"*": {}}}""")]
    [TestCase("""{"default": {}, "namespaces": {"": {}}}""")]
    [TestCase("""{"default": {}, "namespaces": {"a": {}, "a": {}}}""")]
    [TestCase("""{"default": {}, "namespaces": {"é": {}, "e\u0301": {}}}""")]
    [TestCase("""{"default": {}, "namespaces": {"\ud800": {}}}""")]
    public void What_is_not_exactly_a_policy_is_refused(string json) => Assert.That(() => Parse(json), Throws.TypeOf<OmsException>());

    [Test]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.That(() => TrustPolicy.Parse(new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' }), Throws.TypeOf<OmsException>());

    private static TrustPolicy Parse(string json) => TrustPolicy.Parse(Encoding.UTF8.GetBytes(json));
}
