namespace OpenMemory.Store.Conformance;

/// <summary>Proofs under <c>delegated</c>, <c>locked</c> and <c>quorum</c>: verified signatures alone count (§23.2, §23.8, R-35).</summary>
public abstract class ProofTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-23.2-1")]
    [Requirement("R-35")]
    public async Task Delegated_admits_what_an_authorized_DID_signed()
    {
        Fact old = Of("delegated", [People.Bob.Did()]);
        ContentAddress address = await Put(old);
        IsRefused(await TrySupersede(address, old.Next("phone")), OmsErrorCode.InvalidationDenied);
        IsRefused(await TrySupersede(address, old.Next("phone") with { AuthorDid = People.Bob.Did() }), OmsErrorCode.InvalidationDenied);
        IsRefused(await TrySigned(address, old.Next("phone"), People.Mallory), OmsErrorCode.InvalidationDenied);
        IsDone(await TrySigned(address, old.Next("phone"), People.Bob));
    }

    [Test]
    [Requirement("R-35")]
    public async Task Locked_admits_nobody_but_those_it_lists()
    {
        Fact old = Of("locked", [People.Bob.Did()]), absolute = old with { Object = "absolute", InvalidationPolicy = new() { Mode = "locked" } };
        ContentAddress address = await Put(old), locked = await Put(absolute);
        IsRefused(await TrySigned(address, old.Next("phone"), People.Anna), OmsErrorCode.InvalidationDenied);
        IsRefused(await TrySigned(locked, absolute.Next("phone"), People.Bob), OmsErrorCode.InvalidationDenied);
        IsDone(await TrySigned(address, old.Next("phone"), People.Bob));
    }

    [Test]
    [Requirement("OMS-23.8-1")]
    public async Task The_author_of_a_locked_grain_counts_only_where_it_is_listed()
    {
        Fact own = Of("locked", [People.Bob.Did()]) with { AuthorDid = People.Anna.Did() };
        Fact listed = Of("locked", [People.Anna.Did()]) with { AuthorDid = People.Anna.Did(), Object = "listed" };
        ContentAddress first = await Put(own), second = await Put(listed);
        IsRefused(await TrySigned(first, own.Next("phone"), People.Anna), OmsErrorCode.InvalidationDenied);
        IsDone(await TrySigned(second, listed.Next("phone"), People.Anna));
    }

    [Test]
    [Requirement("R-35")]
    public async Task Nobody_contradicts_a_locked_grain()
    {
        ContentAddress address = await Put(Of("locked", [People.Bob.Did()])), against = await Put(Against(address).Signed(People.Bob));
        string before = await StoreImage.Of(Store);
        IsRefused(await Store.ContradictAsync(address, new() { By = against }), OmsErrorCode.InvalidationDenied);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-23.2-1")]
    [Requirement("R-35")]
    public async Task A_quorum_is_as_many_different_authorized_signers_as_the_threshold_says()
    {
        Fact old = Quorum(2);
        ContentAddress address = await Put(old);
        await IsDenied(address, old.Next("a"));
        await IsDenied(address, old.Next("b").Approved(address, People.Anna));
        await IsDenied(address, old.Next("c").Approved(address, People.Anna, People.Anna));
        await IsDenied(address, old.Next("d").Approved(address, People.Anna, People.Mallory));
        IsDone(await TrySupersede(address, old.Next("e").Approved(address, People.Anna, People.Carol)));
    }

    [Test]
    [Requirement("R-35")]
    public async Task Signatures_for_another_grain_do_not_count()
    {
        Fact old = Quorum(2), other = Quorum(2) with { Object = "other" };
        ContentAddress address = await Put(old), elsewhere = await Put(other);
        await IsDenied(address, old.Next("phone").Approved(elsewhere, People.Anna, People.Bob));
        Grain approved = old.Next("phone").Approved(address, People.Anna, People.Bob);
        await IsDenied(address, old.Next("letter") with { SupersessionAuth = approved.SupersessionAuth });
        await IsDenied(address, old.Next("letter") with { SupersessionAuth = ["not a signature", OmsValue.FromBytes([1, 2, 3])] });
        IsDone(await TrySupersede(address, approved));
    }

    [Test]
    [Requirement("R-35")]
    public async Task A_quorum_without_a_usable_threshold_is_never_met()
    {
        Fact old = Quorum(2) with { InvalidationPolicy = new() { Mode = "quorum", Authorized = [People.Anna.Did(), People.Bob.Did()] } };
        ContentAddress address = await Put(old);
        await IsDenied(address, old.Next("phone").Approved(address, People.Anna, People.Bob));
    }

    [Test]
    [Requirement("OMS-23.7-1")]
    [Requirement("OMS-23.2-1")]
    public async Task A_contradiction_is_proven_by_the_grain_that_contradicts()
    {
        ContentAddress address = await Put(Of("delegated", [People.Bob.Did()]));
        ContentAddress unsigned = await Put(Against(address, "a")), mallory = await Put(Against(address, "b").Signed(People.Mallory));
        ContentAddress unrelated = await Put(NewFact("c").Signed(People.Bob)), bob = await Put(Against(address, "d").Signed(People.Bob));
        foreach (ContentAddress by in new[] { unsigned, mallory, unrelated })
        {
            IsRefused(await Store.ContradictAsync(address, new() { By = by }), OmsErrorCode.InvalidationDenied);
        }
        IsDone(await Store.ContradictAsync(address, new() { By = bob }));
        Assert.That((await EntryOf(address)).IsContradicted, Is.True);
    }

    [Test]
    [Requirement("OMS-23.2-1")]
    public async Task A_quorum_contradicts_by_the_signatures_in_the_contradicting_grain()
    {
        ContentAddress address = await Put(Quorum(2));
        ContentAddress one = await Put((Fact)Against(address, "a").Approved(address, People.Anna));
        ContentAddress two = await Put((Fact)Against(address, "b").Approved(address, People.Anna, People.Bob));
        IsRefused(await Store.ContradictAsync(address, new() { By = one }), OmsErrorCode.InvalidationDenied);
        IsDone(await Store.ContradictAsync(address, new() { By = two }));
    }

    private static Fact Quorum(long threshold) => NewFact() with
    {
        InvalidationPolicy = new() { Mode = "quorum", Threshold = threshold, Authorized = [People.Anna.Did(), People.Bob.Did(), People.Carol.Did()] },
    };

    private static Fact Of(string mode, string[] authorized) => NewFact() with { InvalidationPolicy = new() { Mode = mode, Authorized = authorized } };

    private Task<WriteResult> TrySigned(ContentAddress old, Grain successor, Signing.SigningKey key) =>
        Store.SupersedeAsync(old, successor.Signed(key).Delivered).AsTask();

    private async Task IsDenied(ContentAddress old, Grain successor)
    {
        IsRefused(await TrySupersede(old, successor), OmsErrorCode.InvalidationDenied);
        Assert.That((await EntryOf(old)).IsCurrent, Is.True);
    }
}
