using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Recommendations under grants: reviewing and applying have verbs of their own (§8.12, §12.6).</summary>
[TestFixture]
public sealed class AuthorizedLoopTests
{
    private static readonly RecommendationAct s_act = RecommendationSamples.Act() with { Actor = AuthorizedFixture.Bot };

    [Test]
    public async Task Writing_does_not_review_and_reviewing_does_not_apply()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read,supersede,write ON *");
        ContentAddress recommendation = await fixture.Owner.AddAsync(RecommendationSamples.Recommendation());
        RecommendationLedger ledger = new(fixture.Store, new ManualClock(RecommendationSamples.Time.Value));
        Assert.That((await ledger.ApproveAsync(recommendation, s_act)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        await fixture.GrantAsync($"loop.review ON {RecommendationSamples.Namespace}");
        Assert.That((await ledger.ApproveAsync(recommendation, s_act)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await ledger.ApplyAsync(recommendation, s_act)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        await fixture.GrantAsync($"loop.apply ON {RecommendationSamples.Namespace}");
        Assert.That((await ledger.ApplyAsync(recommendation, s_act)).Outcome, Is.EqualTo(WriteOutcome.Done));
    }

    [Test]
    public async Task Passing_over_the_review_takes_both_verbs_OMS_8_12_1_2()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("loop.apply,read ON *");
        ContentAddress recommendation = await fixture.Owner.AddAsync(RecommendationSamples.Recommendation());
        RecommendationLedger ledger = new(fixture.Store, new ManualClock(RecommendationSamples.Time.Value));
        RecommendationAct policy = s_act with { Observer = RecommendationObserver.Policy };
        Assert.That((await ledger.ApplyAsync(recommendation, policy)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        await fixture.GrantAsync("loop.review ON *");
        Assert.That((await ledger.ApplyAsync(recommendation, policy)).Outcome, Is.EqualTo(WriteOutcome.Done));
    }

    [Test]
    public async Task Nobody_decides_in_anothers_name_OMS_8_12_11()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("loop.review,read ON *");
        ContentAddress recommendation = await fixture.Owner.AddAsync(RecommendationSamples.Recommendation());
        RecommendationLedger ledger = new(fixture.Store, new ManualClock(RecommendationSamples.Time.Value));
        Assert.That((await ledger.ApproveAsync(recommendation, RecommendationSamples.Act())).Fault.Rule, Is.EqualTo("OMS-8.12-11"));
    }

    [Test]
    public async Task A_lifecycle_that_may_not_be_read_looks_absent()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("loop.review ON *", "read ON caller");
        ContentAddress recommendation = await fixture.Owner.AddAsync(RecommendationSamples.Recommendation());
        RecommendationLedger ledger = new(fixture.Store);
        Assert.That(await ledger.GetHistoryAsync(recommendation), Is.Null);
        Assert.That((await ledger.ApproveAsync(recommendation, s_act)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
    }
}
