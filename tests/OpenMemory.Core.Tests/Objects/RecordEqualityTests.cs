namespace OpenMemory.Tests;

/// <summary>Grains and the maps inside them compare by value.</summary>
[TestFixture]
public sealed class RecordEqualityTests
{
    [Test]
    public void Grains_with_equal_fields_are_equal()
    {
        Reasoning one = Make("s"), other = Make("s");
        Assert.That(one == other, Is.True);
        Assert.That(one.Equals(other), Is.True);
        Assert.That(one.Equals((object)other), Is.True);
        Assert.That(((Grain)one).Equals(other), Is.True);
        Assert.That(((FieldMap)one).Equals(other), Is.True);
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(new HashSet<Grain> { one, other }, Has.Count.EqualTo(1));
    }

    [Test]
    public void Grains_that_differ_in_anything_are_not_equal()
    {
        Reasoning one = Make("s");
        Grain[] others =
        [
            Make("t"), one with { License = null }, one with { Extra = new() { ["x"] = 1 } }, one with { Importance = 1 }, one with { Sensitivity = Sensitivity.Pii },
            one with { IsSigned = true }, Grain.FromFields(new([.. one.ToFields(), new("type", "goal")])), one with { Context = new() { ["k"] = 1.0 } },
        ];
        Grain self = one;
        foreach (Grain other in others)
        {
            Assert.That(self.Equals(other), Is.False);
            Assert.That(other.Equals(self), Is.False);
            Assert.That(self == other, Is.False);
        }
        object? nothing = null;
        Assert.That(one.Equals(nothing), Is.False);
    }

    [Test]
    public void A_grain_that_was_read_equals_the_one_that_was_written()
    {
        Reasoning written = Make("s");
        Grain read = Grain.Read(written.ToBlob().Span);
        Assert.That(read, Is.EqualTo(written));
        Assert.That(read.GetHashCode(), Is.EqualTo(written.GetHashCode()));
    }

    [Test]
    public void An_old_name_is_another_grain()
    {
        OmsMap fields = new() { ["created_at"] = 1, ["content"] = "c" };
        Grain old = Grain.Restore(new([.. fields, new("type", "episode")])), current = Grain.Restore(new([.. fields, new("type", "event")]));
        Assert.That(old, Is.Not.EqualTo(current));
        Assert.That(old.ToBlob().Address, Is.Not.EqualTo(current.ToBlob().Address));
    }

    [Test]
    public void Maps_inside_compare_by_value_and_by_kind()
    {
        RelatedGrain one = new() { Hash = "h", Weight = 1 }, other = new(new OmsMap { ["weight"] = 1.0, ["hash"] = "h" });
        Assert.That(one == other, Is.True);
        Assert.That(((NestedFields)one).Equals(other), Is.True);
        Assert.That(((FieldMap)one).Equals(other), Is.True);
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(one == other with { Weight = 0.5 }, Is.False);
        Assert.That(one.Equals((object)new ProvenanceEntry(one.ToMap())), Is.False, "another kind of map");
        Assert.That(new LegalEntity { Name = "n" }.Equals((LegalEntity?)null), Is.False);
    }

    [Test]
    public void Custom_and_unknown_grains_compare_like_all_others()
    {
        CustomGrain one = new(0xf0) { Map = new() { ["t"] = "a:b", ["x"] = 1 } };
        Assert.That(one, Is.EqualTo(new CustomGrain(0xf0) { Map = new() { ["x"] = 1, ["t"] = "a:b" } }));
        Assert.That(one, Is.Not.EqualTo(new CustomGrain(0xf1) { Map = one.Map }));
        byte[] unknown = Vectors.Of("opaque")[0].Bytes;
        Grain read = Grain.Read(unknown), again = Grain.Read(unknown);
        Assert.That(read, Is.EqualTo(again).And.TypeOf<UnknownGrain>());
        Assert.That(one.DeclaredType, Is.EqualTo("a:b"));
        Assert.That(Grain.Read(one.ToBlob().Span), Is.EqualTo(one), "read again it is the same grain");
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new CustomGrain(0xef));
    }

    private static Reasoning Make(string text) => new()
    {
        CreatedAt = 1, Conclusion = text, License = "MIT", Premises = ["a", "b"], Context = new() { ["k"] = 1 }, RelatedTo = [new() { Hash = FieldGen.Address, RelationType = "similar" }],
    };
}
