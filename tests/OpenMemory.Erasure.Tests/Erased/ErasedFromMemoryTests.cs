using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>After destroying, no memory of this process holds the user's salt or key (OMS-20.3-2, R-51).</summary>
[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
[NonParallelizable]
public sealed class ErasedFromMemoryTests
{
    private const string UserId = "somebody who will be forgotten";

    [Test]
    public void The_search_finds_what_is_there_and_only_that()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(32), kept = GC.AllocateArray<byte>(32, pinned: true);
        bytes.CopyTo(kept, 0);
        MaskedSecret there = new("kept", bytes), gone = new("not kept", RandomNumberGenerator.GetBytes(32));
        ProcessMemory memory = new();
        Assert.That(memory.Find(there), Has.Count.EqualTo(1));
        Assert.That(memory.Searched, Is.GreaterThan(10 << 20));
        Assert.That(memory.Find(gone), Is.Empty);
        CryptographicOperations.ZeroMemory(kept);
        Assert.That(memory.Find(there), Is.Empty);
    }

    [Test]
    public void Neither_salt_nor_keys_of_a_destroyed_user_are_left_in_memory([Values] bool inFile)
    {
        using TemporaryFolder folder = new();
        byte[] given = RandomNumberGenerator.GetBytes(32);
        using MasterKeySet masters = new();
        masters.Add(1, given);
        using InMemoryUserSaltStore inMemory = new();
        using FileUserSaltStore? file = inFile ? FileUserSaltStore.Open(folder["salts"]) : null;
        IUserSaltStore salts = file ?? (IUserSaltStore)inMemory;
        using UserKeyRing ring = new(masters, salts);
        using Busy busy = new(ring);
        (MaskedSecret salt, MaskedSecret key, MaskedSecret blobKey, MaskedSecret extracted) = SecretsOf(masters, given, salts, busy.Address);

        ProcessMemory memory = new();
        Assert.That(memory.Find(salt), Is.Not.Empty, "the search finds the salt while it is kept");
        Assert.That(memory.Find(key), Is.Not.Empty, "the search finds the key while it is ready");
        Assert.That(memory.Find(blobKey), Is.Not.Empty, "the search finds the attachment's key while a stream uses it");
        ring.Destroy(UserId);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        MaskedSecret[] erased = [salt, key, blobKey, extracted];
        Assert.That(string.Join('\n', erased.SelectMany(memory.Find)), Is.Empty);
        Assert.That(ring.TryOpen(UserId, busy.SealedGrain, out _, out _), Is.False);
    }

    [Test]
    public void Neither_master_key_nor_its_index_is_left_in_memory_after_disposing()
    {
        byte[] given = RandomNumberGenerator.GetBytes(32), index = new byte[32];
        KeyDerivation.DeriveBlindIndexKey(given, BlindIndex.UserIdField, index);
        MasterKeySet masters = new();
        masters.Add(1, given);
        MaskedSecret master = new("master key", given), indexKey = new("key of the index", index);
        ProcessMemory memory = new();
        using (InMemoryUserSaltStore salts = new())
        using (UserKeyRing ring = new(masters, salts))
        {
            Thread worker = new(() => Work(ring), maxStackSize: 4 << 20);
            worker.Start();
            worker.Join();
            Assert.That(memory.Find(master), Is.Not.Empty);
            Assert.That(memory.Find(indexKey), Is.Not.Empty);
        }
        masters.Dispose();
        GC.Collect();
        Assert.That(string.Join('\n', memory.Find(master).Concat(memory.Find(indexKey))), Is.Empty);
    }

    /// <summary>Each piece of work at a depth of the stack that nothing after it reaches, so that what it leaves there stays.</summary>
    private static byte[] Work(UserKeyRing ring)
    {
        byte[] sealedGrain = AtDepth(64, () => ring.Seal(UserId, Vectors.Vector1).Span.ToArray());
        AtDepth(128, () => ring.GetDedupToken(UserId, default));
        byte[] attachment = AtDepth(192, () => ring.SealBlob(UserId, new byte[100_000], out _));
        AtDepth(256, () => ring.OpenBlob(UserId, ContentAddress.Compute(new byte[100_000]), attachment));
        AtDepth(320, () => ring.Open(UserId, sealedGrain));
        AtDepth(384, () => ring.GetState(UserId));
        return sealedGrain;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T AtDepth<T>(int frames, Func<T> work)
    {
        Span<byte> kilobyte = stackalloc byte[1024];
        T result = frames == 0 ? work() : AtDepth(frames - 1, work);
        kilobyte[0] = 1; // so that the frame is there until here
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (MaskedSecret Salt, MaskedSecret Key, MaskedSecret BlobKey, MaskedSecret Extracted) SecretsOf(
        MasterKeySet masters, byte[] master, IUserSaltStore salts, ContentAddress address)
    {
        Span<byte> salt = stackalloc byte[32], key = stackalloc byte[32], blobKey = stackalloc byte[32], extracted = stackalloc byte[32];
        Assert.That(salts.Find(masters.Find(1)!.NameOf(UserId), salt), Is.EqualTo(UserSaltState.Active));
        masters.Find(1)!.DeriveUserKey(UserId, salt, key);
        KeyDerivation.DeriveBlobKey(key, address, blobKey);
        HMACSHA256.HashData(salt, master, extracted); // half-way in HKDF (RFC 5869 §2.2): as good as the key for whoever knows the user id
        return (new("salt", salt), new("user key", key), new("attachment's key", blobKey), new("extracted key", extracted));
    }

    /// <summary>Threads that worked with the key and wait with all that stands on their stacks, and a stream that stands still.</summary>
    private sealed class Busy : IDisposable
    {
        private readonly ManualResetEventSlim _end = new();
        private readonly Thread[] _threads;
        private readonly Task _stream;

        internal Busy(UserKeyRing ring)
        {
            using CountdownEvent ready = new(3);
            byte[] sealedGrain = [];
            _threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                sealedGrain = Work(ring);
                ready.Signal();
                _end.Wait();
            }, maxStackSize: 4 << 20))];
            foreach (Thread thread in _threads) thread.Start();
            ready.Wait();
            SealedGrain = sealedGrain;
            byte[] plaintext = new byte[300_000];
            Address = ContentAddress.Compute(plaintext);
            StalledStream source = new(plaintext, _end);
            _stream = Task.Run(() => ring.SealBlobAsync(UserId, Address, source, Stream.Null));
            source.Stalled.Wait();
        }

        internal byte[] SealedGrain { get; }

        internal ContentAddress Address { get; }

        public void Dispose()
        {
            _end.Set();
            foreach (Thread thread in _threads) thread.Join();
            Assert.ThrowsAsync<UserKeyDestroyedException>(() => _stream).GetAwaiter().GetResult();
            _end.Dispose();
        }
    }

    /// <summary>Stands still before its last third.</summary>
    private sealed class StalledStream(byte[] bytes, ManualResetEventSlim end) : MemoryStream(bytes)
    {
        internal ManualResetEventSlim Stalled { get; } = new();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position > Length * 2 / 3)
            {
                Stalled.Set();
                end.Wait(cancellationToken);
            }
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
