using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Erasure.Tests;

/// <summary>Names and salts that tests agree on.</summary>
internal static class SaltSamples
{
    internal static UserSaltName Name(int user, uint version = 1) => new(new(SHA256.HashData(Encoding.UTF8.GetBytes($"user {user} under {version}"))), version);

    internal static UserSaltName[] Names(int first, int count) => [.. Enumerable.Range(first, count).Select(static user => Name(user))];

    internal static byte[] Add(this IUserSaltStore store, params UserSaltName[] names)
    {
        byte[] salts = RandomNumberGenerator.GetBytes(32 * names.Length);
        store.GetOrAdd(names, salts, new UserSaltState[names.Length]);
        return salts;
    }

    internal static (UserSaltState State, byte[] Salt) Find(this IUserSaltStore store, in UserSaltName name)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(32);
        return (store.Find(name, salt), salt);
    }

    internal static UserSaltState StateOf(this IUserSaltStore store, in UserSaltName name) => store.Find(name).State;

    /// <summary>A file with two active users, a tombstone of each kind, a user who was given a new salt, and four receipts.</summary>
    internal static byte[] WriteFile(string path)
    {
        using FileUserSaltStore store = FileUserSaltStore.Open(path);
        store.AddMasterKeyChecks([new(1, Name(1).Token), new(2, Name(2).Token)]);
        store.Add(Name(1), Name(2), Name(2, 2), Name(3), Name(4));
        store.Destroy([Name(2, 2), Name(2)], 1000);
        store.Destroy([Name(5)], 2000);
        store.Destroy([Name(3)], 3000);
        store.Destroy([Name(4)], 3000);
        store.GetOrAdd([Name(4)], RandomNumberGenerator.GetBytes(32), new UserSaltState[1], replaceTombstones: true);
        store.Dispose();
        return File.ReadAllBytes(path);
    }
}
