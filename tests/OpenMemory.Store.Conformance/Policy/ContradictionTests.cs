using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>The contradiction flag and the status <c>verified</c> (§23.7, §28.3, R-21).</summary>
public abstract class ContradictionTests : GrainStoreFixture
{
    [Test]
    [Requirement("R-21")]
    [Requirement("OMS-15.3-1")]
    [Requirement("OMS-28.3-1")]
    public async Task A_contradicted_grain_is_contested_and_no_longer_current()
    {
        ContentAddress address = await Put(NewFact()), against = await Put(Against(NewFact().Address()));
        Clock.Advance(TimeSpan.FromMinutes(1));
        IsDone(await Store.ContradictAsync(address, new() { By = against, Actor = "agent:support-bot" }));
        IndexEntry entry = await EntryOf(address);
        Assert.That(entry.IsContradicted, Is.True);
        Assert.That(entry.State.VerificationStatus, Is.EqualTo(IndexState.Contested));
        Assert.That(entry.State.SystemValidTo, Is.EqualTo(Clock.Now));
        Assert.That(entry.State.SupersededBy, Is.Null);
        Assert.That(await Find(new()), Is.EqualTo(new[] { against }));
        AuditEntry audit = (await Audit()).Single(static entry => entry.Act == AuditAct.Contradicted);
        Assert.That((audit.Grain, audit.Other, audit.Actor), Is.EqualTo(((ContentAddress?)address, (ContentAddress?)against, (string?)"agent:support-bot")));
    }

    [Test]
    public async Task Contradicting_again_changes_nothing()
    {
        ContentAddress address = await Put(NewFact());
        IsDone(await Store.ContradictAsync(address));
        Clock.Advance(TimeSpan.FromMinutes(1));
        string before = await StoreImage.Of(Store);
        Assert.That((await Store.ContradictAsync(address)).Outcome, Is.EqualTo(WriteOutcome.Existing));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task What_is_not_here_is_neither_contradicted_nor_verified()
    {
        ContentAddress absent = NewFact().Address();
        Assert.That((await Store.ContradictAsync(absent)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await Store.VerifyAsync(absent)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
    }

    [Test]
    public async Task A_contradicting_grain_that_is_named_is_here()
    {
        ContentAddress address = await Put(NewFact());
        WriteResult result = await Store.ContradictAsync(address, new() { By = NewFact("absent").Address() });
        Assert.That(result.IsSuccess, Is.False);
        Assert.That((await EntryOf(address)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("OMS-28.3-1")]
    public async Task A_confirmed_grain_is_verified_and_stays_current()
    {
        ContentAddress address = await Put(NewFact());
        IsDone(await Store.VerifyAsync(address, new() { Actor = "user:anna", Reason = "seen on the invoice" }));
        IndexEntry entry = await EntryOf(address);
        Assert.That(entry.State.VerificationStatus, Is.EqualTo(IndexState.Verified));
        Assert.That(entry.IsCurrent, Is.True);
        Assert.That((await Store.VerifyAsync(address)).Outcome, Is.EqualTo(WriteOutcome.Existing));
        Assert.That((await Audit()).Count(static entry => entry.Act == AuditAct.Verified), Is.EqualTo(1));
    }

    [Test]
    [Requirement("R-21")]
    public async Task A_contested_or_retracted_grain_stays_so()
    {
        Fact old = NewFact("retracted");
        ContentAddress contested = await Put(NewFact()), retracted = await Put(old);
        await Store.ContradictAsync(contested);
        await Supersede(retracted, old.Next("phone") with { InvalidationType = "retraction" });
        await Store.VerifyAsync(contested);
        await Store.VerifyAsync(retracted);
        Assert.That((await EntryOf(contested)).State.VerificationStatus, Is.EqualTo(IndexState.Contested));
        Assert.That((await EntryOf(retracted)).State.VerificationStatus, Is.EqualTo(IndexState.Retracted));
    }

    [Test]
    [Requirement("R-40")]
    public async Task A_retracted_grain_that_is_contradicted_too_stays_retracted_from_its_first_time_on()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        await Supersede(address, old.Next("phone") with { InvalidationType = "retraction" });
        EpochMilliseconds? since = (await EntryOf(address)).State.SystemValidTo;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Store.ContradictAsync(address);
        IndexEntry entry = await EntryOf(address);
        Assert.That(entry.State.VerificationStatus, Is.EqualTo(IndexState.Retracted));
        Assert.That(entry.State.SystemValidTo, Is.EqualTo(since));
    }
}
