using System.Diagnostics;

namespace OpenMemory.Erasure.Tests;

/// <summary>Many users are one replacement of the file, and the work is linear in them.</summary>
[TestFixture]
public sealed class SaltSpeedTests
{
    private const int Users = 100_000;

    [Test]
    public void A_hundred_thousand_users_take_one_step()
    {
        using TemporaryFolder folder = new();
        UserSaltName[] names = SaltSamples.Names(0, Users);
        using FileUserSaltStore store = FileUserSaltStore.Open(folder["salts"]);
        double all = Time(() => store.Add(names)), one = Time(() => store.Add(SaltSamples.Name(Users)));
        double destroy = Time(() => store.Destroy([names[5]], 1));
        store.Dispose();
        FileUserSaltStore? again = null;
        double open = Time(() => again = FileUserSaltStore.Open(folder["salts"]));
        Assert.That(again!.Entries, Has.Count.EqualTo(Users + 1));
        again.Dispose();
        TestContext.Out.WriteLine($"{Users} users: {all:F0} ms in one call, {one:F0} ms for one more, {destroy:F0} ms to destroy one, {open:F0} ms to open, {new FileInfo(folder["salts"]).Length} bytes");
        Assert.That(all, Is.LessThan(10_000), "100,000 replacements would take many minutes");
    }

    /// <summary>Names with equal first bytes, as whoever makes a file up can choose them.</summary>
    [Test]
    public void Names_that_begin_alike_are_as_fast_as_others()
    {
        using InMemoryUserSaltStore store = new();
        UserSaltName[] names = new UserSaltName[Users];
        byte[] token = new byte[32];
        for (int i = 0; i < Users; i++)
        {
            BitConverter.TryWriteBytes(token.AsSpan(28), i);
            names[i] = new(new(token), 1);
        }
        Assert.That(Time(() => store.Add(names)), Is.LessThan(5_000));
        Assert.That(store.StateOf(names[^1]), Is.EqualTo(UserSaltState.Active));
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
