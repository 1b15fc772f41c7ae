namespace OpenMemory.Store.Conformance;

/// <summary>What counts as an access (§22.10).</summary>
public abstract class AccessCounterTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-22.10-1")]
    [Requirement("OMS-28.3-1")]
    public async Task Reading_finding_and_searching_count()
    {
        ContentAddress address = await Put(NewEvent("the invoice"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Store.GetAsync(address);
        await Store.GetBatchAsync([address]);
        await Store.QueryAsync(new());
        await Store.SearchAsync(new() { Text = "invoice" });
        await Settles(address, 4);
        Assert.That((await EntryOf(address)).State.LastAccessedAt, Is.EqualTo(Clock.Now));
    }

    [Test]
    [Requirement("OMS-22.10-1")]
    public async Task Looking_after_a_grain_does_not_count()
    {
        Fact old = Guarded("locked", "subtree");
        ContentAddress address = await Put(old);
        await Store.ExistsAsync(address);
        await Store.GetHeadAsync(address);
        await Store.GetHistoryAsync(address);
        await TryPut(old);
        await TrySupersede(address, old.Next("phone"));
        await Store.ContradictAsync(address);
        await Store.ReportSubjectAsync(Customer);
        await Changes();
        await Audit();
        await Task.Delay(50);
        Assert.That((await EntryOf(address)).State.AccessCount, Is.Zero);
        Assert.That((await EntryOf(address)).State.LastAccessedAt, Is.Null);
    }

    [Test]
    public async Task Counters_are_no_changes()
    {
        ContentAddress address = await Put(NewFact());
        string before = await StoreImage.Of(Store);
        for (int number = 0; number < 5; number++) await Store.GetAsync(address);
        await Settles(address, 5);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-22.10-2")]
    public async Task Counting_can_be_switched_off()
    {
        UseStore(new() { CountAccesses = false });
        ContentAddress address = await Put(NewFact());
        for (int number = 0; number < 5; number++) await Store.GetAsync(address);
        await Task.Delay(50);
        Assert.That((await EntryOf(address)).State.AccessCount, Is.Zero);
    }

    [Test]
    public async Task A_count_survives_a_change_of_the_entry()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        await Store.GetAsync(address);
        await Settles(address, 1);
        await Supersede(address, old.Next("phone"));
        Assert.That((await EntryOf(address)).State.AccessCount, Is.EqualTo(1));
    }

    /// <summary>A store may count a little later (OMS-22.10-2).</summary>
    private async Task Settles(ContentAddress address, long count)
    {
        for (int wait = 0; wait < 200 && (await EntryOf(address)).State.AccessCount < count; wait++) await Task.Delay(10);
        Assert.That((await EntryOf(address)).State.AccessCount, Is.EqualTo(count));
    }
}
