namespace OpenMemory.Store.Conformance;

/// <summary>What is locked until a time, by the store's clock (§23.2, R-24).</summary>
public abstract class TimedTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-23.2-1")]
    [Requirement("R-24")]
    public async Task A_timed_lock_opens_at_its_second()
    {
        Fact old = Until(null);
        ContentAddress address = await Put(old);
        Clock.Advance(TimeSpan.FromSeconds(3600) - TimeSpan.FromMilliseconds(1));
        IsRefused(await TrySupersede(address, old.Next("phone")), OmsErrorCode.InvalidationDenied);
        IsRefused(await Store.ContradictAsync(address), OmsErrorCode.InvalidationDenied);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        IsDone(await TrySupersede(address, old.Next("phone")));
    }

    [TestCase("soft_locked")]
    [TestCase("locked")]
    [TestCase("timed")]
    [TestCase("sacred")]
    [Requirement("OMS-23.2-1")]
    [Requirement("OMS-23.3-1")]
    public async Task Afterwards_the_fallback_mode_counts(string fallback)
    {
        byte[] blob = PeerBlob.Of(
            1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "customer"), ("r", "prefers"), ("o", "email"), ("c", 0.9),
            ("ip", new PeerMap(("fallback_mode", fallback), ("locked_until", Clock.Now.Value / 1000), ("mode", "timed"))));
        ContentAddress address = (await Receive(blob)).Address;
        Clock.Advance(TimeSpan.FromDays(1));
        Fact successor = NewFact("phone") with { DerivedFrom = [address.ToString()] };
        IsRefused(await TrySupersede(address, successor), OmsErrorCode.InvalidationDenied);
        WriteResult justified = await TrySupersede(address, successor, "the customer called");
        if (fallback == "soft_locked") IsDone(justified);
        else IsRefused(justified, OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("OMS-23.2-3")]
    public async Task A_hold_may_follow_a_timed_lock()
    {
        ContentAddress address = await Put(Until("hold"));
        Clock.Advance(TimeSpan.FromHours(2));
        IsRefused(await Store.DeleteAsync(address), OmsErrorCode.InvalidationDenied);
    }

    [Test]
    [Requirement("OMS-23.3-1")]
    public async Task Without_a_time_the_lock_stays()
    {
        Fact old = NewFact() with { InvalidationPolicy = new() { Mode = "timed", FallbackMode = "open" } };
        byte[] blob = PeerBlob.Of(
            1, 0, ("t", "fact"), ("ca", PeerBlob.CreatedAt), ("s", "customer"), ("r", "prefers"), ("o", "email"), ("c", 0.9),
            ("ip", new PeerMap(("fallback_mode", "open"), ("mode", "timed"))));
        ContentAddress address = (await Receive(blob)).Address;
        Clock.Advance(TimeSpan.FromDays(36500));
        IsRefused(await TrySupersede(address, old.Next("phone") with { DerivedFrom = [address.ToString()] }), OmsErrorCode.InvalidationDenied);
    }

    private Fact Until(string? fallback) => NewFact() with
    {
        InvalidationPolicy = new() { Mode = "timed", LockedUntil = Clock.Now.Value / 1000 + 3600, FallbackMode = fallback },
    };
}
