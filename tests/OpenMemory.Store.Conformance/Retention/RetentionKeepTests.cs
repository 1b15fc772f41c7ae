namespace OpenMemory.Store.Conformance;

/// <summary>What no rule about ages takes away (§6.1, §8.10, §23, R-60).</summary>
public abstract class RetentionKeepTests : GrainStoreFixture
{
    private const string Person = "did:key:z6MkCustomer";

    [Test]
    [Requirement("OMS-23.2-3")]
    [Requirement("OMS-28.4-5")]
    public async Task A_held_grain_is_neither_demoted_nor_removed_until_the_hold_is_lifted()
    {
        ContentAddress held = await Put(Guarded("hold"));
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That((report.Rules[0].KeptByHold, report.Removed), Is.EqualTo((1L, 0L)));
        Assert.That(await Store.TierOf(held), Is.EqualTo(StorageTier.Hot));
        IsDone(await Store.LiftHoldAsync(held));
        await Store.RunOutAsync(Ageing.Everything());
        Assert.That(await Store.ExistsAsync(held), Is.False);
    }

    [Test]
    [Requirement("OMS-23.2-3")]
    public async Task A_timed_hold_counts_when_its_time_has_come()
    {
        ContentAddress held = await Put(NewFact() with { InvalidationPolicy = new() { Mode = "timed", LockedUntil = (Clock.Now.Value / 1000) + 1000, FallbackMode = "hold" } });
        await Store.Lower(StorageTier.Cold);
        Clock.Advance(Ageing.Days(10));
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That(report.Rules[0].KeptByHold, Is.EqualTo(1));
        Assert.That(await Store.ExistsAsync(held), Is.True);
    }

    [Test]
    [Requirement("R-60")]
    public async Task The_years_of_a_grains_own_policy_pass_first()
    {
        Fact fact = NewFact() with { RetentionPolicy = new OmsMap { ["minimum_retention_years"] = 7, ["regulation"] = "an example" } };
        ContentAddress address = await Put(fact);
        DateTimeOffset end = DateTimeOffset.FromUnixTimeMilliseconds(fact.CreatedAt!.Value.Value).AddYears(7);
        Clock.Now = new(end.ToUnixTimeMilliseconds() - 1);
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That((report.Rules[0].KeptByRetentionPolicy, await Store.TierOf(address)), Is.EqualTo((1L, (StorageTier?)StorageTier.Hot)));
        Clock.Now = new(end.ToUnixTimeMilliseconds());
        await Store.RunOutAsync(Ageing.Everything());
        Assert.That(await Store.ExistsAsync(address), Is.False);
    }

    [TestCaseSource(nameof(Unmet))]
    [Requirement("R-60")]
    public async Task A_grains_own_policy_that_no_clock_can_meet_keeps_it(object policy)
    {
        IsDone(await Receive((NewFact() with { RetentionPolicy = (OmsMap)policy }).ToBlob().Memory));
        Clock.Advance(Ageing.Days(100_000));
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That((report.Rules[0].KeptByRetentionPolicy, report.Removed), Is.EqualTo((1L, 0L)));
    }

    [Test]
    [Requirement("R-60")]
    public async Task A_policy_without_years_keeps_nothing()
    {
        await Put(NewFact() with { RetentionPolicy = new OmsMap { ["regulation"] = "an example" } });
        await Put(NewFact("phone") with { RetentionPolicy = new OmsMap { ["minimum_retention_years"] = 0 } });
        await Store.RunOutAsync(Ageing.Everything());
        Assert.That((await Store.GetStatisticsAsync()).Deleted, Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_important_sure_or_often_read_stays()
    {
        ContentAddress important = await Put(NewFact("a") with { Importance = 0.9, Confidence = 0.1 }), sure = await Put(NewFact("b") with { Confidence = 0.95 });
        ContentAddress read = await Put(NewFact("c") with { Confidence = 0.1 }), nothing = await Put(NewFact("d") with { Confidence = 0.1, Importance = 0.89 });
        for (int i = 0; i < 3; i++) await Store.GetAsync(read);
        for (int wait = 0; wait < 200 && (await EntryOf(read)).State.AccessCount < 3; wait++) await Task.Delay(10);
        RetentionRule rule = Ageing.Everything() with { KeepImportanceFrom = 0.9, KeepConfidenceFrom = 0.95, KeepAccessedFrom = 3 };
        RetentionReport report = await Store.RunOutAsync(rule);
        Assert.That(report.Rules[0].KeptByValue, Is.EqualTo(3));
        foreach (ContentAddress kept in new[] { important, sure, read }) Assert.That(await Store.TierOf(kept), Is.EqualTo(StorageTier.Hot));
        Assert.That(await Store.ExistsAsync(nothing), Is.False);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_longest_minimum_counts_wherever_it_stands(bool isLast)
    {
        ContentAddress address = await Put(NewFact());
        RetentionRule all = Ageing.Everything() with { MinimumAge = Ageing.Days(10) }, floor = new() { Name = "floor", Since = RetentionEvent.Accepted, Namespace = "shared", MinimumAge = Ageing.Days(100) };
        RetentionRule[] rules = isLast ? [all, floor] : [floor, all];
        Clock.Advance(Ageing.Days(99));
        RetentionReport report = await Store.RunOutAsync(rules);
        Assert.That((report.Rules[isLast ? 0 : 1].KeptByMinimumAge, await Store.TierOf(address)), Is.EqualTo((1L, (StorageTier?)StorageTier.Hot)));
        Clock.Advance(Ageing.Days(1));
        await Store.RunOutAsync(rules);
        Assert.That(await Store.ExistsAsync(address), Is.False);
    }

    [Test]
    public async Task A_minimum_from_what_did_not_happen_has_not_passed()
    {
        ContentAddress old = await Put(NewFact()), current = await Supersede(old, NewFact().Next("phone"));
        RetentionRule floor = new() { Name = "floor", Since = RetentionEvent.Ended, MinimumAge = Ageing.Days(10) };
        Clock.Advance(Ageing.Days(20));
        RetentionReport report = await Store.RunOutAsync(floor, Ageing.Everything());
        Assert.That(report.Rules[1].KeptByMinimumAge, Is.EqualTo(1));
        Assert.That((await Store.ExistsAsync(old), await Store.TierOf(current)), Is.EqualTo((false, (StorageTier?)StorageTier.Hot)));
    }

    [Test]
    [Requirement("OMS-8.10-4")]
    public async Task Consents_go_only_by_a_rule_that_names_them_and_not_while_anything_rests_on_them()
    {
        ContentAddress withdrawn = await Put(NewConsent(Person)), end = await Supersede(withdrawn, Withdrawal(withdrawn, Person));
        ContentAddress unused = await Put(NewConsent(Person, "did:web:unused.example")), used = await Put(NewConsent(Person, "did:web:used.example"));
        await Put(NewFact() with { ProcessingBasis = used.ToString(), RetentionPolicy = new OmsMap { ["minimum_retention_years"] = 7 } });
        Assert.That((await Store.RunOutAsync(Ageing.Everything())).Rules[0].LookedAt, Is.EqualTo(1));
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything() with { Types = [GrainType.Consent] });
        Assert.That(report.Rules[0].KeptForOthers, Is.EqualTo(3));
        Assert.That((await Store.ExistsAsync(withdrawn), await Store.ExistsAsync(end), await Store.ExistsAsync(used), await Store.ExistsAsync(unused)), Is.EqualTo((true, true, true, false)));
    }

    [Test]
    [Requirement("OMS-23.6-1")]
    public async Task What_hands_protection_on_stays_as_long_as_something_derives_from_it()
    {
        Fact root = Guarded("locked", "subtree");
        ContentAddress protector = await Put(root);
        Fact link = NewFact("between") with { DerivedFrom = [protector.ToString()] };
        ContentAddress between = await Put(link);
        Event leaf = NewEvent("the invoice") with { DerivedFrom = [between.ToString()] };
        ContentAddress last = await Put(leaf);
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything() with { Types = [GrainType.Fact] });
        Assert.That(report.Rules[0].KeptForOthers, Is.EqualTo(2));
        IsRefused(await TrySupersede(last, leaf with { Content = "changed", CreatedAt = leaf.CreatedAt.Later(1000), DerivedFrom = [last.ToString()] }), OmsErrorCode.InvalidationDenied);
        await Store.RunOutAsync(Ageing.Everything());
        await Store.RunOutAsync(Ageing.Everything());
        Assert.That((await Store.ExistsAsync(protector), await Store.ExistsAsync(between), await Store.ExistsAsync(last)), Is.EqualTo((false, false, false)), "the leaves first");
    }

    [Test]
    [Requirement("OMS-23.2-1")]
    public async Task A_locked_grain_that_protects_nothing_else_grows_old_as_others_do()
    {
        ContentAddress address = await Put(Guarded("locked"));
        await Store.RunOutAsync(Ageing.Everything());
        Assert.That(await Store.ExistsAsync(address), Is.False);
    }

    [Test]
    [Requirement("OMS-8.12.1-4")]
    public async Task The_record_of_a_Recommendation_stays_as_long_as_it_does()
    {
        OmsMap proposal = new() { ["merge"] = true };
        string key = DedupKey.Compute("acme.dedup/1", "entity:support/invoice-17", "data");
        ContentAddress address = await Put(new Recommendation
        {
            TargetRef = "entity:support/invoice-17", Analyzer = new OmsMap { ["id"] = "acme.dedup/1" }, CreatedAt = new(Written), Namespace = "agent:recommendations",
            Summary = new OmsMap { ["template_id"] = "merge" }, ProposalData = proposal, DedupKey = key,
        });
        ContentAddress step = await Put(new Observation
        {
            ObserverId = "user:anna", ObserverType = "human", Subject = address.ToString(), Relation = "rec:approved", Object = "looked at it", CreatedAt = new(Written + 10),
            Namespace = "agent:recommendations", DerivedFrom = [address.ToString()], Context = new OmsMap { ["from"] = "pending", ["to"] = "approved", ["dedup_key"] = key },
        });
        RetentionRule records = Ageing.Everything("records") with { Types = [GrainType.Observation], Namespace = "agent:recommendations" };
        Assert.That((await Store.RunOutAsync(records)).Rules[0].KeptForOthers, Is.EqualTo(1));
        Assert.That((await EntryOf(address)).State.RecStatus, Is.EqualTo("approved"));
        await Store.RunOutAsync(records with { Types = [GrainType.Recommendation] });
        await Store.RunOutAsync(records);
        Assert.That((await Store.ExistsAsync(address), await Store.ExistsAsync(step)), Is.EqualTo((false, false)));
    }

    [Test]
    [Requirement("OMS-12.6.3-3")]
    public async Task Grants_stay_and_the_audit_trail_goes_only_by_its_own_name()
    {
        ContentAddress grant = await Put(NewFact("read ON *", "agent:bot", "mg:permits") with { Namespace = "agent:authz", Confidence = 1, Context = new OmsMap { ["grantor"] = "user:anna" } });
        ContentAddress note = await Put(NewObservation(Customer, "mentions", "it") with { Namespace = "agent:audit" });
        await Store.RunOutAsync(Ageing.Everything(), Ageing.Everything("agents") with { Namespace = "agent:*" });
        Assert.That((await Store.TierOf(grant), await Store.TierOf(note)), Is.EqualTo((StorageTier.Hot, StorageTier.Hot)));
        await Store.RunOutAsync(Ageing.Everything("trail") with { Namespace = "agent:audit" });
        Assert.That((await Store.ExistsAsync(grant), await Store.ExistsAsync(note)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_sealed_grain_is_counted_and_not_touched()
    {
        using KeyRing keys = new();
        UseStore(new() { KeyRing = keys.Ring });
        ContentAddress closed = await Put(keys.Seal(Customer, NewFact()), Customer);
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That((report.Unreadable, report.Rules[0].LookedAt, await Store.TierOf(closed)), Is.EqualTo((1L, 0L, (StorageTier?)StorageTier.Hot)));
    }

    private static IEnumerable<object> Unmet() =>
    [
        new OmsMap { ["minimum_retention_years"] = 10_000 }, new OmsMap { ["minimum_retention_years"] = 9_999 },
        new OmsMap { ["minimum_retention_years"] = 0, ["deletion_requires"] = "the approval of the auditor" },
    ];
}
