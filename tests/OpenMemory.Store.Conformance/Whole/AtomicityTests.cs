namespace OpenMemory.Store.Conformance;

/// <summary>What is refused leaves no trace at all (OMS-28.4-3).</summary>
public abstract class AtomicityTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-28.4-3")]
    [Requirement("OMS-28.3-1")]
    public async Task Every_refusal_leaves_the_store_as_it_was()
    {
        Fact open = NewFact(), locked = Guarded("locked", value: "locked"), held = Guarded("hold", value: "held"), gone = NewFact("gone"), taken = NewFact("taken");
        Goal waiting = NewGoal("suspended") with { DependsOn = [NewFact("absent").Address().ToString()] };
        foreach (Grain grain in new Grain[] { open, locked, held, gone, taken, waiting }) await Put(grain);
        await Store.DeleteAsync(gone.Address());
        await Supersede(taken.Address(), taken.Next("taken before"));
        ContentAddress consent = await Put(NewConsent("did:key:z6MkCustomer"));
        await Supersede(consent, Withdrawal(consent, "did:key:z6MkCustomer"));
        (string Name, Func<Task<WriteResult>> Act)[] acts =
        [
            ("put of nothing", () => Store.PutAsync(ReadOnlyMemory<byte>.Empty).AsTask()),
            ("put of no grain", () => Store.PutAsync(new byte[] { 1, 2, 3, 4 }).AsTask()),
            ("put of what was deleted", () => TryPut(gone)),
            ("put of what supersedes", () => TryPut(open.Next("x") with { InvalidationType = "retraction" })),
            ("put on a withdrawn basis", () => TryPut(NewFact("y") with { ProcessingBasis = consent.ToString() })),
            ("put of a grant in another form", () => TryPut(NewFact("write,read ON x", "agent:bot", "mg:permits") with { Namespace = "agent:authz", Confidence = 1.0 })),
            ("supersession without naming", () => TrySupersede(open.Address(), NewFact("x"))),
            ("supersession of the locked", () => TrySupersede(locked.Address(), locked.Next("x"))),
            ("supersession of the held", () => TrySupersede(held.Address(), held.Next("x"))),
            ("supersession of the superseded", () => TrySupersede(taken.Address(), taken.Next("x"))),
            ("supersession of the deleted", () => TrySupersede(gone.Address(), gone.Next("x"))),
            ("supersession with another head", () => Store.SupersedeAsync(open.Address(), open.Next("x").ToBlob().Memory, new() { ExpectedHead = locked.Address() }).AsTask()),
            ("goal that waits", () => TrySupersede(waiting.Address(), waiting.Move("active"))),
            ("contradiction of the locked", () => Store.ContradictAsync(locked.Address()).AsTask()),
            ("deletion of the held", () => Store.DeleteAsync(held.Address()).AsTask()),
            ("deletion of the deleted", () => Store.DeleteAsync(gone.Address()).AsTask()),
            ("hold that is none", () => Store.LiftHoldAsync(open.Address()).AsTask()),
        ];
        string before = await StoreImage.Of(Store);
        foreach ((string name, Func<Task<WriteResult>> act) in acts)
        {
            WriteResult result = await act();
            Assert.That(result.IsSuccess, Is.False, name);
            Assert.That(result.Outcome != WriteOutcome.Refused || result.Fault.IsFault, Is.True, name);
            Assert.That(result.Outcome != WriteOutcome.Refused || result.Fault.Rule.Length > 0, Is.True, name);
            Assert.That(await StoreImage.Of(Store), Is.EqualTo(before), name);
        }
    }

    [Test]
    [Requirement("OMS-28.4-3")]
    public async Task A_supersession_that_is_cancelled_is_whole_or_nothing()
    {
        Fact last = NewFact();
        await Put(last);
        for (int round = 0; round < 50; round++)
        {
            using CancellationTokenSource cancel = new();
            Fact next = last.Next($"value {round}");
            Task<WriteResult> superseding = Task.Run(async () => await Store.SupersedeAsync(last.Address(), next.ToBlob().Memory, cancellationToken: cancel.Token));
            if (round % 2 == 0) await cancel.CancelAsync();
            bool isDone;
            try
            {
                isDone = (await superseding).IsSuccess;
            }
            catch (OperationCanceledException)
            {
                isDone = await Store.ExistsAsync(next.Address());
            }
            Assert.That(await Store.ExistsAsync(next.Address()), Is.EqualTo(isDone));
            Assert.That((await EntryOf(last.Address())).State.SupersededBy, Is.EqualTo(isDone ? (ContentAddress?)next.Address() : null));
            if (isDone) last = next;
        }
    }

    [Test]
    public async Task What_is_demanded_and_refused_says_why()
    {
        Fact locked = Guarded("locked");
        ContentAddress address = await Put(locked);
        WriteResult refused = await TrySupersede(address, locked.Next("x")), absent = await Store.DeleteAsync(NewFact("absent").Address());
        Assert.That(() => refused.Require(), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.InvalidationDenied));
        Assert.That(() => absent.Require(), Throws.TypeOf<WriteRefusedException>());
        Assert.That((await TryPut(locked)).Require(), Is.EqualTo(address));
    }
}
