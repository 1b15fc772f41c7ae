namespace OpenMemory.Store.Conformance;

/// <summary>Retention: grains grow cold before they go, by the rules of their namespaces.</summary>
public abstract class RetentionTests : GrainStoreFixture
{
    private static readonly RetentionRule s_steps = new()
    {
        Name = "steps", Since = RetentionEvent.Accepted, WarmAfter = Ageing.Days(10), ColdAfter = Ageing.Days(20), RemoveAfter = Ageing.Days(30), Because = "it is old",
    };

    [Test]
    public async Task A_grain_grows_warm_then_cold_and_then_goes()
    {
        ContentAddress address = await Put(NewFact());
        foreach ((double days, StorageTier? tier) in new (double, StorageTier?)[]
        {
            (9, StorageTier.Hot), (1, StorageTier.Warm), (9, StorageTier.Warm), (1, StorageTier.Cold), (9.5, StorageTier.Cold), (0.5, null),
        })
        {
            Clock.Advance(Ageing.Days(days));
            RetentionTally tally = await Store.ApplyAsync(s_steps);
            Assert.That(await Store.TierOf(address), Is.EqualTo(tier), $"after {days} days more");
            Assert.That(tally.LookedAt, Is.EqualTo(1));
        }
        Assert.That(await Store.ExistsAsync(address), Is.False);
        Assert.That((await Store.ApplyAsync(s_steps)).LookedAt, Is.Zero);
    }

    [Test]
    public async Task A_run_takes_one_step_and_removes_only_what_lay_in_the_cold_tier()
    {
        ContentAddress address = await Put(NewFact());
        Clock.Advance(Ageing.Days(1000));
        foreach (StorageTier? tier in new StorageTier?[] { StorageTier.Warm, StorageTier.Cold, null })
        {
            await Store.ApplyAsync(s_steps);
            Assert.That(await Store.TierOf(address), Is.EqualTo(tier));
        }
    }

    [Test]
    public async Task A_cold_grain_rests_before_it_is_removed_however_often_somebody_runs()
    {
        RetentionOptions options = new() { RestBeforeRemoval = Ageing.Days(7) };
        ContentAddress address = await Put(NewFact());
        Clock.Advance(Ageing.Days(1000));
        await Store.ApplyAsync(s_steps, options);
        Assert.That((await Store.ApplyAsync(s_steps, options)).Resting, Is.EqualTo(1), "nobody knows yet since when the cold tier rests");
        Clock.Advance(Ageing.Days(7));
        Assert.That((await Store.ApplyAsync(s_steps, options)).Cooled, Is.EqualTo(1));
        for (int day = 0; day < 7; day++)
        {
            RetentionTally tally = await Store.ApplyAsync(s_steps, options);
            Assert.That((tally.Removed, tally.Resting), Is.EqualTo((0L, 1L)), $"day {day}");
            Clock.Advance(Ageing.Days(1));
        }
        Assert.That((await Store.ApplyAsync(s_steps, options)).Removed, Is.EqualTo(1));
        Assert.That(await Store.ExistsAsync(address), Is.False);
    }

    [Test]
    public async Task A_clock_that_was_set_back_and_a_lost_mark_shorten_no_rest()
    {
        RetentionOptions options = new() { RestBeforeRemoval = Ageing.Days(7) };
        ContentAddress address = await Put(NewFact());
        Clock.Advance(Ageing.Days(1000));
        for (int run = 0; run < 2; run++)
        {
            Clock.Advance(Ageing.Days(7));
            await Store.ApplyAsync(s_steps, options);
        }
        await Store.Lower(StorageTier.Cold);
        Assert.That(await Store.TierOf(address), Is.EqualTo(StorageTier.Cold));
        Clock.Advance(Ageing.Days(8));
        await Store.Metadata.DeleteAsync("openmemory:retention:cooled_at");
        Assert.That((await Store.ApplyAsync(s_steps, options)).Resting, Is.EqualTo(1), "the mark is lost");
        Clock.Advance(Ageing.Days(-1));
        Assert.That((await Store.ApplyAsync(s_steps, options)).Resting, Is.EqualTo(1), "the mark lies ahead");
        Clock.Advance(Ageing.Days(7));
        Assert.That((await Store.ApplyAsync(s_steps, options)).Removed, Is.EqualTo(1));
    }

    [Test]
    [Requirement("OMS-28.4-4")]
    [Requirement("OMS-28.4-6")]
    [Requirement("OMS-17.3-4")]
    [Requirement("OMS-28.4.3-1")]
    public async Task A_removal_is_a_deletion_with_its_record()
    {
        CasUri own = await Store.Content.PutAsync("own"u8.ToArray()), shared = await Store.Content.PutAsync("shared"u8.ToArray());
        Fact fact = NewFact() with { ContentRefs = [Attachment(own), Attachment(shared)] };
        ContentAddress address = await Put(fact);
        await Put(NewEvent("the invoice") with { ContentRefs = [Attachment(shared)] });
        Clock.Advance(Ageing.Days(1000));
        RetentionPolicy policy = new(s_steps with { Types = [GrainType.Fact] });
        await Store.ApplyRetentionAsync(policy, Ageing.NoRest);
        await Store.ApplyRetentionAsync(policy, Ageing.NoRest);
        long last = (await Store.GetStatisticsAsync()).LastChange;
        RetentionReport report = await Store.ApplyRetentionAsync(policy, Ageing.NoRest);
        Assert.That((report.Removed, report.ContentsReclaimed, report.IsDryRun, report.Warnings.Count), Is.EqualTo((1L, 1L, false, 0)));
        Assert.That((await Store.Content.ExistsAsync(own), await Store.Content.ExistsAsync(shared)), Is.EqualTo((false, true)));
        AuditEntry entry = (await Audit()).Single();
        Assert.That((entry.Act, entry.Grain, entry.Actor, entry.Detail), Is.EqualTo((AuditAct.RetentionEnded, (ContentAddress?)address, "job:retention", "steps: it is old")));
        Observation record = (Observation)(await Store.GetAsync(entry.Record!.Value))!.ToGrain();
        Assert.That((record.Namespace, record.Relation, record.Subject), Is.EqualTo(("agent:audit", "audit:retention_ended", address.ToString())));
        Assert.That((await Changes(last)).Select(static change => change.Kind), Is.EquivalentTo(new[] { GrainChangeKind.Removed, GrainChangeKind.Added }));
        Assert.That((await AuditChain.VerifyAsync(Store.ReadAuditAsync())).IsFault, Is.False);
        Assert.That((await TryPut(fact)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
    }

    [Test]
    public async Task A_dry_run_tells_what_would_be_done_and_does_nothing()
    {
        await Put(NewFact());
        Clock.Advance(Ageing.Days(1000));
        RetentionOptions dry = Ageing.NoRest with { IsDryRun = true };
        string fresh = await StoreImage.Of(Store);
        Assert.That((await Store.ApplyAsync(s_steps, dry)).Warmed, Is.EqualTo(1));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(fresh));
        await Store.Lower(StorageTier.Cold);
        string before = await StoreImage.Of(Store);
        RetentionReport report = await Store.ApplyRetentionAsync(new(s_steps), dry);
        Assert.That((report.IsDryRun, report.Removed), Is.EqualTo((true, 1L)));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task A_run_that_finds_nothing_due_changes_nothing()
    {
        await Put(NewFact());
        await Put(NewEvent("the invoice"));
        Clock.Advance(Ageing.Days(15));
        await Store.ApplyAsync(s_steps);
        string before = await StoreImage.Of(Store);
        RetentionTally tally = await Store.ApplyAsync(s_steps);
        Assert.That((tally.LookedAt, tally.Warmed), Is.EqualTo((2L, 0L)));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task More_grains_than_one_scope_takes_all_have_their_turn_and_what_a_run_writes_has_not()
    {
        Fact[] facts = [.. Enumerable.Range(0, 700).Select(static number => NewFact($"value {number}"))];
        await Store.PutBatchAsync([.. facts.Select(static fact => fact.ToBlob().Memory)]);
        RetentionRule rule = Ageing.Everything(), records = Ageing.Everything("records") with { Namespace = "agent:audit" };
        RetentionReport report = await Store.RunOutAsync(rule);
        StoreStatistics statistics = await Store.GetStatisticsAsync();
        Assert.That((statistics.Deleted, statistics.Grains, report.Rules[0].LookedAt), Is.EqualTo((700L, 700L, 0L)), "an Observation for each");
        await Store.RunOutAsync(records);
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.EqualTo(700), "records of removed records");
    }

    [Test]
    public async Task A_run_that_is_called_off_ends_and_the_next_one_goes_on()
    {
        ContentAddress address = await Put(NewFact());
        await Store.Lower(StorageTier.Cold);
        Assert.That(async () => await Store.ApplyRetentionAsync(new(Ageing.Everything()), Ageing.NoRest, new(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Store.TierOf(address), Is.EqualTo(StorageTier.Cold));
        Assert.That((await Store.ApplyAsync(Ageing.Everything())).Removed, Is.EqualTo(1));
    }

    [Test]
    public async Task Many_runs_at_once_remove_each_grain_once()
    {
        await Store.PutBatchAsync([.. Enumerable.Range(0, 300).Select(static number => NewFact($"value {number}").ToBlob().Memory)]);
        RetentionTally[] tallies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.ApplyAsync(Ageing.Everything(), new() { RestBeforeRemoval = Ageing.Days(1) }))));
        Assert.That(tallies.Sum(static tally => tally.Removed), Is.Zero, "none rested");
        await Store.Lower(StorageTier.Cold);
        Clock.Advance(Ageing.Days(2));
        await Store.Lower(StorageTier.Cold);
        Clock.Advance(Ageing.Days(2));
        tallies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.ApplyAsync(Ageing.Everything(), new()))));
        Assert.That(tallies.Sum(static tally => tally.Removed), Is.EqualTo(300));
        Assert.That((await Audit()).Count(static entry => entry.Act == AuditAct.RetentionEnded), Is.EqualTo(300));
    }

    [TestCase(RetentionEvent.Created)]
    [TestCase(RetentionEvent.Accepted)]
    [TestCase(RetentionEvent.LastAccessed)]
    [TestCase(RetentionEvent.Ended)]
    [TestCase(RetentionEvent.ValidTo)]
    public async Task The_age_counts_from_the_event_of_the_rule(RetentionEvent since)
    {
        EpochMilliseconds begin = Clock.Now;
        Fact fact = NewFact() with { CreatedAt = new(begin.Value - (long)Ageing.Days(100).TotalMilliseconds), ValidTo = new(begin.Value + (long)Ageing.Days(50).TotalMilliseconds) };
        ContentAddress address = await Put(fact);
        Clock.Advance(Ageing.Days(20));
        await Store.ContradictAsync(address);
        double begun = since switch { RetentionEvent.Created => -100, RetentionEvent.Ended => 20, RetentionEvent.ValidTo => 50, _ => 0 };
        RetentionRule rule = new() { Name = "event", Since = since, WarmAfter = Ageing.Days(200) };
        Clock.Now = new(begin.Value + (long)Ageing.Days(begun + 200).TotalMilliseconds - 1);
        Assert.That((await Store.ApplyAsync(rule)).Warmed, Is.Zero);
        Clock.Now = new(Clock.Now.Value + 1);
        Assert.That((await Store.ApplyAsync(rule)).Warmed, Is.EqualTo(1));
    }

    [Test]
    public async Task What_has_no_such_time_is_left_to_the_next_rule()
    {
        ContentAddress old = await Put(NewFact()), current = await Supersede(old, NewFact().Next("phone")), other = await Put(NewFact("a letter", "somebody"));
        RetentionRule ended = Ageing.Everything("ended") with { Since = RetentionEvent.Ended }, rest = Ageing.Everything("rest") with { Types = [GrainType.Fact] };
        RetentionReport report = await Store.ApplyRetentionAsync(new(ended, rest), Ageing.NoRest);
        Assert.That(report.Rules.Select(static tally => tally.Warmed), Is.EqualTo(new[] { 1L, 2L }));
        Assert.That((await Store.TierOf(old), await Store.TierOf(current), await Store.TierOf(other)), Is.EqualTo((StorageTier.Warm, StorageTier.Warm, StorageTier.Warm)));
        RetentionRule past = Ageing.Everything("past") with { IncludesCurrent = false };
        Assert.That((await Store.ApplyAsync(past)).LookedAt, Is.EqualTo(1));
    }

    [Test]
    public async Task The_first_rule_that_covers_a_grain_decides()
    {
        ContentAddress notes = await Put(NewFact() with { Namespace = "caller:notes" }), caller = await Put(NewFact() with { Namespace = "caller" });
        ContentAddress shared = await Put(NewFact()), events = await Put(NewEvent("the invoice") with { Namespace = "caller:notes" });
        RetentionRule[] rules =
        [
            Ageing.Everything("events") with { Namespace = "caller:*", Types = [GrainType.Event], RemoveAfter = Ageing.Days(100) },
            Ageing.Everything("below") with { Namespace = "caller:*" }, Ageing.Everything("shared") with { Namespace = "shared" }, Ageing.Everything("late") with { Namespace = "caller:notes" },
        ];
        RetentionReport report = await Store.ApplyRetentionAsync(new(rules), Ageing.NoRest);
        Assert.That(report.Rules.Select(static tally => (tally.LookedAt, tally.Warmed)), Is.EqualTo(new[] { (1L, 0L), (1L, 1L), (1L, 1L), (0L, 0L) }));
        Assert.That(await Store.TierOf(notes), Is.EqualTo(StorageTier.Warm));
        Assert.That(await Store.TierOf(shared), Is.EqualTo(StorageTier.Warm), "a grain without a namespace belongs to shared");
        Assert.That((await Store.TierOf(caller), await Store.TierOf(events)), Is.EqualTo((StorageTier.Hot, StorageTier.Hot)));
    }
}
