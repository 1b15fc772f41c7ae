using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>The inverse is derived when a Recommendation is applied, and recorded (OMS-8.12.1-7, OMS-8.12.1-8).</summary>
[TestFixture]
public sealed class RecommendationInverseTests
{
    private static readonly ContentAddress s_old = ContentAddress.Compute("old"u8), s_new = ContentAddress.Compute("new"u8), s_added = ContentAddress.Compute("added"u8);

    [Test]
    public async Task Every_change_has_its_inverse_and_the_last_one_is_undone_first()
    {
        RecommendationTransition applied = await Apply(
            RecommendationChange.Superseded(s_old, s_new),
            RecommendationChange.Added(s_added),
            RecommendationChange.Reverted(s_new, s_old),
            RecommendationChange.Edited("doc:handbook", "sha256:11"),
            RecommendationChange.Defined("tpl:weekly", "the old body"),
            RecommendationChange.Defined("qry:fresh", null),
            RecommendationChange.Custom(new() { ["undo"] = "host" }));
        Assert.That(applied.IsRollbackable, Is.True);
        Assert.That(applied.Inverse, Is.EqualTo(new OmsMap
        {
            ["steps"] = new OmsValue[]
            {
                new OmsMap { ["op"] = "custom", ["plan"] = new OmsMap { ["undo"] = "host" } },
                new OmsMap { ["op"] = "define", ["key"] = "qry:fresh" },
                new OmsMap { ["op"] = "define", ["key"] = "tpl:weekly", ["body"] = "the old body" },
                new OmsMap { ["op"] = "edit", ["target"] = "doc:handbook", ["digest"] = "sha256:11" },
                new OmsMap { ["op"] = "supersede", ["target"] = s_old, ["content_of"] = s_new },
                new OmsMap { ["op"] = "supersede", ["target"] = s_added, ["invalidation_type"] = "retraction" },
                new OmsMap { ["op"] = "supersede", ["target"] = s_new, ["content_of"] = s_old },
            },
        }));
        Assert.That(applied.ReplacedBody, Is.EqualTo("the old body"), "OMS-28.4.1-10");
        Assert.That(applied.DerivedFrom.Skip(2), Is.EqualTo(new[] { s_new, s_added, s_old }));
    }

    [Test]
    public async Task With_one_change_that_cannot_be_undone_the_whole_is_not_rollbackable()
    {
        RecommendationTransition applied = await Apply(RecommendationChange.Added(s_added), RecommendationChange.Irreversible());
        Assert.That((applied.IsRollbackable, applied.Inverse), Is.EqualTo((false, (OmsMap?)null)));
    }

    [Test]
    public async Task An_application_that_did_nothing_is_not_rollbackable() => Assert.That((await Apply()).IsRollbackable, Is.False);

    [Test]
    public async Task All_replaced_bodies_are_kept_also_where_nothing_can_be_rolled_back()
    {
        RecommendationTransition applied = await Apply(
            RecommendationChange.Defined("tpl:a", "first"), RecommendationChange.Defined("tpl:a", "second"),
            RecommendationChange.Defined("tpl:b", "other"), RecommendationChange.Irreversible());
        Assert.That(applied.ReplacedBody, Is.Null);
        Assert.That(_context["replaced_body"].AsMap(), Is.EqualTo(new OmsMap { ["tpl:a"] = "first", ["tpl:b"] = "other" }));
    }

    [Test]
    public async Task The_revision_of_the_template_is_recorded_OMS_8_12_6()
    {
        RecommendationTransition applied = await Apply(RecommendationChange.Added(s_added));
        Assert.That(applied.TemplateRevision, Is.EqualTo("stale@0123"));
    }

    private OmsMap _context = OmsMap.Empty;

    private async Task<RecommendationTransition> Apply(params RecommendationChange[] changes)
    {
        ManualClock clock = new(RecommendationSamples.Time.Value);
        await using InMemoryGrainStore store = new(new() { Clock = clock });
        RecommendationLedger ledger = new(store, clock);
        ContentAddress recommendation = await store.AddAsync(RecommendationSamples.Recommendation());
        (await ledger.ApproveAsync(recommendation, RecommendationSamples.Act())).Require();
        ContentAddress step = (await ledger.ApplyAsync(recommendation, RecommendationSamples.Act() with { Changes = changes, TemplateRevision = "stale@0123" })).Require();
        _context = (await store.GetAsync(step))!.ToGrain().Context!;
        RecommendationHistory history = (await ledger.GetHistoryAsync(recommendation))!;
        Assert.That(history.CanRollBack, Is.EqualTo(history.Steps[^1].IsRollbackable));
        return history.Steps[^1];
    }
}
