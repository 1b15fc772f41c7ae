using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>The table of §23.2: every mode and every act.</summary>
public abstract class ModeTests : GrainStoreFixture
{
    [TestCase(null, true, true, true)]
    [TestCase("open", true, true, true)]
    [TestCase("soft_locked", false, false, true)]
    [TestCase("locked", false, false, true)]
    [TestCase("quorum", false, false, true)]
    [TestCase("delegated", false, false, true)]
    [TestCase("timed", false, false, true)]
    [TestCase("hold", false, false, false)]
    [TestCase("consent_cascade", true, true, true)]
    [Requirement("OMS-23.2-1")]
    [Requirement("OMS-23.2-3")]
    [Requirement("OMS-23.3-1")]
    [Requirement("OMS-28.4-5")]
    public async Task A_mode_admits_what_the_table_says_to_anybody(string? mode, bool superseded, bool contradicted, bool deleted)
    {
        Fact fact = mode is null ? NewFact() : Protected(mode);
        await Judge(superseded, fact, old => TrySupersede(old.Address(), old.Next("phone")));
        await Judge(contradicted, fact with { Object = "contradicted" }, old => Store.ContradictAsync(old.Address()).AsTask());
        await Judge(deleted, fact with { Object = "deleted" }, old => Store.DeleteAsync(old.Address()).AsTask());
    }

    [TestCase("sacred")]
    [TestCase("LOCKED")]
    [TestCase(null)]
    [Requirement("OMS-23.3-1")]
    public async Task A_mode_that_is_unknown_or_missing_is_locked(string? mode)
    {
        ContentAddress address = (await Receive(PolicyBlob(mode))).Address;
        string before = await StoreImage.Of(Store);
        Fact successor = NewFact("phone") with { DerivedFrom = [address.ToString()] };
        IsRefused(await TrySupersede(address, successor, "a good reason"), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.ContradictAsync(address, new() { Justification = "a good reason" }), OmsErrorCode.InvalidationDenied);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
        IsDone(await Store.DeleteAsync(address));
    }

    [Test]
    [Requirement("OMS-23.2-1")]
    public async Task A_soft_lock_asks_for_a_justification_and_has_the_change_looked_at()
    {
        Fact old = Protected("soft_locked");
        ContentAddress address = await Put(old);
        WriteResult result = await TrySupersede(address, old.Next("phone"), "the customer called");
        IsDone(result);
        Assert.That(result.NeedsReview, Is.True);
        Assert.That((await Audit()).Last(static entry => entry.Act == AuditAct.Superseded).Detail, Does.Contain("the customer called"));
    }

    [Test]
    [Requirement("OMS-23.2-1")]
    public async Task The_successor_itself_may_hold_the_justification()
    {
        Fact old = Protected("soft_locked");
        WriteResult result = await TrySupersede(await Put(old), old.Next("phone") with { SupersessionJustification = "the customer called" });
        IsDone(result);
        Assert.That(result.NeedsReview, Is.True);
    }

    [TestCase("")]
    [TestCase("  ")]
    [Requirement("OMS-23.2-1")]
    public async Task An_empty_justification_is_none(string justification)
    {
        Fact old = Protected("soft_locked");
        ContentAddress address = await Put(old);
        IsRefused(await TrySupersede(address, old.Next("phone"), justification), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.ContradictAsync(address, new() { Justification = justification }), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("OMS-23.2-1")]
    public async Task A_contradiction_under_a_soft_lock_asks_for_a_justification()
    {
        ContentAddress address = await Put(Protected("soft_locked"));
        WriteResult result = await Store.ContradictAsync(address, new() { Justification = "the customer called" });
        IsDone(result);
        Assert.That(result.NeedsReview, Is.True);
        IndexEntry entry = await EntryOf(address);
        Assert.That(entry.IsContradicted, Is.True);
        Assert.That(entry.NeedsReview, Is.True);
    }

    [TestCase("locked")]
    [TestCase("quorum")]
    [TestCase("delegated")]
    [TestCase("timed")]
    [TestCase("hold")]
    [Requirement("OMS-23.2-1")]
    public async Task A_justification_opens_no_other_mode(string mode)
    {
        Fact old = Protected(mode);
        ContentAddress address = await Put(old);
        IsRefused(await TrySupersede(address, old.Next("phone"), "please"), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.ContradictAsync(address, new() { Justification = "please" }), OmsErrorCode.InvalidationDenied);
    }

    private Fact Protected(string mode) => NewFact() with
    {
        InvalidationPolicy = new()
        {
            Mode = mode,
            Authorized = mode is "quorum" or "delegated" ? [People.Anna.Did(), People.Bob.Did()] : null,
            Threshold = mode == "quorum" ? 2 : null,
            LockedUntil = mode == "timed" ? Clock.Now.Value / 1000 + 3600 : null,
        },
    };

    private async Task Judge(bool isAllowed, Fact old, Func<Fact, Task<WriteResult>> act)
    {
        await Put(old);
        string before = await StoreImage.Of(Store);
        WriteResult result = await act(old);
        if (isAllowed)
        {
            IsDone(result);
            Assert.That(await StoreImage.Of(Store), Is.Not.EqualTo(before));
            return;
        }
        IsRefused(result, OmsErrorCode.InvalidationDenied);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    private static byte[] PolicyBlob(string? mode) => PeerBlob.Of(
        1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "customer"), ("r", "prefers"), ("o", "email"), ("c", 0.9),
        ("ip", mode is null ? new PeerMap(("scope", "grain")) : new PeerMap(("mode", mode))));
}
