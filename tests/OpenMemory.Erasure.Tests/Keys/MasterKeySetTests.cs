using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMemory.Erasure.Tests;

/// <summary>Master keys by version, and how secrets end .</summary>
[TestFixture]
public sealed class MasterKeySetTests
{
    private static readonly byte[] s_key = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];

    [Test]
    public void The_highest_version_is_the_newest_whatever_the_order()
    {
        using MasterKeySet keys = new();
        Assert.Throws<InvalidOperationException>(() => _ = keys.Newest);
        Assert.That(keys.Versions, Is.Empty);
        keys.Add(2, s_key);
        keys.AddRandom(uint.MaxValue);
        keys.AddRandom(0);
        keys.AddRandom(1);
        Assert.That(keys.Newest, Is.EqualTo(uint.MaxValue));
        Assert.That(keys.Versions, Is.EqualTo(new[] { uint.MaxValue, 2u, 1u, 0u }));
        Assert.That((keys.Find(2)?.Version, keys.Find(3)), Is.EqualTo(((uint?)2, (MasterKey?)null)));
    }

    [Test]
    public void A_version_is_given_once_and_a_key_has_32_bytes()
    {
        using MasterKeySet keys = MasterKeySet.Generate(5);
        Assert.Throws<ArgumentException>(() => keys.Add(5, s_key));
        Assert.Throws<ArgumentException>(() => keys.AddRandom(5));
        foreach (int length in (int[])[0, 16, 31, 33]) Assert.Throws<ArgumentException>(() => keys.Add(6, new byte[length]));
        Assert.That(keys.Versions, Is.EqualTo(new[] { 5u }));
    }

    [Test]
    public void The_set_keeps_a_copy_of_its_own()
    {
        byte[] given = [.. s_key];
        using MasterKeySet keys = new();
        keys.Add(1, given);
        Array.Clear(given);
        using BlindIndex index = new(s_key);
        Assert.That(keys.Find(1)!.NameOf("alice"), Is.EqualTo(new UserSaltName(index.Compute("alice"), 1)));
    }

    [Test]
    public void Random_keys_differ()
    {
        using MasterKeySet one = MasterKeySet.Generate(), other = MasterKeySet.Generate();
        Assert.That(one.Find(1)!.NameOf("alice"), Is.Not.EqualTo(other.Find(1)!.NameOf("alice")));
    }

    [Test]
    public void A_disposed_set_derives_nothing_and_takes_nothing()
    {
        MasterKeySet keys = MasterKeySet.Generate();
        MasterKey key = keys.Find(1)!;
        keys.Dispose();
        keys.Dispose();
        Assert.Throws<ObjectDisposedException>(() => keys.AddRandom(2));
        Assert.Throws<ObjectDisposedException>(() => key.NameOf("alice"));
        Assert.Throws<ObjectDisposedException>(() => key.DeriveUserKey("alice", new byte[32], new byte[32]));
        Assert.Throws<ObjectDisposedException>(() => key.CreateIndex("subject"));
    }

    [Test]
    public void Disposing_leaves_zeros_where_the_key_and_its_index_stood()
    {
        MasterKeySet keys = new();
        keys.Add(1, s_key);
        MasterKey key = keys.Find(1)!;
        byte[] master = BytesOf(KeyOf(key)), index = BytesOf(KeyOf(UsersOf(key)));
        Assert.That(master, Is.EqualTo(s_key));
        Assert.That(index, Is.Not.All.Zero);
        keys.Dispose();
        Assert.That(master, Is.All.Zero);
        Assert.That(index, Is.All.Zero);
    }

    [Test]
    public void A_secret_never_moves_and_is_wiped_where_it_stands()
    {
        SecretBytes secret = new(s_key);
        nint before = AddressOf(secret);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.That(AddressOf(secret), Is.EqualTo(before));
        secret.Dispose();
        Assert.That(BytesOf(secret), Is.All.Zero);
        Assert.Throws<ObjectDisposedException>(() => secret.Use(0, static (_, _) => Assert.Fail("It is used.")));
    }

    [Test]
    public void While_one_thread_disposes_others_derive_the_right_key_or_none()
    {
        byte[] salt = new byte[32], expected = new byte[32];
        KeyDerivation.DeriveUserKey(s_key, salt, "alice", expected);
        for (int round = 0; round < 50; round++)
        {
            MasterKeySet keys = new();
            keys.Add(1, s_key);
            MasterKey master = keys.Find(1)!;
            int wrong = 0;
            using Barrier start = new(3);
            Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                byte[] key = new byte[32];
                start.SignalAndWait();
                try
                {
                    while (true)
                    {
                        master.DeriveUserKey("alice", salt, key);
                        if (!key.AsSpan().SequenceEqual(expected)) Interlocked.Increment(ref wrong);
                    }
                }
                catch (ObjectDisposedException)
                {
                }
            }))];
            foreach (Thread thread in threads) thread.Start();
            start.SignalAndWait();
            keys.Dispose();
            foreach (Thread thread in threads) thread.Join();
            Assert.That(wrong, Is.Zero);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_key")]
    private static extern ref SecretBytes KeyOf(MasterKey key);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_key")]
    private static extern ref SecretBytes KeyOf(BlindIndex index);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_users")]
    private static extern ref BlindIndex UsersOf(MasterKey key);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bytes")]
    private static extern ref byte[] BytesOf(SecretBytes secret);

    private static nint AddressOf(SecretBytes secret) => Marshal.UnsafeAddrOfPinnedArrayElement(BytesOf(secret), 0);
}
