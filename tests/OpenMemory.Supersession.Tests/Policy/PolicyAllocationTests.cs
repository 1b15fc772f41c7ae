namespace OpenMemory.Supersession.Tests;

/// <summary>Most grains have no policy: for them nothing is allocated.</summary>
[TestFixture]
public sealed class PolicyAllocationTests
{
    [Test]
    public void A_grain_without_policy_is_read_and_decided_for_free()
    {
        GrainBlob fact = (Make.Fact("a") with { AuthorDid = Make.Alice }).ToBlob();
        GrainBlob custom = Make.Peer((GrainType)0xf1, ("t", "mine"), ("x", 1));
        InvalidationRequest request = Make.By(Make.Bob);
        int allowed = 0;
        long allocated = Allocations.Of(() =>
        {
            foreach (InvalidationAct act in (ReadOnlySpan<InvalidationAct>)[InvalidationAct.Supersession, InvalidationAct.Contradiction, InvalidationAct.Erasure])
            {
                if (InvalidationRules.Decide(GrainProtection.Read(fact.View()), act, request).IsAllowed) allowed++;
                if (InvalidationRules.Decide(GrainProtection.Read(custom.View()), act, request).IsAllowed) allowed++;
            }
        });
        Assert.That((allocated, allowed > 0), Is.EqualTo((0, true)));
    }

    [Test]
    public void The_effective_mode_is_found_for_free()
    {
        GrainProtection timed = new() { Mode = InvalidationMode.Timed, LockedUntil = 5, FallbackMode = InvalidationMode.Hold };
        int sum = 0;
        Assert.That(Allocations.Of(() => sum += (int)timed.EffectiveMode(Make.Now) + (int)timed.EffectiveMode(0, isHoldLifted: true)), Is.Zero);
        Assert.That(sum, Is.GreaterThan(0));
    }

    [Test]
    public void A_supersession_that_needs_no_walk_is_decided_for_free()
    {
        MemorySource source = new();
        GrainBlob old = source.Add(Make.Fact("old")), next = Make.Fact("next", null, old).ToBlob();
        InvalidationRequest request = Make.Anonymous;
        int allowed = 0;
        Assert.That(Allocations.Of(() =>
        {
            if (InvalidationRules.DecideSupersession(old.Address, next, source, request, false, false).IsAllowed) allowed++;
            if (InvalidationRules.DecideContradiction(old.Address, source, request, false, false).IsAllowed) allowed++;
        }), Is.Zero);
        Assert.That(allowed, Is.GreaterThan(0));
    }
}
