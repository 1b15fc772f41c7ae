using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>Litigation holds, and how they end (§23.2, R-36).</summary>
public abstract class HoldTests : GrainStoreFixture
{
    private const string Lifts = "audit:hold_lifted";

    [Test]
    [Requirement("OMS-23.2-3")]
    [Requirement("OMS-28.4-5")]
    public async Task A_held_grain_is_not_deleted_and_everything_stays_as_it_was()
    {
        ContentAddress address = await Put(Guarded("hold"));
        string before = await StoreImage.Of(Store);
        IsRefused(await Store.DeleteAsync(address, new() { Reason = "the retention ended" }), OmsErrorCode.InvalidationDenied);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("R-36")]
    public async Task A_lifted_hold_is_open_and_recorded()
    {
        Fact old = Guarded("hold");
        ContentAddress address = await Put(old);
        WriteResult lifted = await Store.LiftHoldAsync(address, new() { Reason = "the case ended", Actor = "user:counsel" });
        IsDone(lifted);
        AuditEntry entry = (await Audit()).Single(static entry => entry.Act == AuditAct.HoldLifted);
        Assert.That(entry.Grain, Is.EqualTo(address));
        Assert.That(entry.Actor, Is.EqualTo("user:counsel"));
        Assert.That((await Store.GetAsync(entry.Record!.Value))!.Blob.Header.Type, Is.EqualTo(GrainType.Observation));
        Assert.That((await EntryOf(address)).IsHoldLifted, Is.True);
        Assert.That((await Store.LiftHoldAsync(address)).Outcome, Is.EqualTo(WriteOutcome.Existing));
        await Supersede(address, old.Next("phone"));
        IsDone(await Store.DeleteAsync(address));
    }

    [Test]
    [Requirement("R-36")]
    public async Task Where_the_policy_lists_DIDs_one_of_them_signs()
    {
        ContentAddress address = await Put(Guarded("hold") with { InvalidationPolicy = new() { Mode = "hold", Authorized = [People.Bob.Did()] } });
        Observation record = NewObservation(address.ToString(), Lifts, "the case ended");
        IsRefused(await Store.LiftHoldAsync(address), OmsErrorCode.InvalidationDenied);
        IsRefused(await Lift(address, record.Signed(People.Mallory).Delivered), OmsErrorCode.InvalidationDenied);
        IsRefused(await Lift(address, (record with { Subject = NewFact("other").Address().ToString() }).Signed(People.Bob).Delivered), OmsErrorCode.InvalidationDenied);
        IsRefused(await Lift(address, (record with { Relation = "mentions" }).Signed(People.Bob).Delivered), OmsErrorCode.InvalidationDenied);
        Assert.That((await Lift(address, record.ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.Refused), "not signed");
        Assert.That((await Lift(address, new byte[] { 1, 2, 3 })).Outcome, Is.EqualTo(WriteOutcome.Refused), "no grain");
        IsRefused(await Store.DeleteAsync(address), OmsErrorCode.InvalidationDenied);
        GrainBlob proof = record.Signed(People.Bob);
        IsDone(await Lift(address, proof.Delivered));
        Assert.That((await Audit()).Single(static entry => entry.Act == AuditAct.HoldLifted).Record, Is.EqualTo(proof.Address));
        Assert.That((await Store.GetAsync(proof.Address))!.Blob.Delivered.ToArray(), Is.EqualTo(proof.Delivered.ToArray()));
        IsDone(await Store.DeleteAsync(address));
    }

    [TestCase("locked")]
    [TestCase("open")]
    [Requirement("R-36")]
    public async Task Only_holds_are_lifted(string mode)
    {
        Fact old = Guarded(mode);
        ContentAddress address = await Put(old);
        string before = await StoreImage.Of(Store);
        Assert.That((await Store.LiftHoldAsync(address)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task The_hold_of_a_grain_that_is_not_here_is_not_lifted() =>
        Assert.That((await Store.LiftHoldAsync(NewFact().Address())).Outcome, Is.EqualTo(WriteOutcome.NotFound));

    [Test]
    [Requirement("R-36")]
    public async Task A_record_that_somebody_merely_puts_lifts_nothing()
    {
        ContentAddress address = await Put(Guarded("hold"));
        await TryPut(NewObservation(address.ToString(), Lifts, "I say so"));
        await Receive(NewObservation(address.ToString(), Lifts, "they say so").ToBlob().Memory);
        IndexEntry entry = await EntryOf(address);
        Assert.That(entry.IsHoldLifted, Is.False);
        IsRefused(await Store.DeleteAsync(address), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("R-36")]
    [Requirement("OMS-28.4-7")]
    public async Task A_proof_is_a_record_of_this_hold_that_could_be_put_also_where_none_is_needed()
    {
        ContentAddress address = await Put(Guarded("hold"));
        Observation record = NewObservation(address.ToString(), Lifts, "the case ended");
        Fact grant = NewFact("admin ON *", "agent:bot", "mg:permits") with { Namespace = "agent:authz" };
        string before = await StoreImage.Of(Store);
        foreach (Grain proof in new Grain[]
        {
            grant, NewFact("other"), record with { Subject = NewFact("other").Address().ToString() },
            record with { DerivedFrom = [address.ToString()], SupersessionJustification = "unasked" },
        })
        {
            Assert.That((await Lift(address, proof.ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.Refused), proof.ToString());
        }
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
        IsDone(await Lift(address, record.ToBlob().Memory));
        Assert.That(await Store.ExistsAsync(record.Address()), Is.True);
    }

    private Task<WriteResult> Lift(ContentAddress address, ReadOnlyMemory<byte> proof) => Store.LiftHoldAsync(address, new() { Proof = proof }).AsTask();
}
