namespace OpenMemory.Store.Conformance;

/// <summary>The status of Recommendations comes from their audit chain alone (§8.12.1, R-44).</summary>
public abstract class RecommendationTests : GrainStoreFixture
{
    private const string Target = "entity:support/invoice-17", Other = "entity:support/invoice-18";

    [Test]
    [Requirement("OMS-8.12.1-4")]
    [Requirement("OMS-28.3-1")]
    [Requirement("OMS-8.12.1-1")]
    public async Task Each_step_that_is_recorded_moves_the_status()
    {
        Recommendation recommendation = New();
        ContentAddress address = await Put(recommendation);
        Assert.That((await EntryOf(address)).State.RecStatus, Is.Null.Or.EqualTo("pending"));
        ContentAddress approved = await Put(Step(address, "pending", "approved"));
        Assert.That((await EntryOf(address)).State.RecStatus, Is.EqualTo("approved"));
        await Put(Step(address, "approved", "applied", previous: approved));
        Assert.That((await EntryOf(address)).State.RecStatus, Is.EqualTo("applied"));
    }

    [TestCase("approved", "rejected")]
    [TestCase("pending", "rolled_back")]
    [Requirement("OMS-8.12.1-1")]
    public async Task A_step_that_the_lifecycle_does_not_have_is_refused(string from, string to)
    {
        ContentAddress address = await Put(New());
        string before = await StoreImage.Of(Store);
        Assert.That((await TryPut(Step(address, from, to))).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("R-44")]
    [Requirement("OMS-8.12.1-4")]
    public async Task A_forbidden_step_that_was_received_is_kept_and_ignored()
    {
        ContentAddress address = await Put(New());
        GrainBlob forbidden = Step(address, "pending", "rolled_back").ToBlob();
        IsDone(await Receive(forbidden.Memory));
        Assert.That(await Store.ExistsAsync(forbidden.Address), Is.True);
        Assert.That((await EntryOf(address)).State.RecStatus, Is.Null.Or.EqualTo("pending"));
    }

    [Test]
    [Requirement("OMS-8.12.1-2")]
    public async Task Only_a_policy_applies_what_nobody_approved()
    {
        ContentAddress first = await Put(New()), second = await Put(New(Other));
        Assert.That((await TryPut(Step(first, "pending", "applied"))).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That((await TryPut(Step(first, "pending", "applied") with { ObserverId = "rec:policy" })).Outcome, Is.EqualTo(WriteOutcome.Refused));
        await Put(Step(second, "pending", "applied", Other) with { ObserverType = "rec:policy" });
        Assert.That((await EntryOf(second)).State.RecStatus, Is.EqualTo("applied"));
    }

    [Test]
    [Requirement("OMS-8.12.1-2")]
    public async Task Others_than_the_four_classes_record_nothing()
    {
        ContentAddress address = await Put(New());
        Assert.That((await TryPut(Step(address, "pending", "approved") with { ObserverType = "llm" })).Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    [Requirement("OMS-8.12.1-5")]
    public async Task What_expired_is_not_applied()
    {
        ContentAddress address = await Put(New() with { ValidTo = new(Clock.Now.Value + 1000) }), approved = await Put(Step(address, "pending", "approved"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await TryPut(Step(address, "approved", "applied", previous: approved))).Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    [Requirement("OMS-11.7-4")]
    [Requirement("OMS-8.12-3")]
    public async Task A_status_that_somebody_states_is_not_believed()
    {
        ContentAddress address = await Put(New());
        IndexMergeResult merged = (await Store.MergeIndexAsync([new(address, new() { RecStatus = "applied" })])).Single();
        Assert.That(merged.Entry.State.RecStatus, Is.Null.Or.EqualTo("pending"));
        Assert.That(merged.Notices.Select(static notice => notice.Kind), Does.Contain(ManifestNoticeKind.RecStatusNotTrusted));
    }

    [Test]
    [Requirement("OMS-8.12.1-4")]
    public async Task A_chain_that_arrives_in_any_order_gives_the_same_status()
    {
        Recommendation recommendation = New();
        ContentAddress address = recommendation.Address();
        Observation approve = Step(address, "pending", "approved"), apply = Step(address, "approved", "applied", previous: approve.Address());
        Grain[][] orders = [[recommendation, approve, apply], [apply, approve, recommendation], [approve, recommendation, apply]];
        foreach (Grain[] order in orders)
        {
            UseStore(new());
            foreach (Grain grain in order) IsDone(await Receive(grain.ToBlob().Memory));
            Assert.That((await EntryOf(address)).State.RecStatus, Is.EqualTo("applied"));
        }
    }

    [Test]
    [Requirement("OMS-8.12.1-6")]
    [Requirement("OMS-8.12-2")]
    public async Task A_superseding_recommendation_begins_anew_and_keeps_the_dedup_key()
    {
        Recommendation old = New(), other = New("entity:support/other") with { DerivedFrom = [old.Address().ToString()] };
        ContentAddress address = await Put(old);
        await Put(Step(address, "pending", "approved"));
        Assert.That((await TrySupersede(address, other)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        ContentAddress next = await Supersede(address, old with { Severity = "high", CreatedAt = new(Written + 5), DerivedFrom = [address.ToString()] });
        Assert.That((await EntryOf(next)).State.RecStatus, Is.Null.Or.EqualTo("pending"));
    }

    [Test]
    [Requirement("OMS-8.12.1-4")]
    public async Task When_the_record_of_a_step_is_deleted_the_status_goes_back()
    {
        ContentAddress address = await Put(New()), approved = await Put(Step(address, "pending", "approved"));
        await Store.DeleteAsync(approved);
        Assert.That((await EntryOf(address)).State.RecStatus, Is.Null.Or.EqualTo("pending"));
    }

    [Test]
    [Requirement("OMS-8.12.1-4")]
    public async Task When_the_record_of_a_step_cascades_the_status_goes_back()
    {
        ContentAddress consent = await Put(NewConsent(Customer)), address = await Put(New());
        await Put(Step(address, "pending", "approved") with { ProcessingBasis = consent.ToString(), InvalidationPolicy = new() { Mode = "consent_cascade" } });
        await Supersede(consent, Withdrawal(consent, Customer));
        Assert.That((await EntryOf(address)).State.RecStatus, Is.EqualTo("approved"));
        Assert.That((await Store.CascadeConsentAsync(run: true)).Erased, Is.EqualTo(1));
        Assert.That((await EntryOf(address)).State.RecStatus, Is.Null.Or.EqualTo("pending"));
    }

    [Test]
    [Requirement("OMS-8.12.1-4")]
    public async Task Steps_that_arrive_together_are_counted_together()
    {
        Recommendation recommendation = New();
        ContentAddress address = recommendation.Address();
        Observation approve = Step(address, "pending", "approved"), apply = Step(address, "approved", "applied", previous: approve.Address());
        await Store.ReceiveAsync([.. new Grain[] { recommendation, approve, apply }.Select(static grain => new ReceivedBytes(grain.ToBlob().Memory))]);
        Assert.That((await EntryOf(address)).State.RecStatus, Is.EqualTo("applied"));
        Assert.That((await Changes()).Count(static change => change.Kind == GrainChangeKind.EntryChanged), Is.EqualTo(1));
    }

    private static Recommendation New(string target = Target) => new()
    {
        TargetRef = target, Analyzer = new OmsMap { ["id"] = "acme.dedup/1" }, CreatedAt = new(Written), Namespace = "agent:recommendations",
        Summary = new OmsMap { ["template_id"] = "merge", ["args"] = new OmsMap { ["count"] = 2 } },
        ProposalData = new OmsMap { ["merge"] = true }, DedupKey = DedupKey.Compute("acme.dedup/1", target, "data"),
    };

    private static Observation Step(ContentAddress recommendation, string from, string to, string target = Target, ContentAddress? previous = null) => new()
    {
        ObserverId = "user:anna", ObserverType = "human", Subject = recommendation.ToString(), Relation = $"rec:{to}", Object = "looked at it",
        Namespace = "agent:recommendations", CreatedAt = new(Written + 10),
        Context = to == "applied" ? new OmsMap(Transition(from, to, target)) { ["rollbackable"] = false } : Transition(from, to, target),
        DerivedFrom = previous is { } before ? [recommendation.ToString(), before.ToString()] : [recommendation.ToString()],
    };

    private static OmsMap Transition(string from, string to, string target) =>
        new() { ["from"] = from, ["to"] = to, ["dedup_key"] = DedupKey.Compute("acme.dedup/1", target, "data") };
}
