namespace OpenMemory.Erasure.Tests;

/// <summary>Stores of salts that do not do as they should, and what happens between two calls of them (R-51, OMS-20.3-2).</summary>
[TestFixture]
public sealed class OddStoreTests
{
    private const int Segment = 65536;

    [Test]
    public void A_salt_of_zeros_makes_no_key()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using UserKeyRing ring = new(masters, new OddStore(UserSaltState.Active));
        Assert.Throws<InvalidOperationException>(() => ring.Seal("alice", Vectors.Vector1), "the master key alone would open it for ever");
        Assert.Throws<InvalidOperationException>(() => ring.GetDedupToken("alice", default));
        Assert.Throws<InvalidOperationException>(() => ring.SealBlob("alice", "x"u8, out _));
    }

    [TestCase(UserSaltState.None)]
    [TestCase((UserSaltState)9)]
    public void A_state_that_makes_no_sense_opens_and_seals_nothing(UserSaltState state)
    {
        using TestRing test = new();
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        using UserKeyRing ring = new(test.Masters, new OddStore(state));
        Assert.Throws<InvalidOperationException>(() => ring.Seal("alice", Vectors.Vector1));
        Assert.That(ring.TryOpen("alice", sealedGrain, out _, out OmsFault fault), Is.False);
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Integrity));
    }

    [Test]
    public void An_attachment_whose_opening_ends_in_an_exception_leaves_zeros()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        WatchedSaltStore salts = new(new InMemoryUserSaltStore());
        using UserKeyRing ring = new(masters, salts, new() { KeyLifetime = TimeSpan.Zero }); // each segment looks the salt up
        byte[] plaintext = new byte[3 * Segment], destination = new byte[plaintext.Length];
        Array.Fill(plaintext, (byte)'x');
        byte[] sealedBlob = ring.SealBlob("alice", plaintext, out ContentAddress address);
        int finds = 0;
        salts.BeforeFind = () => salts.IsBroken = ++finds > 3;
        Assert.Throws<IOException>(() => ring.OpenBlob("alice", address, sealedBlob, destination));
        Assert.That(destination.AsSpan().ContainsAnyExcept((byte)0), Is.False);
    }

    [Test]
    public void A_master_key_that_is_added_while_a_user_is_destroyed_keeps_nobody_alive()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore inner = new();
        WatchedSaltStore salts = new(inner);
        using UserKeyRing ring = new(masters, salts), other = new(masters, inner);
        ring.Seal("alice", Vectors.Vector1);
        Task? rotation = null;
        salts.BeforeDestroy = () =>
        {
            rotation = Task.Run(() =>
            {
                masters.AddRandom(2);
                other.Seal("alice", Vectors.Vector1);
            });
            Task.WaitAny([rotation], TimeSpan.FromMilliseconds(300));
        };
        Assert.That(ring.Destroy("alice").Salts, Is.EqualTo(1));
        Assert.That(() => rotation!.GetAwaiter().GetResult(), Throws.TypeOf<UserKeyDestroyedException>());
        Assert.That((ring.GetState("alice"), masters.Newest), Is.EqualTo((UserSaltState.Destroyed, 2u)));
    }

    [Test]
    public void A_user_who_gets_a_key_elsewhere_under_a_newer_master_key_while_being_destroyed_is_not_reported_destroyed()
    {
        using MasterKeySet masters = new(), newer = new();
        foreach (MasterKeySet set in (MasterKeySet[])[masters, newer]) set.Add(1, Vectors.Vector1.AsSpan(0, 32));
        newer.AddRandom(2);
        using InMemoryUserSaltStore inner = new();
        WatchedSaltStore salts = new(inner);
        using UserKeyRing ring = new(masters, salts), other = new(newer, inner); // another server, where the new master key has arrived
        byte[] before = ring.Seal("alice", Vectors.Vector1).Span.ToArray(), meanwhile = [];
        salts.BeforeDestroy = () => meanwhile = other.Seal("alice", Vectors.Vector1).Span.ToArray();
        Assert.That(() => ring.Destroy("alice"), Throws.InvalidOperationException.With.Message.Contains("version 2"));
        Assert.That(ring.TryOpen("alice", before, out _, out _), Is.False, "no key is left ready");
        Assert.That(other.Open("alice", meanwhile).Span.SequenceEqual(Vectors.Vector1), Is.True, "so destroying was not done");
        Assert.That(other.Destroy("alice").Salts, Is.EqualTo(1));
        Assert.That(other.TryOpen("alice", meanwhile, out _, out _), Is.False);
    }

    [Test]
    public void Users_whose_keys_are_made_may_come_from_elsewhere_while_others_use_the_ring()
    {
        using TestRing test = new();
        Assert.That(test.Ring.CreateKeys(Users()), Is.EqualTo(1));

        IEnumerable<string> Users()
        {
            Assert.That(Task.Run(() => test.Ring.Seal("bob", Vectors.Vector1)).Wait(TimeSpan.FromSeconds(20)), Is.True);
            yield return "alice";
        }
    }

    [TestCase("Am\u00e9lie", "Am\u00e9lie")]
    [TestCase("Am\u00e9lie", "Ame\u0301lie")]
    [TestCase("Ame\u0301lie", "Ame\u0301lie")]
    public void A_hold_is_found_under_the_spelling_that_was_given_and_under_that_of_grains(string held, string destroyed)
    {
        using TestRing test = new(new() { IsHeld = userId => userId == held });
        Assert.That(Assert.Throws<OmsException>(() => test.Ring.Destroy(destroyed)).Code, Is.EqualTo(OmsErrorCode.InvalidationDenied));
        Assert.That(test.Ring.Receipts, Is.Empty);
        test.Ring.Destroy("Amelie");
    }

    /// <summary>Says the same of every name, and never gives a salt.</summary>
    private sealed class OddStore(UserSaltState state) : IUserSaltStore
    {
        public long Generation => 0;

        public IReadOnlyCollection<MasterKeyCheck> MasterKeyChecks => [];

        public IReadOnlyList<ErasureReceipt> Receipts => [];

        public UserSaltState Find(in UserSaltName name, Span<byte> salt)
        {
            salt.Clear();
            return state;
        }

        public void AddMasterKeyChecks(ReadOnlySpan<MasterKeyCheck> checks)
        {
        }

        public void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones = false)
        {
            salts.Clear();
            states.Fill(state);
        }

        public ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time) => throw new IOException("odd");
    }
}
