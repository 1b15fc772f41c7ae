namespace OpenMemory.Store.Tests;

/// <summary>What is written as a grant has the form of one (§12.6.2, §12.6.3).</summary>
[TestFixture]
public sealed class GrantRulesTests
{
    private static readonly (string Name, Func<Fact, Fact> Break, string Rule)[] s_broken =
    [
        ("verbs out of order", static grant => grant with { Object = "write,read ON caller" }, "OMS-12.6.2-1"),
        ("a verb twice", static grant => grant with { Object = "read,read ON caller" }, "OMS-12.6.2-1"),
        ("an unknown verb", static grant => grant with { Object = "read,run.execute ON caller" }, "OMS-12.6.2-1"),
        ("only an unknown verb", static grant => grant with { Object = "fly ON caller" }, "OMS-12.6.2-1"),
        ("namespaces out of order", static grant => grant with { Object = "read ON shared,caller" }, "OMS-12.6.2-1"),
        ("a space", static grant => grant with { Object = "read, write ON caller" }, "OMS-12.6.2-1"),
        ("an object that is no text", static grant => grant with { Object = new OmsMap { ["verbs"] = "read" } }, "OMS-12.6.2-1"),
        ("less confidence", static grant => grant with { Confidence = 0.9 }, "OMS-12.6.2-1"),
        ("a blank principal", static grant => grant with { Subject = " " }, "OMS-12.6.2-1"),
        ("no grantor", static grant => grant with { Context = new() { ["because"] = "x" } }, "OMS-12.6.3-1"),
        ("no context", static grant => grant with { Context = null }, "OMS-12.6.3-1"),
        ("the retraction's object alone", static grant => grant with { Object = "revoked" }, "R-45"),
        ("the retraction's type alone", static grant => grant with { InvalidationType = "retraction" }, "R-45"),
    ];

    [TestCaseSource(nameof(Broken))]
    public async Task A_grant_is_refused_with(string name)
    {
        (_, Func<Fact, Fact> spoil, string rule) = s_broken.Single(entry => entry.Name == name);
        await using InMemoryGrainStore store = new();
        WriteResult result = await store.PutAsync(spoil(GrantSamples.Grant()).ToBlob().Memory);
        Assert.That((result.Outcome, result.Fault.Code, result.Fault.Rule), Is.EqualTo((WriteOutcome.Refused, OmsErrorCode.Schema, rule)));
    }

    [TestCase("read ON caller")]
    [TestCase("admin ON *")]
    public void A_canonical_grant_is_written(string text)
    {
        GrainView grant = GrantSamples.Grant(text: text).ToBlob().View();
        Assert.That(GrantRules.CheckWrite(grant).IsFault, Is.False);
        Assert.That(GrantRules.IsGrant(grant), Is.True);
        Assert.That(GrantRules.CheckWrite((GrantSamples.Grant(text: "revoked") with { InvalidationType = "retraction" }).ToBlob().View()).IsFault, Is.False);
    }

    [Test]
    public void Nothing_in_the_namespace_revokes_by_a_relation_OMS_12_6_3_2()
    {
        Consent consent = new()
        {
            SubjectDid = "did:key:z6Mk", GranteeDid = "did:key:z6Ml", Scope = ["store"], IsWithdrawal = false, Namespace = "agent:authz",
            Relation = "mg:revokes", CreatedAt = GrantSamples.Time,
        };
        Assert.That(GrantRules.CheckWrite(consent.ToBlob().View()).Rule, Is.EqualTo("OMS-12.6.3-2"));
        Assert.That(GrantRules.CheckWrite((consent with { Relation = null }).ToBlob().View()).Rule, Is.EqualTo("OMS-12.6.6-1"));
        Assert.That(Assert.Throws<OmsException>(() => (GrantSamples.Grant() with { Relation = "mg:revokes" }).ToBlob())!.Fault.Rule, Is.EqualTo("OMS-12.6.3-2"));
    }

    [Test]
    public void Other_facts_and_other_namespaces_are_no_grants()
    {
        foreach (Fact other in new[] { GrantSamples.Grant() with { Namespace = "caller", Object = "anything" }, GrantSamples.Grant() with { Relation = "notes", Object = "anything" } })
        {
            Assert.That(GrantRules.IsGrant(other.ToBlob().View()), Is.False);
            Assert.That(GrantRules.CheckWrite(other.ToBlob().View()).IsFault, Is.False);
        }
        Event said = new() { Content = "you may", Subject = "agent:bot", Relation = "mg:permits", Namespace = "agent:authz", CreatedAt = GrantSamples.Time };
        Assert.That(GrantRules.CheckWrite(said.ToBlob().View()).Rule, Is.EqualTo("OMS-12.6.2-1"), "a grant is a Fact");
    }

    private static IEnumerable<string> Broken() => s_broken.Select(static entry => entry.Name);
}
