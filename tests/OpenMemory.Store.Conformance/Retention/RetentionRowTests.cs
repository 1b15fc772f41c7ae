namespace OpenMemory.Store.Conformance;

/// <summary>The <c>retention:</c> rows of the metadata table act (§28.4.1, R-53, R-60).</summary>
public abstract class RetentionRowTests : GrainStoreFixture
{
    [Test]
    [Requirement("R-53")]
    [Requirement("R-60")]
    public async Task A_row_is_a_minimum_for_its_namespace_and_type()
    {
        ContentAddress kept = await Put(NewFact() with { Namespace = "caller" }), other = await Put(NewFact()), message = await Put(NewEvent("the invoice") with { Namespace = "caller" });
        await Store.Metadata.PutAsync("retention:caller", """{"days": 90, "grain_type": "fact", "because": "the contract", "somebodys": 1}""");
        Clock.Now = new(Written + (long)Ageing.Days(89.9).TotalMilliseconds);
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That(report.Rules.Select(static tally => tally.Rule.Name), Is.EqualTo(new[] { "everything", "retention:caller" }));
        Assert.That(report.Rules[0].KeptByMinimumAge, Is.EqualTo(1));
        Assert.That((await Store.TierOf(kept), await Store.ExistsAsync(other), await Store.ExistsAsync(message)), Is.EqualTo(((StorageTier?)StorageTier.Hot, false, false)));
        Clock.Advance(Ageing.Days(1));
        await Store.RunOutAsync(Ageing.Everything());
        Assert.That(await Store.ExistsAsync(kept), Is.False);
    }

    [Test]
    [Requirement("R-60")]
    public async Task A_row_alone_removes_nothing_unless_the_caller_says_so()
    {
        ContentAddress address = await Put(NewFact() with { Namespace = "caller" });
        await Store.Metadata.PutAsync("retention:caller", """{"days": 30, "because": "the contract"}""");
        Clock.Advance(Ageing.Days(1000));
        await Store.RunOutAsync();
        Assert.That(await Store.TierOf(address), Is.EqualTo(StorageTier.Hot));
        RetentionOptions removes = Ageing.NoRest with { Rows = RetentionRowUse.Removal };
        for (int run = 0; run < 3; run++) await Store.ApplyRetentionAsync(new(), removes);
        Assert.That(await Store.ExistsAsync(address), Is.False);
        Assert.That((await Audit()).Single().Detail, Is.EqualTo("retention:caller: the contract"));
    }

    [Test]
    public async Task Rows_that_are_to_be_ignored_do_not_act()
    {
        ContentAddress address = await Put(NewFact());
        await Store.Metadata.PutAsync("retention:shared", """{"days": 100000}""");
        for (int run = 0; run < 3; run++) await Store.ApplyRetentionAsync(new(Ageing.Everything()), Ageing.NoRest with { Rows = RetentionRowUse.Ignored });
        Assert.That(await Store.ExistsAsync(address), Is.False);
    }

    [Test]
    [Requirement("OMS-28.4.1-7")]
    public async Task A_row_that_cannot_be_loaded_is_skipped_told_and_kept()
    {
        const string Bad = """{"days": 30, "grain_type": "no such type"}""";
        ContentAddress address = await Put(NewFact());
        await Store.Metadata.PutAsync("retention:agent:authz", """{"days": 30}""");
        await Store.Metadata.PutAsync("retention:shared", Bad);
        await Store.Metadata.PutAsync("retention:caller", """{"days": 9223372036854775807}""");
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That(report.Warnings, Has.Count.EqualTo(2));
        Assert.That(report.Warnings[0], Does.Contain("retention:agent:authz"));
        Assert.That(report.Rules, Has.Count.EqualTo(2));
        Assert.That(await Store.Metadata.GetAsync("retention:shared"), Is.EqualTo(Bad));
        Assert.That(await Store.ExistsAsync(address), Is.False);
    }

    [Test]
    public async Task A_reason_that_is_too_long_for_a_rule_weakens_no_row()
    {
        ContentAddress address = await Put(NewFact());
        await Store.Metadata.PutAsync("retention:shared", $$"""{"days": 100000, "because": "{{new string('x', 499)}}😀"}""");
        RetentionReport report = await Store.RunOutAsync(Ageing.Everything());
        Assert.That((report.Warnings.Count, report.Rules[1].Rule.Because!.Length), Is.EqualTo((0, 499)));
        Assert.That(await Store.ExistsAsync(address), Is.True);
    }
}
