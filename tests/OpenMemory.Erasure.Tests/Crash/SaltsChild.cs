using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Erasure.Tests;

/// <summary>Makes and destroys salts until it is killed, and says what it is about to do and what is done.</summary>
internal static class SaltsChild
{
    private static readonly Stream s_output = Console.OpenStandardOutput();

    internal static int Work(string path, int seed)
    {
        Random random = new(seed);
        Say("open");
        using FileUserSaltStore store = FileUserSaltStore.Open(path);
        Say("opened");
        List<UserSaltName[]> users = [.. store.Entries.Where(static entry => entry.State == UserSaltState.Active).GroupBy(static entry => entry.Name.Token).Select(static user => user.Select(static entry => entry.Name).ToArray())];
        while (true)
        {
            if (users.Count > 3 && random.Next(3) == 0)
            {
                int user = random.Next(users.Count);
                Say($"destroy {users[user][0].Token}");
                ErasureReceipt receipt = store.Destroy(users[user], EpochMilliseconds.Now());
                Say($"destroyed {users[user][0].Token} {receipt.Number} {receipt.Hash}");
                users.RemoveAt(user);
            }
            else
            {
                UserSaltName[][] batch = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewUser(random))];
                UserSaltName[] names = [.. batch.SelectMany(static user => user)];
                byte[] salts = RandomNumberGenerator.GetBytes(32 * names.Length);
                string list = string.Join(' ', names.Select((name, i) => $"{name.Token}:{name.MasterKeyVersion}:{Convert.ToHexStringLower(SHA256.HashData(salts.AsSpan(32 * i, 32)))}"));
                Say($"create {list}");
                store.GetOrAdd(names, salts, new UserSaltState[names.Length]);
                Say($"created {list}");
                users.AddRange(batch);
            }
        }
    }

    internal static int Hold(string path)
    {
        try
        {
            using FileUserSaltStore store = FileUserSaltStore.Open(path);
            Say("opened");
            return Console.In.Read();
        }
        catch (IOException exception)
        {
            Say(exception.Message);
            return 3;
        }
    }

    /// <summary>One user, under one version of a master key or under two.</summary>
    private static UserSaltName[] NewUser(Random random)
    {
        BlindToken token = new(RandomNumberGenerator.GetBytes(32));
        return random.Next(2) == 0 ? [new(token, 1)] : [new(token, 2), new(token, 1)];
    }

    /// <summary>One write for a line: a pipe takes a short one whole or not at all.</summary>
    private static void Say(string line) => s_output.Write(Encoding.ASCII.GetBytes(line + "\n"));
}
