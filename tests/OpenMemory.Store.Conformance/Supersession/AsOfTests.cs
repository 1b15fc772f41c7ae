namespace OpenMemory.Store.Conformance;

/// <summary>The four bi-temporal questions (§15.2, R-40).</summary>
public abstract class AsOfTests : GrainStoreFixture
{
    private static readonly EpochMilliseconds s_from = new(Written - 1000), s_to = new(Written + 1000);

    [Test]
    [Requirement("OMS-15.2-1")]
    [Requirement("OMS-15.3-1")]
    public async Task Known_now_is_what_was_neither_superseded_nor_contradicted()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone")), third = await Put(NewFact("tea"));
        await Store.ContradictAsync(third);
        Assert.That(await Find(new() { AsOf = new() }), Is.EqualTo(new[] { second }));
    }

    [TestCase(-1001, false)]
    [TestCase(-1000, true)]
    [TestCase(0, true)]
    [TestCase(1000, true)]
    [TestCase(1001, false)]
    [Requirement("OMS-15.2-1")]
    [Requirement("R-40")]
    public async Task Event_time_is_closed_on_both_ends(long offset, bool isTrue)
    {
        await Put(NewFact() with { ValidFrom = s_from, ValidTo = s_to });
        Assert.That(await Find(new() { AsOf = new(TrueOn: new(Written + offset)) }), Has.Length.EqualTo(isTrue ? 1 : 0));
    }

    [Test]
    [Requirement("R-40")]
    public async Task Absent_ends_of_event_time_are_open()
    {
        ContentAddress always = await Put(NewFact("always")), since = await Put(NewFact("since") with { ValidFrom = s_from }), until = await Put(NewFact("until") with { ValidTo = s_to });
        Assert.That(await Find(new() { AsOf = new(TrueOn: new(Written - 9999)) }), Is.EquivalentTo(new[] { always, until }));
        Assert.That(await Find(new() { AsOf = new(TrueOn: new(Written + 9999)) }), Is.EquivalentTo(new[] { always, since }));
    }

    [Test]
    [Requirement("OMS-15.2-1")]
    [Requirement("R-40")]
    public async Task System_time_is_half_open()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old);
        Clock.Advance(TimeSpan.FromMinutes(1));
        EpochMilliseconds change = Clock.Now;
        ContentAddress second = await Supersede(first, old.Next("phone") with { CreatedAt = change });
        Assert.That(await Find(new() { AsOf = new(KnownAt: new(Written - 1)) }), Is.Empty);
        Assert.That(await Find(new() { AsOf = new(KnownAt: new(Written)) }), Is.EqualTo(new[] { first }));
        Assert.That(await Find(new() { AsOf = new(KnownAt: new(change.Value - 1)) }), Is.EqualTo(new[] { first }));
        Assert.That(await Find(new() { AsOf = new(KnownAt: change) }), Is.EqualTo(new[] { second }));
    }

    [Test]
    [Requirement("R-40")]
    public async Task System_time_begins_where_the_grain_says_so()
    {
        await Put(NewFact() with { SystemValidFrom = new(Written + 5000) });
        Assert.That(await Find(new() { AsOf = new(KnownAt: new(Written + 4999)) }), Is.Empty);
        Assert.That(await Find(new() { AsOf = new(KnownAt: new(Written + 5000)) }), Has.Length.EqualTo(1));
    }

    [Test]
    [Requirement("OMS-15.2-1")]
    public async Task Both_questions_at_once_ask_what_was_known_then_about_a_day()
    {
        Fact old = NewFact() with { ValidFrom = s_from, ValidTo = s_to };
        ContentAddress first = await Put(old);
        Clock.Advance(TimeSpan.FromMinutes(1));
        EpochMilliseconds change = Clock.Now;
        ContentAddress second = await Supersede(first, old.Next("phone") with { CreatedAt = change });
        EpochMilliseconds inside = new(Written), outside = new(Written + 2000);
        Assert.That(await Find(new() { AsOf = new(inside, new(change.Value - 1)) }), Is.EqualTo(new[] { first }));
        Assert.That(await Find(new() { AsOf = new(inside, change) }), Is.EqualTo(new[] { second }));
        Assert.That(await Find(new() { AsOf = new(outside, change) }), Is.Empty);
    }

    [Test]
    [Requirement("OMS-15.3-1")]
    public async Task What_was_contradicted_was_known_until_then()
    {
        ContentAddress address = await Put(NewFact());
        Clock.Advance(TimeSpan.FromMinutes(1));
        EpochMilliseconds change = Clock.Now;
        IsDone(await Store.ContradictAsync(address));
        Assert.That((await EntryOf(address)).State.SystemValidTo, Is.EqualTo(change));
        Assert.That(await Find(new() { AsOf = new(KnownAt: new(change.Value - 1)) }), Is.EqualTo(new[] { address }));
        Assert.That(await Find(new() { AsOf = new(KnownAt: change) }), Is.Empty);
    }
}
