namespace OpenMemory.Store.Conformance;

/// <summary>Tiers: how readily a grain is found, and nothing else.</summary>
public abstract class TierTests : GrainStoreFixture
{
    [Test]
    public async Task A_warm_grain_is_found_by_queries_and_by_no_search()
    {
        ContentAddress address = await Put(NewEvent("the invoice of May", Customer));
        await Store.SetVectorAsync(address, new float[] { 1, 0 });
        Assert.That((await Store.SearchAsync(new() { Text = "invoice" })).Total, Is.EqualTo(1));
        await Store.Lower(StorageTier.Warm);
        Assert.That(await Store.TierOf(address), Is.EqualTo(StorageTier.Warm));
        Assert.That(await Find(new()), Is.EqualTo(new[] { address }));
        Assert.That(await Find(new() { Subject = Customer }), Is.EqualTo(new[] { address }));
        Assert.That((await Store.SearchAsync(new() { Text = "invoice" })).Total, Is.Zero);
        Assert.That((await Store.SearchAsync(new() { Vector = new float[] { 1, 0 }, Filter = new() { IncludeCold = true } })).Results, Is.Empty);
    }

    [Test]
    public async Task A_cold_grain_is_found_by_the_queries_that_ask_for_it()
    {
        ContentAddress address = await Put(NewFact());
        await Store.Lower(StorageTier.Cold);
        ContentAddress hot = await Put(NewFact("phone"));
        Assert.That(await Store.TierOf(address), Is.EqualTo(StorageTier.Cold));
        foreach (GrainQuery query in new GrainQuery[] { new(), new() { Subject = Customer }, new() { Types = [GrainType.Fact], Status = GrainStatus.Any } })
        {
            Assert.That(await Find(query), Is.EqualTo(new[] { hot }));
            Assert.That((await Store.QueryAsync(query)).Total, Is.EqualTo(1));
            Assert.That(await Find(query with { IncludeCold = true }), Is.EquivalentTo(new[] { hot, address }));
        }
    }

    [Test]
    public async Task Pages_go_on_over_tiers()
    {
        List<ContentAddress> all = [];
        for (int i = 0; i < 6; i++)
        {
            all.Add(await Put(NewFact($"value {i}")));
            if (i == 2) await Store.Lower(StorageTier.Cold);
        }
        List<ContentAddress> found = [];
        string? cursor = null;
        do
        {
            GrainPage page = await Store.QueryAsync(new() { IncludeCold = true, Limit = 2, Cursor = cursor });
            Assert.That(page.Total, Is.EqualTo(6));
            found.AddRange(page.Results.Select(static hit => hit.Address));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.That(found, Is.Unique.And.EquivalentTo(all));
    }

    [Test]
    [Requirement("OMS-28.4.4-1")]
    public async Task Everything_else_sees_a_grain_whatever_its_tier()
    {
        Fact fact = NewFact();
        ContentAddress address = await Put(fact);
        await Store.Lower(StorageTier.Cold);
        StoredGrain stored = (await Store.GetAsync(address))!;
        Assert.That((stored.Tier, stored.Blob.Memory.ToArray()), Is.EqualTo((StorageTier.Cold, fact.ToBlob().Memory.ToArray())));
        Assert.That((await Store.GetBatchAsync([address])).Single()!.Tier, Is.EqualTo(StorageTier.Cold));
        Assert.That(await Store.ExistsAsync(address), Is.True);
        Assert.That(await Store.GetHeadAsync(address), Is.EqualTo(address));
        Assert.That((await Store.GetHistoryAsync(address))!.Links, Has.Count.EqualTo(1));
        Assert.That((await Store.ReportSubjectAsync(Customer)).Matches.Select(static match => match.Address), Is.EqualTo(new[] { address }));
        Assert.That((await Changes()).Single().Blob!.Address, Is.EqualTo(address));
        Assert.That(await Store.ReadAllAsync(new()).ToListAsync(), Has.Count.EqualTo(1), "selections for exports have no tiers");
        Assert.That((await TryPut(fact)).Outcome, Is.EqualTo(WriteOutcome.Existing));
        ContentAddress next = await Supersede(address, fact.Next("phone"));
        Assert.That(await Store.TierOf(next), Is.EqualTo(StorageTier.Hot), "what takes its place begins anew");
        Assert.That(await Store.TierOf(address), Is.EqualTo(StorageTier.Cold));
        Assert.That((await Store.EraseSubjectAsync(Customer)).Erased, Is.EquivalentTo(new[] { address, next }));
    }

    [Test]
    public async Task Moving_a_grain_is_no_change_of_it()
    {
        ContentAddress address = await Put(NewFact());
        await Store.ApplyAsync(new() { Name = "none", Since = RetentionEvent.Accepted, WarmAfter = Ageing.Days(1) }); // leaves its mark beside the grains
        await Store.Metadata.DeleteAsync("openmemory:retention:cooled_at");
        string before = await StoreImage.Of(Store);
        await Store.Lower(StorageTier.Cold);
        await Store.Metadata.DeleteAsync("openmemory:retention:cooled_at");
        Assert.That(await Store.TierOf(address), Is.EqualTo(StorageTier.Cold));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-23.2-2")]
    [Requirement("OMS-8.10-2")]
    public async Task Cold_Consents_and_withdrawals_count_as_ever()
    {
        const string Person = "did:key:z6MkCustomer";
        ContentAddress consent = await Put(NewConsent(Person)), other = await Put(NewConsent(Person, "did:web:other.example"));
        ContentAddress resting = await Put(Guarded("consent_cascade") with { ProcessingBasis = consent.ToString() });
        await Supersede(consent, Withdrawal(consent, Person));
        await Store.Lower(StorageTier.Cold, GrainType.Fact, GrainType.Consent);
        Assert.That(await Store.TierOf(consent), Is.EqualTo(StorageTier.Cold));
        Assert.That((await Store.FindConsentAsync(new(Person, "did:web:other.example", "store") { Clock = Clock }))?.Address, Is.EqualTo(other));
        IsRefused(await TryPut(NewFact("phone") with { ProcessingBasis = consent.ToString() }), OmsErrorCode.InvalidationDenied);
        Assert.That((await Store.CascadeConsentAsync(run: true)).Due.Select(static item => item.Address), Is.EqualTo(new[] { resting }));
        Assert.That(await Store.ExistsAsync(resting), Is.False);
    }

    [Test]
    [Requirement("OMS-22.10-1")]
    public async Task What_is_read_again_goes_up_again()
    {
        ContentAddress read = await Put(NewFact()), unread = await Put(NewFact("phone"));
        RetentionRule rule = new() { Name = "unread", Since = RetentionEvent.LastAccessed, WarmAfter = Ageing.Days(10), ColdAfter = Ageing.Days(20) };
        Clock.Advance(Ageing.Days(30));
        await Store.ApplyAsync(rule);
        Assert.That((await Store.ApplyAsync(rule)).Cooled, Is.EqualTo(2));
        await Store.GetAsync(read);
        for (int wait = 0; wait < 200 && (await EntryOf(read)).State.LastAccessedAt is null; wait++) await Task.Delay(10);
        Clock.Advance(Ageing.Days(1));
        RetentionTally tally = await Store.ApplyAsync(rule);
        Assert.That((tally.Promoted, tally.LookedAt), Is.EqualTo((1L, 2L)));
        Assert.That(await Store.TierOf(read), Is.EqualTo(StorageTier.Hot));
        Assert.That(await Store.TierOf(unread), Is.EqualTo(StorageTier.Cold));
        Clock.Advance(Ageing.Days(15));
        Assert.That((await Store.ApplyAsync(rule)).Warmed, Is.EqualTo(1));
    }
}
