using static OpenMemory.Tests.Upgrading;

namespace OpenMemory.Tests;

/// <summary>Older keys inside maps that stand beside the current ones (OMS-L-5, OMS-L-13, R-33).</summary>
[TestFixture]
public sealed class UpgradeNestedTests
{
    private static readonly string[] s_tags = ["profile:integration"];

    [TestCase("ihm", "im")]
    [TestCase("ihp", "ip")]
    public void Beside_the_current_key_the_short_one_is_the_author_s_own(string current, string own) // OMS-L-13
    {
        (string Key, object? Value)[] entries = [("content", "x"), ("tags", s_tags), ("ctx", new PeerMap((current, "POST"), (own, "high")))];
        Grain successor = Of(GrainType.Event, [.. entries, ("ac", 1)]).Successor();
        Assert.That(successor.Context![own], Is.EqualTo((OmsValue)"high"));
        Assert.That(Of(GrainType.Event, entries).Outcome, Is.EqualTo(UpgradeOutcome.Current));
        Assert.That((new Event { Content = "x", CreatedAt = 5, StructuralTags = s_tags, Context = new(successor.Context) }).ToBlob().Length, Is.GreaterThan(10), "an author may write it");
    }

    [TestCase("ihm", "im")]
    [TestCase("ihp", "ip")]
    public void Alone_it_is_the_older_key(string current, string old) // OMS-L-13
    {
        Event successor = (Event)Of(GrainType.Event, ("content", "x"), ("tags", s_tags), ("ctx", new PeerMap((old, "POST")))).Successor();
        Assert.That(successor.Context, Is.EqualTo(new OmsMap { [current == "ihm" ? "int:http_method" : "int:http_path"] = "POST" }));
    }

    [TestCase("icft", "ict2")]
    [TestCase("icfg", "icfgs")]
    [TestCase("ievt", "ievs")]
    public void An_older_key_that_lost_is_named_and_gone(string current, string old) // OMS-L-5
    {
        (string Key, object? Value)[] both = [(old, "b"), (current, current == "icft" ? "id" : new PeerMap())];
        PeerMap context = new([.. both.OrderBy(static entry => entry.Key, StringComparer.Ordinal)]);
        GrainUpgrade upgrade = Of(GrainType.Event, ("content", "x"), ("tags", s_tags), ("ctx", context));
        Assert.That(upgrade.Successor().Context, Has.Count.EqualTo(1));
        Assert.That(upgrade.Changes, Is.EqualTo(new[] { $"without {old} in context" }));
    }

    [Test]
    public void Without_the_tag_every_key_of_a_context_is_the_author_s_own() =>
        Assert.That(Of(GrainType.Event, ("content", "x"), ("ctx", new PeerMap(("icft", "a"), ("ict2", "b")))).Outcome, Is.EqualTo(UpgradeOutcome.Current));

    [Test]
    public void A_cross_link_keeps_its_proper_keys()
    {
        PeerMap link = new(("h", A), ("rl", "similar"), ("target", "x"), ("type", "y"));
        GrainUpgrade upgrade = Of(GrainType.Event, ("content", "x"), ("rt", new object?[] { link }));
        Assert.That(upgrade.Successor().RelatedTo![0].ToMap(), Is.EqualTo(new OmsMap { ["hash"] = A, ["relation_type"] = "similar" }));
        Assert.That(upgrade.Changes, Is.EquivalentTo(new[] { "without target in related_to", "without type in related_to" }));
    }
}
