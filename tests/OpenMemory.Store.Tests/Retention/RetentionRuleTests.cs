namespace OpenMemory.Store.Tests;

/// <summary>What a rule may say, and which grains it covers.</summary>
[TestFixture]
public sealed class RetentionRuleTests
{
    [TestCase("*", "caller", true)]
    [TestCase("*", "", true)]
    [TestCase("caller", "caller", true)]
    [TestCase("caller", "caller:notes", false)]
    [TestCase("caller:*", "caller:notes", true)]
    [TestCase("caller:*", "caller:notes:old", true)]
    [TestCase("caller:*", "caller", false)]
    [TestCase("caller:*", "caller:", false)]
    [TestCase("caller:*", "callers:notes", false)]
    [TestCase("Caller", "caller", false)]
    [TestCase("shared", "", true)]
    [TestCase("*", "agent:audit", false)]
    [TestCase("agent:*", "agent:audit", false)]
    [TestCase("agent:audit", "agent:audit", true)]
    [TestCase("*", "agent:authz", false)]
    [TestCase("agent:*", "agent:authz", false)]
    [TestCase("agent:*", "agent:notes", true)]
    [TestCase("cafe\u0301", "caf\u00e9", true)]
    public void A_namespace_is_matched_whole_or_by_the_part_before_a_colon(string pattern, string name, bool covers) =>
        Assert.That(New(pattern).Covers(name, GrainType.Fact), Is.EqualTo(covers));

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("cal*")]
    [TestCase("*:caller")]
    [TestCase(":*")]
    [TestCase("a:*:*")]
    [TestCase("agent:authz")]
    public void A_namespace_that_no_rule_may_have_is_refused(string name) => Assert.That(() => New(name), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Consents_are_covered_only_where_they_are_named()
    {
        Assert.That(New("*").Covers("caller", GrainType.Consent), Is.False);
        Assert.That((New("*") with { Types = [GrainType.Consent] }).Covers("caller", GrainType.Consent), Is.True);
        Assert.That((New("*") with { Types = [GrainType.Consent] }).Covers("caller", GrainType.Fact), Is.False);
    }

    [Test]
    public void Values_outside_their_ranges_are_refused()
    {
        RetentionRule rule = New("*");
        Assert.Multiple(() =>
        {
            Assert.That(() => rule with { RemoveAfter = TimeSpan.FromTicks(-1) }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => rule with { MinimumAge = TimeSpan.FromTicks(1) }, Throws.ArgumentException, "parts of a millisecond");
            Assert.That(() => rule with { KeepImportanceFrom = double.NaN }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => rule with { KeepConfidenceFrom = 1.1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => rule with { KeepAccessedFrom = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => rule with { Since = (RetentionEvent)5 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => rule with { Because = new('x', 501) }, Throws.ArgumentException);
            Assert.That(() => rule with { Name = "" }, Throws.ArgumentException);
            Assert.That(() => rule with { Namespace = "\ud800" }, Throws.ArgumentException, "half of a pair");
            Assert.That(() => new RetentionOptions { RestBeforeRemoval = TimeSpan.FromTicks(-1) }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new RetentionOptions { Rows = (RetentionRowUse)3 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [TestCase(2, 1, null)]
    [TestCase(2, null, 1)]
    [TestCase(null, 2, 1)]
    public void Ages_that_do_not_ascend_are_refused_by_the_policy(int? warm, int? cold, int? remove) =>
        Assert.That(() => new RetentionPolicy(New("*") with { WarmAfter = Days(warm), ColdAfter = Days(cold), RemoveAfter = Days(remove) }), Throws.ArgumentException);

    [Test]
    public void Ages_may_be_changed_together_in_any_order()
    {
        RetentionRule rule = New("*") with { WarmAfter = Days(1), ColdAfter = Days(2), RemoveAfter = Days(3) };
        Assert.That(new RetentionPolicy(rule with { WarmAfter = Days(10), ColdAfter = Days(10), RemoveAfter = Days(30) }).Rules, Has.Count.EqualTo(1));
        Assert.That(() => new RetentionPolicy(rule, rule), Throws.ArgumentException, "two of one name");
    }

    [Test]
    public void A_rule_that_only_sets_a_minimum_moves_nothing()
    {
        Assert.That((New("*") with { MinimumAge = Days(10) }).Moves, Is.False);
        Assert.That((New("*") with { RemoveAfter = Days(10) }).Moves, Is.True);
    }

    private static RetentionRule New(string name) => new() { Name = "rule", Namespace = name };

    private static TimeSpan? Days(int? days) => days is { } count ? TimeSpan.FromDays(count) : null;
}
