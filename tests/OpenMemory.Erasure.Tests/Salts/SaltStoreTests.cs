namespace OpenMemory.Erasure.Tests;

/// <summary>What every store of salts does, in memory and in a file (§20.3, R-51).</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class SaltStoreTests(bool isFile)
{
    private readonly Clock _clock = new();
    private TemporaryFolder _folder = null!;
    private IUserSaltStore _store = null!;

    [SetUp]
    public void Open()
    {
        _folder = new();
        _store = isFile ? FileUserSaltStore.Open(_folder["salts"], _clock) : new InMemoryUserSaltStore(_clock);
    }

    [TearDown]
    public void Close()
    {
        ((IDisposable)_store).Dispose();
        _folder.Dispose();
    }

    [Test]
    public void A_name_keeps_the_salt_that_came_first()
    {
        byte[] first = _store.Add(SaltSamples.Name(1)), later = new byte[64];
        UserSaltState[] states = new UserSaltState[2];
        later.AsSpan(32).Fill(7);
        _store.GetOrAdd([SaltSamples.Name(1), SaltSamples.Name(2)], later, states);
        Assert.That(later[..32], Is.EqualTo(first));
        Assert.That(states, Is.All.EqualTo(UserSaltState.Active));
        Assert.That(_store.Find(SaltSamples.Name(1)), Is.EqualTo((UserSaltState.Active, first)));
        Assert.That(_store.Find(SaltSamples.Name(2)).Salt, Is.All.EqualTo(7));
        Assert.That(_store.Find(SaltSamples.Name(3)), Is.EqualTo((UserSaltState.None, new byte[32])));
        Assert.That(_store.Find(SaltSamples.Name(1, 2)).State, Is.EqualTo(UserSaltState.None), "the same token of another version");
    }

    [Test]
    public void A_name_that_stands_twice_in_a_call_gets_one_salt()
    {
        byte[] salts = _store.Add(SaltSamples.Name(1), SaltSamples.Name(1));
        Assert.That(salts.AsSpan(32).SequenceEqual(salts.AsSpan(0, 32)), Is.True);
        Assert.That(Entries(), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_destroyed_salt_leaves_a_tombstone_that_nobody_fills_by_accident()
    {
        _store.Add(SaltSamples.Name(1));
        _clock.Now = 5;
        ErasureReceipt receipt = _store.Destroy([SaltSamples.Name(1)], 77);
        Assert.That((receipt.Number, receipt.DestroyedAt.Value, receipt.Salts, receipt.Token), Is.EqualTo((1L, 77L, 1, SaltSamples.Name(1).Token)));
        byte[] salts = [.. Enumerable.Repeat((byte)9, 32)];
        UserSaltState[] states = new UserSaltState[1];
        _store.GetOrAdd([SaltSamples.Name(1)], salts, states);
        Assert.That((states[0], salts), Is.EqualTo((UserSaltState.Destroyed, new byte[32])));
        Assert.That(_store.Find(SaltSamples.Name(1)), Is.EqualTo((UserSaltState.Destroyed, new byte[32])));
        Assert.That(Entries(), Is.EqualTo(new[] { new UserSaltEntry(SaltSamples.Name(1), UserSaltState.Destroyed, 77) }));
        salts.AsSpan().Fill(8);
        _store.GetOrAdd([SaltSamples.Name(1)], salts, states, replaceTombstones: true);
        Assert.That(_store.Find(SaltSamples.Name(1)), Is.EqualTo((UserSaltState.Active, salts)), "unless the caller wants it");
        Assert.That(Entries(), Is.EqualTo(new[] { new UserSaltEntry(SaltSamples.Name(1), UserSaltState.Active, 5) }));
        Assert.That(_store.Receipts, Is.EqualTo(new[] { receipt }), "what was destroyed stays destroyed");
    }

    [Test]
    public void A_user_of_several_versions_is_destroyed_under_all_of_them_with_one_receipt()
    {
        _store.Add(SaltSamples.Name(1), SaltSamples.Name(1, 2), SaltSamples.Name(2));
        ErasureReceipt receipt = _store.Destroy([SaltSamples.Name(1, 3), SaltSamples.Name(1, 2), SaltSamples.Name(1)], 9);
        Assert.That((receipt.MasterKeyVersion, receipt.Salts), Is.EqualTo((3u, 2)));
        foreach (uint version in (uint[])[1, 2, 3]) Assert.That(_store.StateOf(SaltSamples.Name(1, version)), Is.EqualTo(UserSaltState.Destroyed));
        Assert.That(_store.StateOf(SaltSamples.Name(2)), Is.EqualTo(UserSaltState.Active));
    }

    [Test]
    public void Destroying_again_changes_nothing_and_gives_the_receipt_of_then()
    {
        ErasureReceipt none = _store.Destroy([SaltSamples.Name(1)], 1), other = _store.Destroy([SaltSamples.Name(2)], 2);
        Assert.That((none.Salts, other.Previous), Is.EqualTo((0, none.Hash)));
        Assert.That(_store.Destroy([SaltSamples.Name(1), SaltSamples.Name(2)], 3), Is.EqualTo(none));
        _store.GetOrAdd([SaltSamples.Name(1)], Filled(1), new UserSaltState[1], replaceTombstones: true);
        ErasureReceipt again = _store.Destroy([SaltSamples.Name(1)], 4);
        Assert.That((again.Number, again.Salts), Is.EqualTo((3L, 1)));
        Assert.That(_store.Destroy([SaltSamples.Name(1)], 5), Is.EqualTo(again), "the newest");
        ErasureReceipt rotated = _store.Destroy([SaltSamples.Name(1, 2), SaltSamples.Name(1)], 6);
        Assert.That((rotated.Number, rotated.Salts), Is.EqualTo((4L, 0)), "a new version has no tombstone yet");
        _store.Destroy([SaltSamples.Name(7, 2), SaltSamples.Name(7)], 7);
        Assert.That(_store.Destroy([SaltSamples.Name(7)], 8), Is.EqualTo(ErasureReceipt.After(_store.Receipts[4], SaltSamples.Name(7), 8, 0)), "under a name without a receipt of its own");
        Assert.That(ErasureReceiptChain.Verify(_store.Receipts).IsFault, Is.False);
        Assert.That(_store.Receipts, Has.Count.EqualTo(6));
    }

    [Test]
    public void The_generation_grows_with_each_destruction_and_with_nothing_else()
    {
        Assert.That(_store.Generation, Is.Zero);
        _store.Add(SaltSamples.Names(0, 10));
        Assert.That(_store.Generation, Is.Zero);
        long last = 0;
        for (int user = 0; user < 3; user++)
        {
            _store.Destroy([SaltSamples.Name(user)], 1);
            Assert.That(_store.Generation, Is.GreaterThan(last));
            last = _store.Generation;
            _store.Destroy([SaltSamples.Name(user)], 1);
            _store.GetOrAdd([SaltSamples.Name(user)], Filled(1), new UserSaltState[1], replaceTombstones: user == 1);
            Assert.That(_store.Generation, Is.EqualTo(last));
        }
    }

    [Test]
    public void What_does_not_fit_is_refused_before_anything_happens()
    {
        byte[] zeros = Filled(2);
        zeros.AsSpan(32).Clear();
        UserSaltName[] two = SaltSamples.Names(1, 2);
        Assert.That(() => _store.GetOrAdd(two, Filled(1), new UserSaltState[2]), Throws.ArgumentException);
        Assert.That(() => _store.GetOrAdd(two, Filled(2), new UserSaltState[1]), Throws.ArgumentException);
        Assert.That(() => _store.GetOrAdd(two, zeros, new UserSaltState[2]), Throws.ArgumentException, "a salt of zeros is none");
        Assert.That(zeros[..32], Is.EqualTo(Filled(1)), "all or nothing");
        Assert.That(() => _store.Destroy([], 1), Throws.ArgumentException);
        Assert.That(() => _store.Find(two[0], new byte[31]), Throws.ArgumentException);
        Assert.That(Entries(), Is.Empty);
        Assert.That(Chunks().All.SelectMany(static chunk => chunk), Is.All.Zero);
    }

    [Test]
    public void A_store_that_was_disposed_holds_no_salt_and_says_so()
    {
        _store.Add(SaltSamples.Names(0, 1000));
        SaltChunks chunks = Chunks();
        Assert.That(chunks.All.Count(static chunk => chunk.AsSpan().ContainsAnyExcept((byte)0)), Is.EqualTo(4));
        long generation = _store.Generation;
        ((IDisposable)_store).Dispose();
        Assert.That(_store.Generation, Is.GreaterThan(generation), "so that rings forget the keys they have ready");
        Assert.That(chunks.All.Count(static chunk => chunk.AsSpan().ContainsAnyExcept((byte)0)), Is.Zero);
        Assert.That(() => _store.StateOf(SaltSamples.Name(1)), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => _store.Add(SaltSamples.Name(1)), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => _store.Destroy([SaltSamples.Name(1)], 1), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => _store.Receipts, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_thousand_users_are_found_again()
    {
        UserSaltName[] names = SaltSamples.Names(0, 1000);
        byte[] salts = [.. _store.Add(names[..300]), .. _store.Add(names[300..301]), .. _store.Add(names[301..])];
        _store.Destroy([names[500]], 1);
        for (int i = 0; i < names.Length; i++)
            Assert.That(_store.Find(names[i]), Is.EqualTo(i == 500 ? (UserSaltState.Destroyed, new byte[32]) : (UserSaltState.Active, salts[(32 * i)..(32 * (i + 1))])));
        Assert.That(Entries().Select(static entry => entry.Name), Is.EqualTo(names));
    }

    [Test]
    public void Looking_a_salt_up_allocates_nothing()
    {
        _store.Add(SaltSamples.Name(1));
        byte[] salt = new byte[32];
        UserSaltName name = SaltSamples.Name(1);
        Assert.That(Allocations.Of(() => _store.Find(name, salt)), Is.Zero);
    }

    private static byte[] Filled(int salts) => [.. Enumerable.Repeat((byte)0x5a, 32 * salts)];

    private IReadOnlyList<UserSaltEntry> Entries() => _store is FileUserSaltStore file ? file.Entries : ((InMemoryUserSaltStore)_store).Entries;

    private SaltChunks Chunks() => _store is FileUserSaltStore file ? file.Chunks : ((InMemoryUserSaltStore)_store).Chunks;

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
    }
}
