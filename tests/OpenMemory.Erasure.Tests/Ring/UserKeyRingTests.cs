using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>Users in a ring: none, active, destroyed, and active again (OMS-20.3-1, OMS-20.3-2, R-51).</summary>
[TestFixture]
public sealed class UserKeyRingTests
{
    [Test]
    public void A_user_is_nobody_then_active_then_destroyed_and_stays_so()
    {
        HandClock clock = new();
        using TestRing test = new(new() { Clock = clock });
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.None));
        Assert.That(test.Ring.TryOpen("alice", test.Ring.Seal("bob", Vectors.Vector1).Span, out _, out _), Is.False);
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.None), "opening makes no key");
        test.Ring.Seal("alice", Vectors.Vector1);
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.Active));

        ErasureReceipt receipt = test.Ring.Destroy("alice");
        Assert.That((receipt.Token, receipt.MasterKeyVersion, receipt.Salts), Is.EqualTo((test.Ring.GetToken("alice"), 1u, 1)));
        Assert.That(receipt.DestroyedAt, Is.EqualTo(EpochMilliseconds.Now(clock)));
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.Destroyed));
        Assert.Throws<UserKeyDestroyedException>(() => test.Ring.Seal("alice", Vectors.Vector1));
        Assert.Throws<UserKeyDestroyedException>(() => test.Ring.GetDedupToken("alice", default));
        Assert.That(test.Ring.CreateKeys(["alice"]), Is.Zero, "nobody is re-keyed silently");
        clock.Move(TimeSpan.FromDays(1));
        Assert.That(test.Ring.Destroy("alice"), Is.EqualTo(receipt), "the receipt of then");
        Assert.That(test.Ring.Receipts, Is.EqualTo(new[] { receipt }));
        Assert.That(test.Ring.GetState("bob"), Is.EqualTo(UserSaltState.Active));
    }

    [Test]
    public void Somebody_unknown_can_be_destroyed_so_that_no_key_is_made_later()
    {
        using TestRing test = new();
        Assert.That(test.Ring.Destroy("alice").Salts, Is.Zero);
        Assert.Throws<UserKeyDestroyedException>(() => test.Ring.Seal("alice", Vectors.Vector1));
    }

    [Test]
    public void A_new_key_is_another_and_only_the_destroyed_get_one()
    {
        using TestRing test = new();
        Assert.Throws<InvalidOperationException>(() => test.Ring.RekeyDestroyedUser("alice"));
        BlindToken before = test.Ring.GetDedupToken("alice", default);
        Assert.Throws<InvalidOperationException>(() => test.Ring.RekeyDestroyedUser("alice"));
        test.Ring.Destroy("alice");
        test.Ring.RekeyDestroyedUser("alice");
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.Active));
        Assert.That(test.Ring.GetDedupToken("alice", default), Is.Not.EqualTo(before));
        Assert.That(test.Ring.Destroy("alice").Number, Is.EqualTo(2));
    }

    [Test]
    public void Under_a_legal_hold_nothing_is_destroyed()
    {
        using TestRing test = new(new() { IsHeld = static userId => userId == "alice" });
        GrainBlob sealedGrain = test.Ring.Seal("alice", Vectors.Vector1);
        Assert.That(Assert.Throws<OmsException>(() => test.Ring.Destroy("alice")).Code, Is.EqualTo(OmsErrorCode.InvalidationDenied));
        Assert.That(test.Ring.Open("alice", sealedGrain.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
        Assert.That(test.Ring.Receipts, Is.Empty);
        test.Ring.Destroy("bob");
    }

    [Test]
    public void Many_keys_are_made_in_one_step_and_each_user_once()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        WatchedSaltStore salts = new(new InMemoryUserSaltStore());
        using UserKeyRing ring = new(masters, salts);
        ring.Seal("user 3", Vectors.Vector1);
        ring.Destroy("user 4");
        int before = salts.Additions;
        Assert.That(ring.CreateKeys(Enumerable.Range(0, 1000).Select(static i => $"user {i % 500}")), Is.EqualTo(498));
        Assert.That(ring.CreateKeys(["Ame\u0301lie", "Am\u00e9lie"]), Is.EqualTo(1), "two spellings of one");
        Assert.That(salts.Additions, Is.EqualTo(before + 2));
        Assert.That(ring.CreateKeys([]), Is.Zero);
    }

    [Test]
    public void Tokens_of_plaintexts_are_equal_for_equal_ones_of_one_user_and_go_with_the_user()
    {
        using TestRing test = new();
        ContentAddress one = ContentAddress.Compute("1"u8), other = ContentAddress.Compute("2"u8);
        BlindToken token = test.Ring.GetDedupToken("alice", one);
        using (UserKeyRing second = test.Second()) Assert.That(second.GetDedupToken("alice", one), Is.EqualTo(token));
        Assert.That(new[] { token, test.Ring.GetDedupToken("alice", other), test.Ring.GetDedupToken("bob", one) }, Is.Unique);
        Span<byte> salt = stackalloc byte[32], key = stackalloc byte[32], dedup = stackalloc byte[32];
        test.Salts.Find(test.Ring.GetNames("alice")[0], salt);
        test.Masters.Find(1)!.DeriveUserKey("alice", salt, key);
        KeyDerivation.Hkdf(key, "oms:dedup:v1"u8, default, dedup);
        Assert.That(token.Equals(HMACSHA256.HashData(dedup, one.ToByteArray())), Is.True);
    }

    [Test]
    public void Names_are_tokens_of_the_blind_index_under_every_version()
    {
        using TestRing test = new();
        test.Masters.AddRandom(3);
        test.Masters.AddRandom(2);
        Assert.That(test.Ring.GetNames("alice").Select(static name => name.MasterKeyVersion), Is.EqualTo(new[] { 3u, 2u, 1u }));
        Assert.That(test.Ring.GetNames("alice").Select(static name => name.Token), Is.Unique);
        Assert.That(test.Ring.GetToken("alice"), Is.EqualTo(test.Ring.GetNames("alice")[0].Token));
        using BlindIndex subjects = test.Ring.CreateIndex("subject");
        Assert.That(subjects.Compute("alice"), Is.Not.EqualTo(test.Ring.GetToken("alice")));
    }

    [Test]
    public void A_store_that_fails_is_heard_and_nothing_has_happened()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        WatchedSaltStore salts = new(new InMemoryUserSaltStore());
        using UserKeyRing ring = new(masters, salts);
        GrainBlob sealedGrain = ring.Seal("alice", Vectors.Vector1);
        salts.IsBroken = true;
        Assert.Throws<IOException>(() => ring.Seal("bob", Vectors.Vector1));
        Assert.Throws<IOException>(() => ring.Destroy("alice"));
        Assert.That(ring.Open("alice", sealedGrain.Span).Span.SequenceEqual(Vectors.Vector1), Is.True, "what is ready works on");
        salts.IsBroken = false;
        Assert.That(ring.GetState("bob"), Is.EqualTo(UserSaltState.None));
        Assert.That(ring.GetState("alice"), Is.EqualTo(UserSaltState.Active));
        ring.Destroy("alice");
        Assert.That(ring.TryOpen("alice", sealedGrain.Span, out _, out _), Is.False);
    }

    [Test]
    public void Wrong_options_and_a_disposed_ring_are_refused()
    {
        using TestRing test = new();
        using MasterKeySet none = new();
        Assert.Throws<InvalidOperationException>(() => _ = new UserKeyRing(none, test.Salts));
        Assert.Throws<ArgumentNullException>(() => _ = new UserKeyRing(null!, test.Salts));
        Assert.Throws<ArgumentNullException>(() => _ = new UserKeyRing(test.Masters, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Second(new() { MaxReadyKeys = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => test.Second(new() { KeyLifetime = TimeSpan.FromSeconds(-5) }));
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        test.Ring.Dispose();
        test.Ring.Dispose();
        Assert.Throws<ObjectDisposedException>(() => test.Ring.Seal("alice", Vectors.Vector1));
        Assert.Throws<ObjectDisposedException>(() => test.Ring.Open("alice", sealedGrain));
        Assert.Throws<ObjectDisposedException>(() => test.Ring.Destroy("alice"));
        Assert.Throws<ObjectDisposedException>(() => test.Ring.CreateKeys(["bob"]));
        Assert.That(test.Salts.Find(test.Masters.Find(1)!.NameOf("alice"), new byte[32]), Is.EqualTo(UserSaltState.Active), "nothing was destroyed");
    }
}
