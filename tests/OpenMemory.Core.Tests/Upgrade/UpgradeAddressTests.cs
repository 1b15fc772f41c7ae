using static OpenMemory.Tests.Upgrading;

namespace OpenMemory.Tests;

/// <summary>Successors hold bare addresses wherever a field is one (R-25, OMS-5-6, OMS-L-20).</summary>
[TestFixture]
public sealed class UpgradeAddressTests
{
    [TestCase("sha256:")]
    [TestCase("grain:sha256:")]
    [TestCase("mg:sha256:")]
    [TestCase("SHA256:")]
    public void A_text_loses_its_prefix(string prefix)
    {
        GrainUpgrade upgrade = Of(GrainType.Event, ("content", "x"), ("pmid", prefix + A));
        Assert.That(((Event)upgrade.Successor()).ParentMessageId, Is.EqualTo(A));
        Assert.That(upgrade.Changes, Is.EqualTo(new[] { "bare address in parent_message_id" }));
    }

    [Test]
    public void So_does_every_element_of_an_array()
    {
        GrainUpgrade upgrade = Of(GrainType.Reasoning, ("prem", new[] { "sha256:" + A, A, "not an address" }));
        Assert.That(((Reasoning)upgrade.Successor()).Premises, Is.EqualTo(new[] { A, A, "not an address" }));
        Assert.That(upgrade.Changes, Is.EqualTo(new[] { "bare address in premises" }));
    }

    [Test]
    public void So_does_every_value_of_a_map()
    {
        GrainUpgrade upgrade = Of(
            GrainType.Trigger, ("aknd", "composite"), ("twf", "sha256:" + A), ("tena", true),
            ("tpred", new PeerMap(("field", "a"), ("op", "eq"), ("value", 1))), ("tmem", new PeerMap(("a", "sha256:" + A), ("b", A))));
        Trigger trigger = (Trigger)upgrade.Successor();
        Assert.That((trigger.Workflow, trigger.GetValue("members")), Is.EqualTo((A, (OmsValue)new OmsMap { ["a"] = A, ["b"] = A })));
        Assert.That(upgrade.Changes, Is.EquivalentTo(new[] { "bare address in workflow", "bare address in members" }));
    }

    [TestCase("h", "rl")]
    [TestCase("target", "type")]
    public void So_does_the_hash_of_a_cross_link(string hash, string relation)
    {
        GrainUpgrade upgrade = Of(GrainType.Event, ("content", "x"), ("rt", new object?[] { new PeerMap((hash, "mg:sha256:" + A), (relation, "similar")) }));
        Assert.That(upgrade.Successor().RelatedTo![0].Hash, Is.EqualTo(A));
        Assert.That(upgrade.Changes, Does.Contain("bare address in related_to"));
    }

    [Test]
    public void Where_the_specification_has_prefixes_they_stay()
    {
        GrainUpgrade upgrade = Of(
            GrainType.Workflow, 8, ("nodes", new[] { "a" }), ("bindings", new PeerMap(("a", "sha256:" + A))), ("trigger", "on push"),
            ("cr", new object?[] { new PeerMap(("ck", "sha256:" + A), ("m", "document"), ("u", "https://example.org/x")) }));
        Workflow workflow = (Workflow)upgrade.Successor();
        Assert.That(workflow.GetValue("bindings"), Is.EqualTo((OmsValue)new OmsMap { ["a"] = "sha256:" + A }));
        Assert.That(workflow.ContentRefs![0].Checksum, Is.EqualTo("sha256:" + A));
        Assert.That(upgrade.Changes, Has.None.Contains("bare address"));
    }

    [Test]
    public void What_is_no_address_behind_its_prefix_is_not_made_one() => // 64 lowercase characters
        Of(GrainType.Event, ("content", "x"), ("pmid", "sha256:" + A.ToUpperInvariant())).AssertUndecided("OMS-L-20", "parent_message_id");
}
