using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Histories that come from elsewhere: in any order, forked, and with steps that do not count .</summary>
[TestFixture]
public sealed class RecommendationForkTests
{
    private readonly ManualClock _clock = new(RecommendationSamples.Time.Value);
    private InMemoryGrainStore _store = null!;
    private RecommendationLedger _ledger = null!;
    private ContentAddress _recommendation;

    [SetUp]
    public async Task Open()
    {
        _clock.Now = RecommendationSamples.Time;
        _store = new(new() { Clock = _clock });
        _ledger = new(_store, _clock);
        _recommendation = await _store.AddAsync(RecommendationSamples.Recommendation());
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Steps_count_whatever_the_order_and_the_times_in_which_they_come()
    {
        Observation approved = Step("pending", "approved") with { CreatedAt = RecommendationSamples.Time.Value + 9000 };
        Observation applied = Step("approved", "applied", "human", Of(approved)) with { CreatedAt = RecommendationSamples.Time.Value + 10 };
        Observation undone = Step("applied", "rolled_back", "human", Of(applied)) with { CreatedAt = RecommendationSamples.Time };
        foreach (Observation step in new[] { undone, applied, approved }) await Receive(step);
        RecommendationHistory history = await History();
        Assert.That(history.Steps.Select(static step => step.To), Is.EqualTo(new[] { RecommendationStatus.Approved, RecommendationStatus.Applied, RecommendationStatus.RolledBack }));
        Assert.That(await Recorded(), Is.EqualTo("rolled_back"), "the last to arrive was the first step");
    }

    [TestCase("pending", "applied", "human", "OMS-8.12.1-2")]
    [TestCase("pending", "rolled_back", "human", "R-44")]
    [TestCase("pending", "expired", "human", "R-44")]
    [TestCase("approved", "applied", "human", "R-44")]
    [TestCase("pending", "approved", "llm", "OMS-8.12.1-2")]
    public async Task A_forbidden_step_is_ignored_and_told(string from, string to, string observer, string rule)
    {
        await Receive(Step(from, to, observer));
        RecommendationHistory history = await History();
        Assert.That(history.Status, Is.EqualTo(RecommendationStatus.Pending));
        Assert.That(history.Steps, Is.Empty);
        Assert.That(history.Ignored.Single().Fault.Rule, Is.EqualTo(rule));
        Assert.That(await Recorded(), Is.Null);
    }

    [Test]
    public async Task A_step_behind_an_ignored_one_does_not_count_either()
    {
        Observation forbidden = Step("pending", "applied");
        await Receive(forbidden);
        await Receive(Step("applied", "rolled_back", "human", Of(forbidden)));
        RecommendationHistory history = await History();
        Assert.That(history.Ignored, Has.Count.EqualTo(2));
        Assert.That(history.Status, Is.EqualTo(RecommendationStatus.Pending));
    }

    [Test]
    public async Task An_application_after_the_end_does_not_count_OMS_8_12_1_5()
    {
        ContentAddress recommendation = await _store.AddAsync(RecommendationSamples.Recommendation(RecommendationSamples.Time.Value + 10));
        Observation approved = RecommendationSamples.Step(recommendation, "pending", "approved");
        await Receive(approved);
        await Receive(RecommendationSamples.Step(recommendation, "approved", "applied", "human", Of(approved)) with { CreatedAt = RecommendationSamples.Time.Value + 11 });
        Assert.That((await _ledger.GetHistoryAsync(recommendation))!.Ignored.Single().Fault.Rule, Is.EqualTo("OMS-8.12.1-5"));
    }

    [Test]
    public async Task A_step_of_another_namespace_does_not_count()
    {
        await Receive(Step("pending", "approved") with { Namespace = "mallory" });
        Assert.That((await History()).Ignored.Single().Fault.Field, Is.EqualTo("namespace"));
    }

    [TestCase("approved", "rejected", RecommendationStatus.Rejected)]
    [TestCase("approved", "approved", RecommendationStatus.Approved)]
    [TestCase("applied", "rejected", RecommendationStatus.Applied)]
    [TestCase("applied", "approved", RecommendationStatus.Applied)]
    [TestCase("applied", "applied", RecommendationStatus.Applied)]
    [TestCase("rolled_back", "applied", RecommendationStatus.Applied)]
    [TestCase("rolled_back", "rejected", RecommendationStatus.RolledBack)]
    [TestCase("rejected", "reopened", RecommendationStatus.Pending)]
    [TestCase("approved", "reopened", RecommendationStatus.Pending)]
    public async Task A_fork_has_the_less_advanced_status_and_what_was_applied_stays(string one, string other, RecommendationStatus expected)
    {
        await Branch(one, 1);
        await Branch(other, 2);
        RecommendationHistory history = await History();
        Assert.That(history.Status, Is.EqualTo(expected));
        Assert.That(history.IsForked, Is.True);
        Assert.That(history.Heads, Has.Count.EqualTo(2));
        Assert.That(history.Ignored, Is.Empty);
        Assert.That(await Recorded(), Is.EqualTo(expected == RecommendationStatus.Pending ? null : expected == RecommendationStatus.RolledBack ? "rolled_back" : expected.ToString().ToLowerInvariant()));
    }

    [Test]
    public async Task The_next_step_follows_all_heads_and_so_ends_the_fork()
    {
        await Branch("approved", 1);
        await Branch("rejected", 2);
        ContentAddress[] heads = [.. (await History()).Heads.Select(static head => head.Address)];
        WriteResult partial = await _store.PutAsync(Step("rejected", "pending", "human", heads[0]).ToBlob().Memory);
        Assert.That(partial.Fault.Rule, Is.EqualTo("OMS-8.12.1-1"));
        (await _ledger.ReopenAsync(_recommendation, RecommendationSamples.Act())).Require();
        RecommendationHistory history = await History();
        Assert.That(history.IsForked, Is.False);
        Assert.That(history.Steps[^1].DerivedFrom, Is.EquivalentTo(heads.Prepend(_recommendation)));
        (await _ledger.ApproveAsync(_recommendation, RecommendationSamples.Act())).Require();
        Assert.That(await Recorded(), Is.EqualTo("approved"));
    }

    [Test]
    public async Task A_step_that_names_an_older_one_as_well_follows_the_newer()
    {
        Observation rejected = Step("pending", "rejected"), reopened = Step("rejected", "pending", "human", Of(rejected));
        Observation approved = Step("pending", "approved", "human", Of(reopened), Of(rejected));
        foreach (Observation step in new[] { rejected, reopened, approved }) await Receive(step);
        RecommendationHistory history = await History();
        Assert.That(history.Ignored, Is.Empty);
        Assert.That(history.Heads.Select(static head => head.Address), Is.EqualTo(new[] { Of(approved) }));
    }

    [Test]
    public async Task A_history_that_comes_before_its_recommendation_counts_when_it_is_there()
    {
        Recommendation late = RecommendationSamples.Recommendation() with { Severity = "low" };
        ContentAddress address = late.ToBlob().Address;
        await Receive(RecommendationSamples.Step(address, "pending", "approved"));
        await _store.AddAsync(late);
        Assert.That((await _store.GetAsync(address))!.Entry.State.RecStatus, Is.EqualTo("approved"));
    }

    [Test]
    public async Task What_is_said_of_a_status_in_an_index_does_not_count_OMS_8_12_1_4()
    {
        await _store.MergeIndexAsync([new(_recommendation, IndexState.Default with { RecStatus = "applied" })]);
        Assert.That((await History()).Status, Is.EqualTo(RecommendationStatus.Pending));
        Assert.That(await Recorded(), Is.Null);
    }

    [Test]
    public async Task Long_histories_are_read_whole()
    {
        Recommendation late = RecommendationSamples.Recommendation() with { Severity = "low" };
        ContentAddress address = late.ToBlob().Address;
        ContentAddress[] before = [];
        for (int i = 0; i < 1500; i++)
        {
            Observation step = i % 2 == 0
                ? RecommendationSamples.Step(address, "pending", "rejected", "human", before)
                : RecommendationSamples.Step(address, "rejected", "pending", "human", before);
            before = [Of(step)];
            await Receive(step);
        }
        await _store.AddAsync(late);
        Assert.That((await _ledger.GetHistoryAsync(address))!.Steps, Has.Count.EqualTo(1500));
    }

    /// <summary>A line of history from the beginning to a status; <paramref name="salt"/> tells it from others.</summary>
    private async Task Branch(string to, int salt)
    {
        (string From, string To)[] steps = to switch
        {
            "approved" => [("pending", "approved")],
            "rejected" => [("pending", "rejected")],
            "reopened" => [("pending", "rejected"), ("rejected", "pending")],
            "applied" => [("pending", "approved"), ("approved", "applied")],
            _ => [("pending", "approved"), ("approved", "applied"), ("applied", "rolled_back")],
        };
        ContentAddress[] before = [];
        foreach ((string from, string next) in steps)
        {
            Observation step = Step(from, next, "human", before) with { Object = $"branch {salt}" };
            await Receive(step);
            before = [Of(step)];
        }
    }

    private Observation Step(string from, string to, string observer = "human", params ContentAddress[] before) =>
        RecommendationSamples.Step(_recommendation, from, to, observer, before);

    private static ContentAddress Of(Observation step) => step.ToBlob().Address;

    private async Task Receive(Observation step) =>
        Assert.That((await _store.ReceiveAsync([new(step.ToBlob().Memory)])).Single().IsSuccess, Is.True);

    private async Task<RecommendationHistory> History() => (await _ledger.GetHistoryAsync(_recommendation))!;

    private async Task<string?> Recorded() => (await _store.GetAsync(_recommendation))!.Entry.State.RecStatus;
}
