namespace OpenMemory.Store.Conformance;

/// <summary>What would supersede another grain does not come in by <c>put</c> (OMS-17.2-3, R-34).</summary>
public abstract class SupersessionOnPutTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-17.2-3")]
    [Requirement("R-34")]
    public async Task A_justification_beside_derived_from_is_refused() =>
        await IsNoPut(old => old.Next("phone") with { SupersessionJustification = "the customer said so" });

    [Test]
    [Requirement("R-34")]
    public async Task Signatures_of_a_quorum_beside_derived_from_are_refused() =>
        await IsNoPut(old => old.Next("phone").Approved(old.Address(), People.Anna));

    [Test]
    [Requirement("R-34")]
    public async Task A_kind_of_invalidation_beside_derived_from_is_refused() =>
        await IsNoPut(old => old.Next("phone") with { InvalidationType = "retraction" });

    [TestCase("goal_state_transition")]
    [TestCase("goal_revision")]
    [Requirement("R-34")]
    public async Task A_step_of_a_goal_is_refused(string method) => await IsNoPut(old => old.Next("phone") with
    {
        ProvenanceChain = [new() { SourceHash = old.Address().ToString(), Method = method, Weight = 1 }],
    });

    [Test]
    [Requirement("R-34")]
    public async Task A_withdrawal_is_refused()
    {
        ContentAddress consent = await Put(NewConsent("did:key:z6MkCustomer"));
        string before = await StoreImage.Of(Store);
        WriteResult result = await TryPut(Withdrawal(consent, "did:key:z6MkCustomer"));
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(result.Fault.Rule, Is.EqualTo("R-34"));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("R-34")]
    [Requirement("OMS-23.7-1")]
    public async Task Where_the_parent_is_protected_the_refusal_says_so()
    {
        Fact old = Guarded("locked");
        await Put(old);
        IsRefused(await TryPut(old.Next("phone") with { SupersessionJustification = "because" }), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("R-34")]
    public async Task Plain_provenance_is_taken_in_and_supersedes_nothing()
    {
        Fact old = NewFact();
        ContentAddress address = await Put(old), derived = await Put(old.Next("phone"));
        Assert.That(await Find(new()), Is.EquivalentTo(new[] { address, derived }));
        Assert.That((await EntryOf(address)).State.SupersededBy, Is.Null);
        Assert.That(await Store.GetHeadAsync(address), Is.EqualTo(address));
    }

    private async Task IsNoPut(Func<Fact, Grain> successor)
    {
        Fact old = NewFact();
        await Put(old);
        string before = await StoreImage.Of(Store);
        IsRefused(await TryPut(successor(old)), OmsErrorCode.Schema);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }
}
