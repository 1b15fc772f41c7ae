using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>
/// The promise as a whole: a file of grains of several users, copies of it elsewhere, one user destroyed, and that user's grains open
/// nowhere, in no process to come (OMS-20.3-2, OMS-28.4.4-4).
/// </summary>
[TestFixture]
public sealed class ErasedFromFilesTests
{
    [Test]
    public void A_destroyed_user_is_gone_from_the_file_and_from_every_copy_and_the_others_are_not()
    {
        using TemporaryFolder folder = new();
        byte[] masterKey = RandomNumberGenerator.GetBytes(32), attachment, oldSalts;
        ContentAddress address;
        using (MasterKeySet masters = With(masterKey))
        using (FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]))
        using (UserKeyRing ring = new(masters, salts))
        {
            Write(folder["memory.mg"], ring, "alice", "bob");
            attachment = ring.SealBlob("alice", "a photograph"u8, out address);
        }
        File.Copy(folder["memory.mg"], folder["backup.mg"]);
        oldSalts = File.ReadAllBytes(folder["salts"]);
        Assert.That(Opened(folder, masterKey, "memory.mg", "alice"), Is.EqualTo(20));

        using (MasterKeySet masters = With(masterKey))
        using (FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]))
        using (UserKeyRing ring = new(masters, salts))
        {
            byte[] salt = new byte[32];
            Assert.That(salts.Find(ring.GetNames("alice")[0], salt), Is.EqualTo(UserSaltState.Active));
            Assert.That(oldSalts.AsSpan().IndexOf(salt), Is.GreaterThan(0), "the file did hold the salt");
            ring.Destroy("alice");
            foreach (string name in folder.Names)
                Assert.That(Content(folder[name]).IndexOf(salt), Is.EqualTo(-1), $"{name} does not");
            Assert.That(ring.Receipts, Has.Count.EqualTo(1));
        }

        foreach (string copy in (string[])["memory.mg", "backup.mg"])
        {
            Assert.That(Opened(folder, masterKey, copy, "alice"), Is.Zero, copy);
            Assert.That(Opened(folder, masterKey, copy, "bob"), Is.EqualTo(20), copy);
        }
        using (MasterKeySet masters = With(masterKey))
        using (FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]))
        using (UserKeyRing ring = new(masters, salts))
        {
            Assert.Throws<OmsException>(() => ring.OpenBlob("alice", address, attachment));
            Assert.Throws<UserKeyDestroyedException>(() => ring.Seal("alice", Vectors.Vector1));
            ring.RekeyDestroyedUser("alice");
        }
        Assert.That(Opened(folder, masterKey, "backup.mg", "alice"), Is.Zero, "nor with a new key");
    }

    [Test]
    public void A_backup_of_the_salts_undoes_the_erasure_which_is_why_none_must_be_kept()
    {
        using TemporaryFolder folder = new();
        byte[] masterKey = RandomNumberGenerator.GetBytes(32);
        using (MasterKeySet masters = With(masterKey))
        using (FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]))
        using (UserKeyRing ring = new(masters, salts)) Write(folder["memory.mg"], ring, "alice", "bob");
        byte[] backup = File.ReadAllBytes(folder["salts"]);
        using (MasterKeySet masters = With(masterKey))
        using (FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]))
        using (UserKeyRing ring = new(masters, salts)) ring.Destroy("alice");
        Assert.That(Opened(folder, masterKey, "memory.mg", "alice"), Is.Zero);
        File.WriteAllBytes(folder["salts"], backup);
        Assert.That(Opened(folder, masterKey, "memory.mg", "alice"), Is.EqualTo(20), "the limit of the promise, as documented");
    }

    [Test]
    public void Nothing_in_the_file_names_a_user()
    {
        using TemporaryFolder folder = new();
        using MasterKeySet masters = MasterKeySet.Generate();
        using FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]);
        using UserKeyRing ring = new(masters, salts);
        Write(folder["memory.mg"], ring, "alice.liddell@example.com", "bob");
        ring.Destroy("alice.liddell@example.com");
        foreach (string name in folder.Names)
        {
            Assert.That(Content(folder[name]).IndexOf("liddell"u8), Is.EqualTo(-1), name);
            Assert.That(Content(folder[name]).IndexOf("a secret of"u8), Is.EqualTo(-1), name);
        }
    }

    /// <summary>Twenty grains for each user.</summary>
    private static void Write(string path, UserKeyRing ring, params string[] users)
    {
        using MgFileWriter writer = MgFileWriter.Create(path);
        foreach (string user in users)
        {
            for (int i = 0; i < 20; i++)
                writer.Add(ring.Seal(user, new Event { Content = $"a secret of {user}, {i}", CreatedAt = i, UserId = user }.ToBlob()));
        }
        writer.Complete();
    }

    /// <summary>How many grains of a file open for a user, with new rings and stores, as after a restart.</summary>
    private static int Opened(TemporaryFolder folder, byte[] masterKey, string file, string user)
    {
        using MasterKeySet masters = With(masterKey);
        using FileUserSaltStore salts = FileUserSaltStore.Open(folder["salts"]);
        using UserKeyRing ring = new(masters, salts);
        using MgFileReader reader = MgFileReader.Open(folder[file]);
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        return Enumerable.Range(0, reader.Count).Count(i => ring.TryOpen(user, reader[i], out _, out _));
    }

    /// <summary>What is in a file; the store's lock, which nobody else can open, is empty.</summary>
    private static ReadOnlySpan<byte> Content(string path) => new FileInfo(path).Length == 0 ? [] : File.ReadAllBytes(path);

    private static MasterKeySet With(byte[] key)
    {
        MasterKeySet masters = new();
        masters.Add(1, key);
        return masters;
    }
}
