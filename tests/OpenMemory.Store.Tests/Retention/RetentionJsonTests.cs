namespace OpenMemory.Store.Tests;

/// <summary>Policies as JSON, and the policies to begin with.</summary>
[TestFixture]
public sealed class RetentionJsonTests
{
    private static readonly RetentionRule s_full = new()
    {
        Name = "all of it", Namespace = "caller:*", Types = [GrainType.Fact, (GrainType)0xf3], IncludesCurrent = false, Since = RetentionEvent.LastAccessed,
        MinimumAge = TimeSpan.FromMilliseconds(1), WarmAfter = TimeSpan.FromSeconds(90), ColdAfter = TimeSpan.FromHours(36), RemoveAfter = TimeSpan.FromDays(30),
        KeepImportanceFrom = 0.5, KeepConfidenceFrom = 1, KeepAccessedFrom = 12, Because = "größer als „nötig“",
    };

    [Test]
    public void What_is_written_is_read_again()
    {
        string json = new RetentionPolicy(s_full, new RetentionRule { Name = "little" }).ToJson();
        RetentionPolicy read = RetentionPolicy.Parse(json);
        Assert.That(read.ToJson(), Is.EqualTo(json));
        Assert.That(read.Rules[0] with { Types = null }, Is.EqualTo(s_full with { Types = null }));
        Assert.That(read.Rules[0].Types, Is.EqualTo(s_full.Types));
        Assert.That(read.Rules[1], Is.EqualTo(new RetentionRule { Name = "little" }));
    }

    [Test]
    public void The_form_is_the_documented_one() => Assert.That(new RetentionPolicy(s_full).ToJson(), Is.EqualTo("""
        {
          "rules": [
            {
              "name": "all of it",
              "namespace": "caller:*",
              "types": [
                "fact",
                243
              ],
              "includes_current": false,
              "since": "last_accessed",
              "minimum_age": "1ms",
              "warm_after": "90s",
              "cold_after": "36h",
              "remove_after": "30d",
              "keep_importance_from": 0.5,
              "keep_confidence_from": 1,
              "keep_accessed_from": 12,
              "because": "größer als „nötig“"
            }
          ]
        }
        """.ReplaceLineEndings("\n")));

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"rules": {}}""")]
    [TestCase("""{"rules": [1]}""")]
    [TestCase("""{"rules": [], "rules": []}""")]
    [TestCase("""{"rules": [], "version": 1}""")]
    [TestCase("""{"rules": [{}]}""")]
    [TestCase("""{"rules": [{"name": "a", "keep_importance": 0.5}]}""")]
    [TestCase("""{"rules": [{"name": "a"}, {"name": "a"}]}""")]
    [TestCase("""{"rules": [{"name": 1}]}""")]
    [TestCase("""{"rules": [{"name": "\ud800"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "types": ["facts"]}]}""")]
    [TestCase("""{"rules": [{"name": "a", "types": [256]}]}""")]
    [TestCase("""{"rules": [{"name": "a", "since": "birth"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "remove_after": 30}]}""")]
    [TestCase("""{"rules": [{"name": "a", "remove_after": "30 d"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "remove_after": "-1d"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "remove_after": "d"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "remove_after": "1w"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "remove_after": "99999999999d"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "remove_after": "99999999999999999999d"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "cold_after": "2d", "remove_after": "1d"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "keep_accessed_from": 1.5}]}""")]
    [TestCase("""{"rules": [{"name": "a", "keep_confidence_from": 2}]}""")]
    [TestCase("""{"rules": [{"name": "a", "includes_current": null}]}""")]
    [TestCase("""{"rules": [{"name": "a", "namespace": "agent:authz"}]}""")]
    [TestCase("""{"rules": [{"name": "a", "because": [[[[[[[[[[]]]]]]]]]]}]}""")]
    public void What_is_no_policy_is_a_schema_fault(string json) =>
        Assert.That(() => RetentionPolicy.Parse(json), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.Schema));

    [Test]
    public void Spans_of_any_length_are_written_in_one_way_and_read_again()
    {
        foreach (long milliseconds in new[] { 0, 1, 999, 1000, 1001, 60_000, 3_600_000, 86_400_000, 86_400_001, 922_337_203_685_477 })
        {
            TimeSpan span = TimeSpan.FromMilliseconds(milliseconds);
            Assert.That(RetentionSpan.TryRead(RetentionSpan.Write(span), out TimeSpan read), Is.True);
            Assert.That(read, Is.EqualTo(span));
        }
    }

    [Test]
    public void Policies_to_begin_with_are_sound_and_survive_JSON()
    {
        Assert.That(RetentionPresets.All, Has.Count.EqualTo(3));
        foreach ((string name, RetentionPolicy preset) in RetentionPresets.All)
            Assert.That(RetentionPolicy.Parse(preset.ToJson()).ToJson(), Is.EqualTo(preset.ToJson()), name);
        RetentionRule floor = RetentionPresets.SevenYears.Rules[0];
        Assert.That(floor.Moves, Is.False);
        Assert.That(floor.MinimumAge, Is.GreaterThanOrEqualTo(new DateTime(2032, 1, 1) - new DateTime(2025, 1, 1)), "with two leap days");
    }
}
