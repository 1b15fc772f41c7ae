using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>A destroyed salt is nowhere any more: not in the file, not in what was replaced, not in memory (§20.3, R-51).</summary>
[TestFixture]
public sealed class SaltSecretsTests
{
    [Test]
    public void A_destroyed_salt_is_in_no_file_and_in_no_chunk()
    {
        using TemporaryFolder folder = new();
        using FileUserSaltStore store = FileUserSaltStore.Open(folder["salts"]);
        byte[] salts = store.Add(SaltSamples.Names(0, 600));
        byte[] chunks = Chunks(store.Chunks);
        for (int user = 0; user < 600; user++) Assert.That(chunks.AsSpan().IndexOf(SaltOf(salts, user)), Is.GreaterThanOrEqualTo(0), "the search finds what is there");
        Assert.That(File.ReadAllBytes(folder["salts"]).AsSpan().IndexOf(SaltOf(salts, 300)), Is.GreaterThanOrEqualTo(0));
        store.Destroy([SaltSamples.Name(300)], 1);
        store.Destroy([SaltSamples.Name(599), SaltSamples.Name(0)], 2);
        chunks = Chunks(store.Chunks);
        Assert.That(folder.Names, Has.Length.EqualTo(2));
        foreach (int user in (int[])[0, 300, 599])
        {
            Assert.That(chunks.AsSpan().IndexOf(SaltOf(salts, user)), Is.Negative);
            foreach (string name in folder.Names.Where(static name => name != "salts.lock")) Assert.That(File.ReadAllBytes(folder[name]).AsSpan().IndexOf(SaltOf(salts, user)), Is.Negative, name);
        }
        Assert.That(chunks.AsSpan().IndexOf(SaltOf(salts, 301)), Is.GreaterThanOrEqualTo(0), "others stay");
        Assert.That(new FileInfo(folder["salts.lock"]).Length, Is.Zero);
    }

    [Test]
    public void A_salt_in_memory_is_overwritten_where_it_stood()
    {
        using InMemoryUserSaltStore store = new();
        byte[] salts = store.Add(SaltSamples.Names(0, 300));
        store.Destroy([SaltSamples.Name(299)], 1);
        Assert.That(Chunks(store.Chunks).AsSpan().IndexOf(SaltOf(salts, 299)), Is.Negative);
        Assert.That(Chunks(store.Chunks).AsSpan().IndexOf(SaltOf(salts, 298)), Is.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void Chunks_never_move_and_are_never_copied()
    {
        using InMemoryUserSaltStore store = new();
        store.Add(SaltSamples.Name(0));
        byte[] first = store.Chunks.All.Single();
        nint address = AddressOf(first);
        store.Add(SaltSamples.Names(1, 5000));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(store.Chunks.All.First(), Is.SameAs(first));
        Assert.That(AddressOf(first), Is.EqualTo(address));
        Assert.That(store.Chunks.All.All(static chunk => GC.GetGeneration(chunk) == GC.MaxGeneration), Is.True, "the heap of what is pinned is never compacted");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "an open file cannot be replaced there")]
    public void The_file_that_is_replaced_is_overwritten()
    {
        using TemporaryFolder folder = new();
        using FileUserSaltStore store = FileUserSaltStore.Open(folder["salts"]);
        store.Add(SaltSamples.Names(0, 600));
        using FileStream before = new(folder["salts"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] old = new byte[before.Length];
        before.ReadExactly(old);
        store.Destroy([SaltSamples.Name(1)], 1);
        before.Position = 0;
        before.ReadExactly(old);
        Assert.That(old.AsSpan().ContainsAnyExcept((byte)0), Is.False);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "a file that is open cannot be removed there")]
    public void What_killed_writers_left_is_overwritten_before_it_is_removed()
    {
        using TemporaryFolder folder = new();
        FileUserSaltStore.Open(folder["salts"]).Dispose();
        string left = folder[$"salts.{Guid.NewGuid():N}.tmp"];
        File.WriteAllBytes(left, RandomNumberGenerator.GetBytes(200_000));
        using FileStream before = new(left, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        FileUserSaltStore.Open(folder["salts"]).Dispose();
        Assert.That(File.Exists(left), Is.False);
        byte[] bytes = new byte[200_000];
        before.ReadExactly(bytes);
        Assert.That((bytes.AsSpan().ContainsAnyExcept((byte)0), before.Length), Is.EqualTo((false, 200_000L)));
    }

    private static byte[] SaltOf(byte[] salts, int user) => salts[(32 * user)..(32 * (user + 1))];

    private static nint AddressOf(byte[] pinned) => System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private static byte[] Chunks(SaltChunks chunks) => [.. chunks.All.SelectMany(static chunk => chunk)];
}
