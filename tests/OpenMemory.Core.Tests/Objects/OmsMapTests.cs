namespace OpenMemory.Tests;

/// <summary>Maps: immutable, by value, in any order.</summary>
[TestFixture]
public sealed class OmsMapTests
{
    [Test]
    public void The_order_of_entries_does_not_count()
    {
        OmsMap one = new() { ["a"] = 1, ["b"] = new OmsMap { ["c"] = 2, ["d"] = 3 } };
        OmsMap other = new() { ["b"] = new OmsMap { ["d"] = 3, ["c"] = 2 }, ["a"] = 1 };
        Assert.That(one.Equals(other), Is.True);
        Assert.That(one.Equals((object)other), Is.True);
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(one.Equals(new OmsMap { ["a"] = 1 }), Is.False);
        Assert.That(one.Equals(new OmsMap(other) { ["e"] = 1 }), Is.False);
        Assert.That(one.Equals(new OmsMap(other) { ["a"] = 2 }), Is.False);
        Assert.That(new OmsMap { ["a"] = 1 }.Equals(new OmsMap { ["A"] = 1 }), Is.False);
        Assert.That(one.Equals((OmsMap?)null), Is.False);
    }

    [Test]
    public void Entries_are_found_by_key()
    {
        OmsMap map = new() { ["a"] = 1, ["null"] = OmsValue.Null };
        Assert.That(map["a"].AsInt64(), Is.EqualTo(1));
        Assert.That((map.ContainsKey("a"), map.ContainsKey("b"), map.ContainsKey("null")), Is.EqualTo((true, false, true)));
        Assert.That(map.TryGetValue("b", out OmsValue value), Is.False);
        Assert.That(value.IsNull, Is.True);
        Assert.Throws<KeyNotFoundException>(() => _ = map["b"]);
        Assert.That(map.Keys, Is.EqualTo(new[] { "a", "null" }));
        Assert.That(map.Values, Is.EqualTo(new[] { (OmsValue)1, OmsValue.Null }));
        Assert.That(map, Has.Count.EqualTo(2));
        Assert.That(((IEnumerable<KeyValuePair<string, OmsValue>>)map).Select(static entry => entry.Key), Is.EqualTo(map.Keys));
        Assert.That(OmsMap.Empty, Is.Empty);
    }

    [Test]
    public void Entries_are_copied_and_a_later_one_wins()
    {
        List<KeyValuePair<string, OmsValue>> entries = [new("a", 1), new("a", 2)];
        OmsMap map = new(entries);
        entries.Add(new("b", 3));
        Assert.That(map, Is.EqualTo(new OmsMap { ["a"] = 2 }));
        OmsMap larger = new(map) { ["c"] = 1 };
        Assert.That((map.Count, larger.Count), Is.EqualTo((1, 2)));
        Assert.Throws<ArgumentNullException>(() => _ = new OmsMap(null!));
    }

    [Test]
    public void What_a_grain_hands_out_does_not_change_with_it()
    {
        Reasoning grain = new() { CreatedAt = 1, Context = new() { ["k"] = 1 }, Extra = new() { ["x"] = 1 } };
        OmsMap fields = grain.ToFields(), extra = grain.Extra;
        Reasoning changed = grain with { Context = new() { ["k"] = 2 }, Extra = new() { ["x"] = 2 } };
        Assert.That((fields["context"].AsMap()["k"].AsInt64(), extra["x"].AsInt64()), Is.EqualTo((1L, 1L)));
        Assert.That(changed.Context!["k"].AsInt64(), Is.EqualTo(2));
        Assert.That(fields.Keys.First(), Is.EqualTo("type"));
    }
}
