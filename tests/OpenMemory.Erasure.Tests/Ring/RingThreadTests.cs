namespace OpenMemory.Erasure.Tests;

/// <summary>Many threads: no wrong result, and nothing opens after destroying returned (OMS-20.3-2, R-51).</summary>
[TestFixture]
public sealed class RingThreadTests
{
    private const int Users = 60;

    /// <summary>What has begun and what has returned for a user; a result is wrong only against what was certain at the time.</summary>
    private sealed class User
    {
        internal volatile bool IsBegun, IsDestroyed;

        internal required GrainBlob SealedGrain { get; init; }

        internal required byte[] Attachment { get; init; }
    }

    [Test]
    public void Sealing_opening_destroying_and_evicting_at_once_give_no_wrong_result([Values(1, 3, 1000)] int maxReadyKeys, [Values] bool twoRings)
    {
        using TestRing test = new(new() { MaxReadyKeys = maxReadyKeys });
        using UserKeyRing second = test.Second(new() { MaxReadyKeys = maxReadyKeys });
        ContentAddress address = default;
        User[] users = [.. Enumerable.Range(0, Users).Select(i => new User
        {
            SealedGrain = test.Ring.Seal($"user {i}", Vectors.Vector1),
            Attachment = test.Ring.SealBlob($"user {i}", "an attachment"u8, out address),
        })];
        List<string> wrong = [];
        int opened = 0, refused = 0;
        using CountdownEvent warm = new(4);
        using ManualResetEventSlim end = new();
        Thread[] workers = [.. Enumerable.Range(0, 4).Select(number => new Thread(() => Work(number)))];
        foreach (Thread worker in workers) worker.Start();
        warm.Wait();
        for (int i = 0; i < Users; i += 2)
        {
            users[i].IsBegun = true;
            (twoRings ? second : test.Ring).Destroy($"user {i}");
            users[i].IsDestroyed = true;
            Thread.Sleep(5);
        }
        end.Set();
        foreach (Thread worker in workers) worker.Join();
        Assert.That(wrong, Is.Empty);
        Assert.That((opened > 100, refused > 10), Is.EqualTo((true, true)), $"{opened} opened, {refused} refused");

        void Work(int seed)
        {
            Random random = new(seed);
            byte[] buffer = new byte[1000];
            for (int round = 0; !end.IsSet; round++)
            {
                if (round == 50) warm.Signal();
                int number = random.Next(Users);
                User user = users[number];
                string userId = $"user {number}";
                bool wasDestroyed = user.IsDestroyed;
                bool? isDone = Attempt(random.Next(4), userId, user, buffer);
                if (isDone is null) Report($"{userId}: other bytes came out");
                else if (isDone == true && wasDestroyed) Report($"{userId}: worked after destroying had returned");
                else if (isDone == false && !user.IsBegun) Report($"{userId}: refused without a reason");
                Interlocked.Increment(ref isDone == true ? ref opened : ref refused);
            }
        }

        bool? Attempt(int kind, string userId, User user, byte[] buffer)
        {
            try
            {
                switch (kind)
                {
                    case 0:
                        return test.Ring.Open(userId, user.SealedGrain.Span).Span.SequenceEqual(Vectors.Vector1) ? true : null;
                    case 1:
                        return buffer.AsSpan(0, test.Ring.OpenInto(userId, user.SealedGrain.Span, buffer.AsSpan())).SequenceEqual(Vectors.Vector1) ? true : null;
                    case 2:
                        return test.Ring.OpenBlob(userId, address, user.Attachment).AsSpan().SequenceEqual("an attachment"u8) ? true : null;
                    default:
                        int length = test.Ring.SealInto(userId, Vectors.Vector1, buffer.AsSpan());
                        return SealedView.TryParse(buffer.AsSpan(0, length), out _) ? true : null;
                }
            }
            catch (OmsException exception) when (exception.Code == OmsErrorCode.Integrity)
            {
                return false;
            }
            catch (UserKeyDestroyedException)
            {
                return false;
            }
        }

        void Report(string what)
        {
            lock (wrong) wrong.Add(what);
        }
    }

    [Test]
    public void Two_threads_that_meet_a_new_user_give_one_key()
    {
        for (int round = 0; round < 100; round++)
        {
            using TestRing test = new();
            using UserKeyRing second = test.Second();
            using Barrier start = new(2);
            GrainBlob[] sealedGrains = new GrainBlob[2];
            Thread[] threads = [.. Enumerable.Range(0, 2).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                sealedGrains[i] = (i == 0 ? test.Ring : second).Seal("alice", Vectors.Vector1);
            }))];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
            foreach (GrainBlob grain in sealedGrains)
            {
                Assert.That(test.Ring.Open("alice", grain.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
                Assert.That(second.Open("alice", grain.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
            }
            Assert.That(test.Salts.Entries, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void A_key_that_is_being_derived_while_its_salt_is_destroyed_does_not_become_ready()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore inner = new();
        WatchedSaltStore salts = new(inner);
        using UserKeyRing ring = new(masters, salts), second = new(masters, inner);
        GrainBlob sealedGrain = second.Seal("alice", Vectors.Vector1);
        // The other ring destroys while this one is between having seen the generation and looking the salt up.
        bool isDone = false;
        salts.BeforeFind = () =>
        {
            if (isDone) return;
            isDone = true;
            second.Destroy("alice");
        };
        Assert.That(ring.TryOpen("alice", sealedGrain.Span, out _, out _), Is.False);
        Assert.That(ring.TryOpen("alice", sealedGrain.Span, out _, out _), Is.False);
    }

    [Test]
    public void Disposing_while_others_work_ends_in_the_refusal_and_nothing_else()
    {
        for (int round = 0; round < 30; round++)
        {
            using TestRing test = new(new() { MaxReadyKeys = 2 });
            GrainBlob[] sealedGrains = [.. Enumerable.Range(0, 4).Select(i => test.Ring.Seal($"user {i}", Vectors.Vector1))];
            int wrong = 0, refused = 0;
            using Barrier start = new(4);
            Thread[] threads = [.. Enumerable.Range(0, 3).Select(number => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    for (int i = 0; ; i++)
                    {
                        if (!test.Ring.Open($"user {i % 4}", sealedGrains[i % 4].Span).Span.SequenceEqual(Vectors.Vector1)) Interlocked.Increment(ref wrong);
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }
                catch (Exception)
                {
                    Interlocked.Increment(ref wrong);
                }
            }))];
            foreach (Thread thread in threads) thread.Start();
            start.SignalAndWait();
            Thread.Sleep(1);
            test.Ring.Dispose();
            foreach (Thread thread in threads) thread.Join();
            Assert.That((wrong, refused), Is.EqualTo((0, 3)));
        }
    }
}
