using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>The lifecycle of Recommendations through the ledger (§8.12.1).</summary>
[TestFixture]
public sealed class RecommendationLedgerTests
{
    private readonly ManualClock _clock = new(RecommendationSamples.Time.Value);
    private InMemoryGrainStore _store = null!;
    private RecommendationLedger _ledger = null!;

    [SetUp]
    public void Open()
    {
        _clock.Now = RecommendationSamples.Time;
        _store = new(new() { Clock = _clock });
        _ledger = new(_store, _clock);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task A_recommendation_is_pending_until_somebody_decides()
    {
        ContentAddress recommendation = await Add();
        RecommendationHistory? history = await _ledger.GetHistoryAsync(recommendation);
        Assert.That(history!.Status, Is.EqualTo(RecommendationStatus.Pending));
        Assert.That(history.Steps.Concat(history.Ignored).Concat(history.Heads), Is.Empty);
        Assert.That(history.CanRollBack, Is.False);
    }

    [Test]
    public async Task A_review_an_application_and_a_rollback_are_each_one_audit_grain_in_a_chain_OMS_8_12_1_1()
    {
        ContentAddress recommendation = await Add(), added = await _store.AddAsync(Fact("added"));
        ContentAddress approved = (await _ledger.ApproveAsync(recommendation, RecommendationSamples.Act("looks right"))).Require();
        ContentAddress applied = (await _ledger.ApplyAsync(recommendation, RecommendationSamples.Act() with { Changes = [RecommendationChange.Added(added)] })).Require();
        ContentAddress undone = (await _ledger.RollBackAsync(recommendation, RecommendationSamples.Act("no longer"))).Require();

        Observation first = await Read(approved), second = await Read(applied), third = await Read(undone);
        Assert.That(first.Subject, Is.EqualTo(recommendation.ToString()), "R-44");
        Assert.That(first.Relation, Is.EqualTo("rec:approved"));
        Assert.That(first.Object.AsText(), Is.EqualTo("looks right"));
        Assert.That((first.ObserverId, first.ObserverType, first.Namespace), Is.EqualTo(("user:anna", "human", RecommendationSamples.Namespace)));
        Assert.That(first.Context, Is.EqualTo(new OmsMap { ["from"] = "pending", ["to"] = "approved", ["dedup_key"] = RecommendationSamples.Key }));
        Assert.That(first.Extra, Is.Empty);
        Assert.That(Sources(first), Is.EqualTo(new[] { recommendation }));
        Assert.That(Sources(second), Is.EqualTo(new[] { recommendation, approved, added }), "results are named too");
        Assert.That(Sources(third), Is.EqualTo(new[] { recommendation, applied }));

        RecommendationHistory? history = await _ledger.GetHistoryAsync(recommendation);
        Assert.That(history!.Steps.Select(static step => step.Address), Is.EqualTo(new[] { approved, applied, undone }));
        Assert.That(history.Status, Is.EqualTo(RecommendationStatus.RolledBack));
        Assert.That(await Recorded(recommendation), Is.EqualTo("rolled_back"), "the index says what the chain says (OMS-8.12.1-4)");
    }

    [Test]
    public async Task The_recommendation_itself_never_changes_OMS_8_12_2()
    {
        ContentAddress recommendation = await Add();
        byte[] before = (await _store.GetAsync(recommendation))!.Blob.Memory.ToArray();
        (await _ledger.RejectAsync(recommendation, RecommendationSamples.Act())).Require();
        StoredGrain after = (await _store.GetAsync(recommendation))!;
        Assert.That(after.Blob.Memory.ToArray(), Is.EqualTo(before));
        Assert.That(after.Entry.IsCurrent, Is.True);
        Assert.That(after.Entry.State.RecStatus, Is.EqualTo("rejected"));
    }

    [Test]
    public async Task A_rejected_one_is_reviewed_again_after_it_was_reopened()
    {
        ContentAddress recommendation = await Add();
        (await _ledger.RejectAsync(recommendation, RecommendationSamples.Act())).Require();
        Assert.That((await _ledger.ApproveAsync(recommendation, RecommendationSamples.Act())).Outcome, Is.EqualTo(WriteOutcome.Refused));
        (await _ledger.ReopenAsync(recommendation, RecommendationSamples.Act("new evidence"))).Require();
        Assert.That(await Recorded(recommendation), Is.Null, "pending is no entry");
        (await _ledger.ApproveAsync(recommendation, RecommendationSamples.Act())).Require();
        Assert.That(await Recorded(recommendation), Is.EqualTo("approved"));
    }

    [Test]
    public async Task Of_two_approvals_at_once_only_one_is_recorded()
    {
        ContentAddress recommendation = await Add();
        WriteResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(index =>
            Task.Run(() => _ledger.ApproveAsync(recommendation, RecommendationSamples.Act($"reviewer {index}")).AsTask())));
        Assert.That(results.Count(static result => result.Outcome == WriteOutcome.Done), Is.EqualTo(1));
        Assert.That(results.Where(static result => !result.IsSuccess).Select(static result => result.Fault.Code), Is.All.EqualTo(OmsErrorCode.InvalidationDenied));
        Assert.That((await _ledger.GetHistoryAsync(recommendation))!.Steps, Has.Count.EqualTo(1));
    }

    [TestCase(RecommendationObserver.Human)]
    [TestCase(RecommendationObserver.Agent)]
    [TestCase(RecommendationObserver.System)]
    public async Task Only_the_policy_applies_what_nobody_reviewed_OMS_8_12_1_2(RecommendationObserver observer)
    {
        ContentAddress recommendation = await Add();
        WriteResult refused = await _ledger.ApplyAsync(recommendation, RecommendationSamples.Act() with { Actor = "rec:policy", Observer = observer });
        Assert.That(refused.Fault.Rule, Is.EqualTo("OMS-8.12.1-2"), "the class decides, never the name");
        (await _ledger.ApplyAsync(recommendation, RecommendationSamples.Act() with { Observer = RecommendationObserver.Policy })).Require();
    }

    [Test]
    public async Task An_expired_one_is_not_applied_and_its_approval_is_gone_OMS_8_12_1_5()
    {
        EpochMilliseconds end = RecommendationSamples.Time.Value + 1000;
        ContentAddress recommendation = await _store.AddAsync(RecommendationSamples.Recommendation(end));
        (await _ledger.ApproveAsync(recommendation, RecommendationSamples.Act())).Require();
        _clock.Now = end;
        Assert.That((await _ledger.GetHistoryAsync(recommendation))!.Status, Is.EqualTo(RecommendationStatus.Approved), "valid_to counts");
        _clock.Now = end.Value + 1;
        RecommendationHistory history = (await _ledger.GetHistoryAsync(recommendation))!;
        Assert.That((history.Status, history.RecordedStatus), Is.EqualTo((RecommendationStatus.Expired, RecommendationStatus.Approved)));
        Assert.That((await _ledger.ApplyAsync(recommendation, RecommendationSamples.Act())).Fault.Rule, Is.EqualTo("OMS-8.12.1-5"));
        Assert.That(await Recorded(recommendation), Is.EqualTo("approved"), "an expiry is never stored");
        WriteResult written = await _ledger.TransitionAsync(recommendation, RecommendationStatus.Expired, RecommendationSamples.Act());
        Assert.That(written.Fault.Rule, Is.EqualTo("R-44"));
    }

    [Test]
    public async Task What_was_applied_does_not_expire_and_can_be_rolled_back_later()
    {
        EpochMilliseconds end = RecommendationSamples.Time.Value + 1000;
        ContentAddress recommendation = await _store.AddAsync(RecommendationSamples.Recommendation(end));
        RecommendationAct act = RecommendationSamples.Act() with { Observer = RecommendationObserver.Policy, Changes = [RecommendationChange.Edited("doc:handbook", "sha256:00")] };
        (await _ledger.ApplyAsync(recommendation, act)).Require();
        _clock.Now = end.Value + 1;
        Assert.That((await _ledger.GetHistoryAsync(recommendation))!.Status, Is.EqualTo(RecommendationStatus.Applied));
        (await _ledger.RollBackAsync(recommendation, RecommendationSamples.Act())).Require();
    }

    [Test]
    public async Task A_superseding_recommendation_begins_anew_and_the_old_one_is_not_applied_any_more_OMS_8_12_1_6()
    {
        ContentAddress old = await Add();
        (await _ledger.ApproveAsync(old, RecommendationSamples.Act())).Require();
        ContentAddress successor = await _store.ReplaceAsync(old, RecommendationSamples.Recommendation() with { Severity = "high" });
        Assert.That((await _ledger.GetHistoryAsync(successor))!.Status, Is.EqualTo(RecommendationStatus.Pending));
        Assert.That(await Recorded(successor), Is.Null);
        Assert.That((await _ledger.ApplyAsync(old, RecommendationSamples.Act())).Fault.Rule, Is.EqualTo("OMS-8.12.1-6"));
        Assert.That((await _ledger.ApplyAsync(successor, RecommendationSamples.Act())).IsSuccess, Is.False);
    }

    [Test]
    public async Task A_recommendation_that_says_its_status_itself_is_refused_OMS_8_12_3()
    {
        OmsMap fields = new(RecommendationSamples.Recommendation().ToFields().Append(new("rec_status", "approved")));
        Grain grain = Grain.FromFields(fields);
        Assert.That(Assert.Throws<OmsException>(() => grain.ToBlob())!.Fault.Rule, Is.EqualTo("OMS-5.6-1"));
        byte[] forged = Grain.Restore(fields).ToBlob().Memory.ToArray();
        Assert.That((await _store.PutAsync(forged)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        ContentAddress old = await Add();
        byte[] successor = Grain.Restore(new(fields.Append(new("derived_from", OmsValue.FromTexts([old.ToString()]))))).ToBlob().Memory.ToArray();
        Assert.That((await _store.SupersedeAsync(old, successor)).Outcome, Is.EqualTo(WriteOutcome.Refused), "also through a supersession");
    }

    [Test]
    public async Task What_is_no_recommendation_has_no_lifecycle()
    {
        ContentAddress fact = await _store.AddAsync(Fact("plain"));
        Assert.That(await _ledger.GetHistoryAsync(fact), Is.Null);
        Assert.That((await _ledger.ApproveAsync(fact, RecommendationSamples.Act())).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        WriteResult put = await _store.PutAsync(RecommendationSamples.Step(fact, "pending", "approved").ToBlob().Memory);
        Assert.That(put.Fault.Rule, Is.EqualTo("R-44"));
    }

    [Test]
    public async Task Looking_at_a_lifecycle_counts_as_no_access_OMS_22_10_1()
    {
        ContentAddress recommendation = await Add();
        ContentAddress step = (await _ledger.ApproveAsync(recommendation, RecommendationSamples.Act())).Require();
        for (int i = 0; i < 5; i++) await _ledger.GetHistoryAsync(recommendation);
        IReadOnlyList<StoredGrain?> found = await _store.GetBatchAsync([recommendation, step]);
        Assert.That(found.Select(static grain => grain!.Entry.State.AccessCount), Is.All.Zero);
    }

    private async Task<ContentAddress> Add() => await _store.AddAsync(RecommendationSamples.Recommendation());

    private async Task<Observation> Read(ContentAddress address) => (Observation)(await _store.GetAsync(address))!.ToGrain();

    private async Task<string?> Recorded(ContentAddress address) => (await _store.GetAsync(address))!.Entry.State.RecStatus;

    private static ContentAddress[] Sources(Observation step) => [.. step.DerivedFrom!.Select(static source => ContentAddress.Parse(source.AsText()))];

    private static Fact Fact(string text) => new() { Subject = "pat", Relation = "says", Object = text, Confidence = 0.5, CreatedAt = RecommendationSamples.Time };
}
