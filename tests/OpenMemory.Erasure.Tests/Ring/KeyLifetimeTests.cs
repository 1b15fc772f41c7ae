namespace OpenMemory.Erasure.Tests;

/// <summary>How long a key is ready: across rings, by time, and by number .</summary>
[TestFixture]
public sealed class KeyLifetimeTests
{
    [Test]
    public void Two_rings_over_one_store_agree_at_once()
    {
        using TestRing test = new();
        using UserKeyRing second = test.Second();
        GrainBlob sealedGrain = test.Ring.Seal("alice", Vectors.Vector1);
        Assert.That(second.Open("alice", sealedGrain.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
        second.Destroy("alice");
        Assert.That(test.Ring.TryOpen("alice", sealedGrain.Span, out _, out _), Is.False);
        Assert.Throws<UserKeyDestroyedException>(() => test.Ring.Seal("alice", Vectors.Vector1));
        second.RekeyDestroyedUser("alice");
        GrainBlob again = test.Ring.Seal("alice", Vectors.Vector1);
        Assert.That(second.Open("alice", again.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
        Assert.That(second.TryOpen("alice", sealedGrain.Span, out _, out _), Is.False);
    }

    [Test]
    public void Where_a_destruction_elsewhere_is_not_seen_the_lifetime_bounds_it()
    {
        HandClock clock = new();
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore inner = new();
        WatchedSaltStore salts = new(inner) { FixedGeneration = 0 };
        using UserKeyRing ring = new(masters, salts, new() { Clock = clock, KeyLifetime = TimeSpan.FromMinutes(5) }), elsewhere = new(masters, inner);
        GrainBlob sealedGrain = ring.Seal("alice", Vectors.Vector1);
        byte[] attachment = ring.SealBlob("alice", "x"u8, out ContentAddress address);
        int finds = salts.Finds;
        for (int i = 0; i < 10; i++) ring.Open("alice", sealedGrain.Span);
        Assert.That(salts.Finds, Is.EqualTo(finds), "a ready key asks nobody");
        elsewhere.Destroy("alice");
        clock.Move(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.That(ring.TryOpen("alice", sealedGrain.Span, out _, out _), Is.True, "not yet known here");
        clock.Move(TimeSpan.FromTicks(1));
        Assert.That(ring.TryOpen("alice", sealedGrain.Span, out _, out _), Is.False);
        Assert.Throws<UserKeyDestroyedException>(() => ring.Seal("alice", Vectors.Vector1));
        Assert.Throws<OmsException>(() => ring.OpenBlob("alice", address, attachment));
    }

    [Test]
    public void A_lifetime_of_nothing_asks_every_time_and_an_endless_one_never()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore inner = new();
        foreach ((TimeSpan lifetime, int expected) in new[] { (TimeSpan.Zero, 10), (Timeout.InfiniteTimeSpan, 0) })
        {
            WatchedSaltStore salts = new(inner);
            using UserKeyRing ring = new(masters, salts, new() { KeyLifetime = lifetime });
            GrainBlob sealedGrain = ring.Seal("alice", Vectors.Vector1);
            int before = salts.Finds;
            for (int i = 0; i < 10; i++) ring.Open("alice", sealedGrain.Span);
            Assert.That(salts.Finds - before, Is.EqualTo(expected));
        }
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(64)]
    public void Beyond_the_number_of_ready_keys_the_others_are_derived_again(int most)
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore inner = new();
        WatchedSaltStore salts = new(inner);
        using UserKeyRing ring = new(masters, salts, new() { MaxReadyKeys = most });
        GrainBlob[] sealedGrains = [.. Enumerable.Range(0, 50).Select(i => ring.Seal($"user {i}", Vectors.Vector1))];
        Random random = new(7);
        for (int i = 0; i < 2000; i++)
        {
            int user = random.Next(50);
            Assert.That(ring.Open($"user {user}", sealedGrains[user].Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
            if (i % 100 == 0) ring.Destroy($"nobody {i}"); // forgets all
        }
        int before = salts.Finds;
        for (int i = 0; i < 10; i++) ring.Open("user 5", sealedGrains[5].Span);
        Assert.That(salts.Finds - before, Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void A_key_that_is_used_all_the_time_stays_ready()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore inner = new();
        WatchedSaltStore salts = new(inner);
        using UserKeyRing ring = new(masters, salts, new() { MaxReadyKeys = 8 });
        GrainBlob often = ring.Seal("often", Vectors.Vector1);
        ring.CreateKeys(Enumerable.Range(0, 200).Select(static i => $"once {i}"));
        int before = salts.Finds;
        for (int i = 0; i < 200; i++)
        {
            ring.Open("often", often.Span);
            ring.Seal($"once {i}", Vectors.Vector1);
        }
        Assert.That(salts.Finds - before, Is.InRange(200, 203), "once for each of the others");
    }
}
