using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>Putting a grain in the place of another one (§28.4, R-40, R-49).</summary>
public abstract class SupersedeTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-17.2-3")]
    [Requirement("OMS-15.3-1")]
    [Requirement("OMS-28.3-1")]
    [Requirement("OMS-5.6-2")]
    [Requirement("OMS-5.6-3")]
    public async Task The_old_grain_keeps_its_bytes_and_its_entry_names_the_new_one()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old);
        Clock.Advance(TimeSpan.FromMinutes(5));
        ContentAddress second = await Supersede(first, old.Next("phone"));
        StoredGrain stored = (await Store.GetAsync(first))!;
        Assert.That(stored.Entry.State.SupersededBy, Is.EqualTo(second));
        Assert.That(stored.Entry.State.SystemValidTo, Is.EqualTo(Clock.Now), "the time of acceptance");
        Assert.That(stored.Entry.State.VerificationStatus, Is.EqualTo(IndexState.Unverified));
        Assert.That(stored.Blob.Memory.ToArray(), Is.EqualTo(old.ToBlob().Memory.ToArray()));
        Assert.That((await EntryOf(second)).IsCurrent, Is.True);
        Assert.That(await Find(new()), Is.EqualTo(new[] { second }));
    }

    [TestCase("retraction", IndexState.Retracted)]
    [TestCase("retraction_with_replacement", IndexState.Retracted)]
    [TestCase("expression_of_concern", IndexState.Contested)]
    [TestCase("erratum", IndexState.Unverified)]
    [Requirement("R-40")]
    [Requirement("OMS-28.3-1")]
    public async Task The_kind_of_invalidation_decides_the_status_of_the_old_grain(string kind, string status)
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        await Supersede(address, old.Next("phone") with { InvalidationType = kind });
        Assert.That((await EntryOf(address)).State.VerificationStatus, Is.EqualTo(status));
    }

    [Test]
    [Requirement("R-34")]
    public async Task The_new_grain_names_the_old_one()
    {
        ContentAddress address = await Put(NewFact());
        string before = await StoreImage.Of(Store);
        IsRefused(await TrySupersede(address, NewFact("phone")), OmsErrorCode.Schema);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("R-49")]
    public async Task A_grain_is_superseded_once_and_the_second_caller_learns_the_head()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old), head = await Supersede(address, old.Next("phone"));
        string before = await StoreImage.Of(Store);
        WriteResult second = await TrySupersede(address, old.Next("letter"));
        Assert.That(second.Outcome, Is.EqualTo(WriteOutcome.Conflict));
        Assert.That(second.Head, Is.EqualTo(head));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task The_same_supersession_again_is_there_already()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old), head = await Supersede(address, old.Next("phone"));
        string before = await StoreImage.Of(Store);
        WriteResult again = await TrySupersede(address, old.Next("phone"));
        Assert.That(again.Outcome, Is.EqualTo(WriteOutcome.Existing));
        Assert.That(again.Address, Is.EqualTo(head));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task An_expected_head_that_is_another_one_by_now_is_a_conflict()
    {
        Fact old = NewFact(), middle = old.Next("phone");
        ContentAddress first = await Put(old), second = await Supersede(first, middle);
        string before = await StoreImage.Of(Store);
        WriteResult result = await Store.SupersedeAsync(second, middle.Next("letter").ToBlob().Memory, new() { ExpectedHead = first });
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Conflict));
        Assert.That(result.Head, Is.EqualTo(second));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
        IsDone(await Store.SupersedeAsync(second, middle.Next("letter").ToBlob().Memory, new() { ExpectedHead = second }));
    }

    [Test]
    public async Task A_grain_that_is_not_here_is_not_superseded()
    {
        Fact absent = NewFact();
        Assert.That((await TrySupersede(absent.Address(), absent.Next("phone"))).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.Zero);
    }

    [Test]
    [Requirement("OMS-28.4-6")]
    public async Task A_successor_that_was_deleted_here_does_not_come_back()
    {
        Fact old = NewFact(), next = old.Next("phone");
        ContentAddress address = await Put(old), derived = await Put(next);
        await Store.DeleteAsync(derived);
        Assert.That((await TrySupersede(address, next)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        Assert.That((await EntryOf(address)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("OMS-28.4-7")]
    [Requirement("OMS-28.4-3")]
    public async Task A_successor_that_is_not_sound_changes_nothing()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old);
        string before = await StoreImage.Of(Store);
        byte[] cut = old.Next("phone").ToBlob().Memory.ToArray()[..^3];
        Assert.That((await Store.SupersedeAsync(address, cut)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        byte[] signed = old.Next("phone").Signed(People.Anna).Delivered.ToArray();
        signed[^1] ^= 1;
        Assert.That((await Store.SupersedeAsync(address, signed)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-28.3-1")]
    public async Task A_grain_does_not_supersede_itself_or_its_own_past()
    {
        Fact old = NewFact(), next = old.Next("phone");
        ContentAddress first = await Put(old), second = await Supersede(first, next);
        string before = await StoreImage.Of(Store);
        Assert.That((await TrySupersede(second, old)).IsSuccess, Is.False);
        Assert.That((await TrySupersede(second, next)).IsSuccess, Is.False);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task A_grain_that_stood_as_plain_provenance_may_take_the_place()
    {
        Fact old = NewFact(), next = old.Next("phone");
        ContentAddress first = await Put(old), second = await Put(next);
        Assert.That((await TrySupersede(first, next)).IsSuccess, Is.True);
        IndexEntry entry = await EntryOf(first);
        Assert.That(entry.State.SupersededBy, Is.EqualTo(second));
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.EqualTo(2));
    }
}
