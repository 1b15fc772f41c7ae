using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>What authors of audit Observations must observe, whoever they are.</summary>
[TestFixture]
public sealed class RecommendationRulesTests
{
    private readonly ManualClock _clock = new(RecommendationSamples.Time.Value);
    private InMemoryGrainStore _store = null!;
    private ContentAddress _recommendation;

    [SetUp]
    public async Task Open()
    {
        _clock.Now = RecommendationSamples.Time;
        _store = new(new() { Clock = _clock });
        _recommendation = await _store.AddAsync(RecommendationSamples.Recommendation(RecommendationSamples.Time.Value + 1000));
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    private static readonly (string Name, Func<Observation, Observation> Break, string Rule)[] s_broken =
    [
        ("another class of observer", static step => step with { ObserverType = "llm" }, "OMS-8.12.1-2"),
        ("a transition that there is not", static step => With(step with { Relation = "rec:rolled_back" }, "to", "rolled_back"), "R-44"),
        ("a status that is never written", static step => With(step with { Relation = "rec:expired" }, "to", "expired"), "R-44"),
        ("a relation that says something else", static step => With(step, "to", "rejected"), "R-44"),
        ("another beginning", static step => With(step, "from", "rejected"), "R-44"),
        ("no beginning", static step => With(step, "from", OmsValue.Null), "R-44"),
        ("no context", static step => step with { Context = null }, "R-44"),
        ("another dedup_key", static step => With(step, "dedup_key", new string('0', 64)), "R-44"),
        ("another namespace", static step => step with { Namespace = "caller" }, "R-44"),
        ("no namespace", static step => step with { Namespace = null }, "R-44"),
        ("no reason", static step => step with { Object = default }, "OMS-8.12.1-1"),
        ("a blank reason", static step => step with { Object = "  " }, "OMS-8.12.1-1"),
        ("a field of its own", static step => step with { Extra = new() { ["approved_by"] = "anna" } }, "OMS-8.12.1-1"),
        ("no source", static step => step with { DerivedFrom = null }, "OMS-8.12.1-1"),
        ("a prefixed address", static step => step with { Subject = "grain:sha256:" + step.Subject }, "OMS-5-6"),
        ("a recommendation that is not here", static step => step with { Subject = new string('a', 64) }, "R-44"),
        ("a time after the end", static step => step with { CreatedAt = RecommendationSamples.Time.Value + 1001 }, "OMS-8.12.1-5"),
    ];

    [Test]
    public async Task A_sound_step_is_written_and_written_again_without_effect()
    {
        byte[] step = RecommendationSamples.Step(_recommendation, "pending", "approved").ToBlob().Memory.ToArray();
        Assert.That((await _store.PutAsync(step)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await _store.PutAsync(step)).Outcome, Is.EqualTo(WriteOutcome.Existing), "OMS-28.4-2");
    }

    [TestCaseSource(nameof(Broken))]
    public async Task A_step_is_refused_with(string name)
    {
        (_, Func<Observation, Observation> spoil, string rule) = s_broken.Single(entry => entry.Name == name);
        WriteResult result = await _store.PutAsync(spoil(RecommendationSamples.Step(_recommendation, "pending", "approved")).ToBlob().Memory);
        Assert.That((result.Outcome, result.Fault.Rule), Is.EqualTo((WriteOutcome.Refused, rule)));
        Assert.That((await _store.GetAsync(_recommendation))!.Entry.State.RecStatus, Is.Null);
    }

    [Test]
    public async Task A_step_names_the_audit_grain_before_OMS_8_12_1_1()
    {
        ContentAddress approved = await Put(RecommendationSamples.Step(_recommendation, "pending", "approved"));
        WriteResult loose = await _store.PutAsync(RecommendationSamples.Step(_recommendation, "approved", "applied").ToBlob().Memory);
        Assert.That(loose.Fault.Rule, Is.EqualTo("OMS-8.12.1-1"));
        await Put(RecommendationSamples.Step(_recommendation, "approved", "applied", "human", approved));
    }

    [Test]
    public async Task The_second_of_two_decisions_does_not_begin_where_the_recommendation_stands()
    {
        await Put(RecommendationSamples.Step(_recommendation, "pending", "approved"));
        WriteResult late = await _store.PutAsync(RecommendationSamples.Step(_recommendation, "pending", "rejected").ToBlob().Memory);
        Assert.That((late.Fault.Code, late.Fault.Field), Is.EqualTo((OmsErrorCode.InvalidationDenied, "context.from")));
    }

    [TestCase("neither", "OMS-8.12.1-7")]
    [TestCase("inverse missing", "OMS-8.12.1-7")]
    [TestCase("inverse of what has none", "OMS-8.12.1-8")]
    public async Task An_application_says_what_undoes_it(string fault, string rule)
    {
        Observation sound = RecommendationSamples.Step(_recommendation, "pending", "applied", "rec:policy");
        Observation broken = fault switch
        {
            "neither" => With(With(sound, "rollbackable", OmsValue.Null), "inverse", OmsValue.Null),
            "inverse missing" => With(sound, "inverse", OmsValue.Null),
            _ => With(sound, "rollbackable", false),
        };
        Assert.That((await _store.PutAsync(broken.ToBlob().Memory)).Fault.Rule, Is.EqualTo(rule));
    }

    [Test]
    public async Task What_is_not_rollbackable_is_not_rolled_back_OMS_8_12_1_8()
    {
        Observation step = With(With(RecommendationSamples.Step(_recommendation, "pending", "applied", "rec:policy"), "rollbackable", false), "inverse", OmsValue.Null);
        ContentAddress applied = await Put(step);
        WriteResult result = await _store.PutAsync(RecommendationSamples.Step(_recommendation, "applied", "rolled_back", "human", applied).ToBlob().Memory);
        Assert.That(result.Fault.Rule, Is.EqualTo("OMS-8.12.1-8"));
    }

    [TestCase("sha256:")]
    [TestCase("grain:sha256:")]
    [TestCase("mg:sha256:")]
    [TestCase("")]
    public void Prefixed_addresses_of_others_are_read_R_25(string prefix)
    {
        Observation step = RecommendationSamples.Step(_recommendation, "pending", "approved") with { Subject = prefix + _recommendation };
        Assert.That(RecommendationRules.TargetOf(step.ToBlob().View()), Is.EqualTo(_recommendation));
    }

    [TestCase("rec:maybe")]
    [TestCase("approved")]
    public void Other_observations_about_a_recommendation_are_no_steps(string relation)
    {
        Observation other = RecommendationSamples.Step(_recommendation, "pending", "approved") with { Relation = relation };
        Assert.That(RecommendationRules.TargetOf(other.ToBlob().View()), Is.Null);
    }

    [Test]
    public void An_observation_about_something_else_is_no_step()
    {
        Observation other = RecommendationSamples.Step(_recommendation, "pending", "approved") with { Subject = "pat" };
        Assert.That(RecommendationRules.TargetOf(other.ToBlob().View()), Is.Null);
        Assert.That(RecommendationRules.TargetOf(RecommendationSamples.Recommendation().ToBlob().View()), Is.Null);
    }

    private static IEnumerable<string> Broken() => s_broken.Select(static entry => entry.Name);

    private static Observation With(Observation step, string key, OmsValue value) =>
        step with { Context = new((step.Context ?? OmsMap.Empty).Where(entry => entry.Key != key).Concat(value.IsNull ? [] : [new(key, value)])) };

    private async Task<ContentAddress> Put(Observation step) => (await _store.PutAsync(step.ToBlob().Memory)).Require();
}
