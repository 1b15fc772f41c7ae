namespace OpenMemory.Erasure.Tests;

/// <summary>Several versions of the master key: reading what is old, moving it, and destroying under all of them (OMS-28.4.4-4, R-51).</summary>
[TestFixture]
public sealed class RotationTests
{
    [Test]
    public void What_was_sealed_before_opens_and_moves_to_the_newest_version()
    {
        using TestRing test = new();
        GrainBlob old = test.Ring.Seal("alice", Vectors.Vector1, new() { Header = HeaderPrivacy.Blank });
        Assert.That(test.Ring.Reseal("alice", old.Span), Is.EqualTo(old), "the newest already");
        test.Masters.AddRandom(2);
        Assert.That(test.Ring.Open("alice", old.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
        GrainBlob moved = test.Ring.Reseal("alice", old.Span);
        Assert.That(SealedView.TryParse(moved.Span, out SealedView view) && view.MasterKeyVersion == 2, Is.True);
        Assert.That(moved.Header, Is.EqualTo(old.Header));
        Assert.That(test.Ring.GetToken("alice").Equals(view.Token), Is.True);
        Assert.That(test.Ring.Open("alice", moved.Span).Address, Is.EqualTo(ContentAddress.Compute(Vectors.Vector1)));
    }

    [Test]
    public void Without_the_old_master_key_only_what_was_moved_opens()
    {
        using TestRing test = new();
        GrainBlob old = test.Ring.Seal("alice", Vectors.Vector1);
        byte[] two = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        test.Masters.Add(2, two);
        GrainBlob moved = test.Ring.Reseal("alice", old.Span);
        using MasterKeySet newOnly = new();
        newOnly.Add(2, two);
        using UserKeyRing ring = new(newOnly, test.Salts);
        Assert.That(ring.TryOpen("alice", old.Span, out _, out _), Is.False);
        Assert.That(ring.Open("alice", moved.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
    }

    [Test]
    public void Destroying_reaches_every_version()
    {
        using TestRing test = new();
        List<GrainBlob> sealedGrains = [];
        for (uint version = 2; version <= 5; version++)
        {
            sealedGrains.Add(test.Ring.Seal("alice", Vectors.Vector1));
            test.Masters.AddRandom(version);
        }
        Assert.That(test.Ring.Destroy("alice").Salts, Is.EqualTo(4));
        foreach (GrainBlob grain in sealedGrains) Assert.That(test.Ring.TryOpen("alice", grain.Span, out _, out _), Is.False);
        test.Masters.AddRandom(6);
        Assert.Throws<UserKeyDestroyedException>(() => test.Ring.Seal("alice", Vectors.Vector1), "a later version makes nobody new");
        Assert.That(test.Ring.CreateKeys(["alice"]), Is.Zero);
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.Destroyed));
        test.Ring.RekeyDestroyedUser("alice");
        Assert.That(test.Ring.Open("alice", test.Ring.Seal("alice", Vectors.Vector1).Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
        foreach (GrainBlob grain in sealedGrains) Assert.That(test.Ring.TryOpen("alice", grain.Span, out _, out _), Is.False);
    }

    [Test]
    public void Where_the_store_knows_a_version_that_is_not_here_no_key_is_made_and_none_destroyed()
    {
        using TestRing test = new();
        test.Ring.Destroy("erased under version 1");
        byte[] two = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        test.Masters.Add(2, two);
        GrainBlob sealedGrain = test.Ring.Seal("alice", Vectors.Vector1);
        using MasterKeySet newOnly = new();
        newOnly.Add(2, two);
        using UserKeyRing ring = new(newOnly, test.Salts);
        Assert.Throws<InvalidOperationException>(() => ring.Seal("erased under version 1", Vectors.Vector1));
        Assert.Throws<InvalidOperationException>(() => ring.SealBlob("erased under version 1", "x"u8, out _));
        Assert.Throws<InvalidOperationException>(() => ring.GetDedupToken("erased under version 1", default));
        Assert.Throws<InvalidOperationException>(() => ring.CreateKeys(["bob"]));
        Assert.Throws<InvalidOperationException>(() => ring.RekeyDestroyedUser("bob"));
        Assert.Throws<InvalidOperationException>(() => ring.Destroy("alice"));
        Assert.That(test.Ring.GetState("bob"), Is.EqualTo(UserSaltState.None));
        Assert.That(ring.Open("alice", sealedGrain.Span).Span.SequenceEqual(Vectors.Vector1), Is.True, "who has a key keeps it");
        ring.Seal("alice", Vectors.Vector1);
    }
}
