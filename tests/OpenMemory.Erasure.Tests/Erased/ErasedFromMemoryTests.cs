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
    public void Neither_salt_nor_key_of_a_destroyed_user_is_left_in_memory()
    {
        using TestRing test = new();
        byte[] sealedGrain = Work(test.Ring);
        (MaskedSecret salt, MaskedSecret key) = SecretsOf(test);
        ProcessMemory memory = new();
        Assert.That(memory.Find(salt), Is.Not.Empty, "the search finds the salt while it is kept");
        Assert.That(memory.Find(key), Is.Not.Empty, "the search finds the key while it is ready");
        test.Ring.Destroy(UserId);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(string.Join('\n', memory.Find(salt).Concat(memory.Find(key))), Is.Empty);
        Assert.That(test.Ring.TryOpen(UserId, sealedGrain, out _, out _), Is.False);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Work(UserKeyRing ring)
    {
        byte[] sealedGrain = ring.Seal(UserId, Vectors.Vector1).Span.ToArray();
        for (int i = 0; i < 100; i++)
        {
            ring.Seal(UserId, Vectors.Vector1);
            ring.Open(UserId, sealedGrain);
        }
        ring.GetDedupToken(UserId, default);
        byte[] attachment = ring.SealBlob(UserId, new byte[100_000], out ContentAddress address);
        ring.OpenBlob(UserId, address, attachment);
        return sealedGrain;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (MaskedSecret Salt, MaskedSecret Key) SecretsOf(TestRing test)
    {
        Span<byte> salt = stackalloc byte[32], key = stackalloc byte[32];
        Assert.That(test.Salts.Find(test.Ring.GetNames(UserId)[0], salt), Is.EqualTo(UserSaltState.Active));
        test.Masters.Find(1)!.DeriveUserKey(UserId, salt, key);
        return (new("salt", salt), new("user key", key));
    }
}
