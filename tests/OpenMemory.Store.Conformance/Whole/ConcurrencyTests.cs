using System.Collections.Concurrent;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>Many callers at once: one supersedes, the others learn of it, and nobody sees half of anything (R-49, OMS-28.3-1).</summary>
public abstract class ConcurrencyTests : GrainStoreFixture
{
    private const int Writers = 8, Each = 25;

    [Test]
    [Requirement("OMS-17.2-3")]
    [Requirement("OMS-28.3-1")]
    [Requirement("R-49")]
    public async Task Callers_who_race_for_the_head_make_one_line_of_what_succeeded()
    {
        ContentAddress root = await Put(NewFact("root"));
        ConcurrentBag<ContentAddress> successes = [];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            ContentAddress head = root;
            for (int done = 0; done < Each;)
            {
                WriteResult result = await TrySupersede(head, After(head, $"writer {writer} step {done}"));
                if (result.Outcome == WriteOutcome.Done)
                {
                    successes.Add(result.Address);
                    head = result.Address;
                    done++;
                }
                else
                {
                    Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Conflict), result.Fault.ToString());
                    head = result.Head!.Value;
                }
            }
        })));
        SupersessionChain chain = (await Store.GetHistoryAsync(root))!;
        Assert.That(successes, Has.Count.EqualTo(Writers * Each).And.Unique);
        Assert.That(chain.Links, Has.Count.EqualTo(Writers * Each + 1));
        Assert.That(chain.IsForked, Is.False);
        Assert.That(chain.Faults, Is.Empty);
        Assert.That(chain.Links.Skip(1).Select(static link => link.Address), Is.EquivalentTo(successes), "none lost, none doubled");
        for (int index = 0; index + 1 < chain.Links.Count; index++) Assert.That(chain.Links[index].Successors, Is.EqualTo(new[] { chain.Links[index + 1].Address }));
        Assert.That(await Store.GetHeadAsync(root), Is.EqualTo(chain.Links[^1].Address));
        Assert.That((await Audit()).Count(static entry => entry.Act == AuditAct.Superseded), Is.EqualTo(Writers * Each));
    }

    [Test]
    [Requirement("OMS-28.3-1")]
    public async Task Readers_see_whole_supersessions_and_heads_that_only_go_forward()
    {
        const int Steps = 150;
        Fact last = NewFact("root");
        ContentAddress root = await Put(last);
        ConcurrentDictionary<ContentAddress, int> positions = new() { [root] = 0 };
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(30));
        int done = 0;
        Task[] readers = [.. Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            int seen = 0;
            while (Volatile.Read(ref done) == 0 && !end.IsCancellationRequested)
            {
                ContentAddress head = (await Store.GetHeadAsync(root))!.Value;
                Assert.That(positions.TryGetValue(head, out int position), Is.True, "a head that nobody wrote");
                Assert.That(position, Is.GreaterThanOrEqualTo(seen), "a head that went backwards");
                seen = position;
                StoredGrain grain = (await Store.GetAsync(head))!;
                if (grain.Entry.State.SupersededBy is { } next) Assert.That(await Store.ExistsAsync(next), Is.True, "a successor that is absent");
                GrainPage page = await Store.QueryAsync(new() { Subject = Customer, Limit = 10 });
                Assert.That(page.Total, Is.EqualTo(1), "exactly one grain of the chain is current at every moment");
                if (reader == 0) Assert.That((await Store.GetHistoryAsync(root))!.Heads, Has.Exactly(1).Items);
            }
        }))];
        for (int step = 1; step <= Steps; step++)
        {
            last = last.Next($"step {step}");
            positions[last.Address()] = step;
            await Supersede(last.DerivedFrom![0].AsText() is { } old ? ContentAddress.Parse(old) : default, last);
        }
        Volatile.Write(ref done, 1);
        await Task.WhenAll(readers);
        Assert.That(await Store.GetHeadAsync(root), Is.EqualTo(last.Address()));
    }

    [Test]
    [Requirement("R-49")]
    public async Task Of_two_who_expect_the_same_head_one_wins()
    {
        ContentAddress head = await Put(NewFact("root"));
        for (int round = 0; round < 60; round++)
        {
            ContentAddress old = head;
            using Barrier barrier = new(2);
            WriteResult[] results = await Task.WhenAll(Enumerable.Range(0, 2).Select(writer => Task.Run(async () =>
            {
                Fact successor = After(old, $"round {round} writer {writer}");
                barrier.SignalAndWait();
                return await Store.SupersedeAsync(old, successor.ToBlob().Memory, new() { ExpectedHead = old });
            })));
            Assert.That(results.Select(static result => result.Outcome), Is.EquivalentTo(new[] { WriteOutcome.Done, WriteOutcome.Conflict }));
            head = results.Single(static result => result.Outcome == WriteOutcome.Done).Address;
            Assert.That(results.Single(static result => result.Outcome == WriteOutcome.Conflict).Head, Is.EqualTo(head));
        }
    }

    [Test]
    [Requirement("OMS-28.4-2")]
    public async Task The_same_grain_from_many_callers_is_added_once()
    {
        ReadOnlyMemory<byte> blob = NewFact().ToBlob().Memory;
        WriteResult[] results = await Task.WhenAll(Enumerable.Range(0, 32).Select(number => Task.Run(async () =>
            number % 2 == 0 ? await Store.PutAsync(blob) : (await Store.ReceiveAsync([new(blob)])).Single())));
        Assert.That(results.Count(static result => result.Outcome == WriteOutcome.Done), Is.EqualTo(1));
        Assert.That(results.Count(static result => result.Outcome == WriteOutcome.Existing), Is.EqualTo(31));
        Assert.That((await Store.GetStatisticsAsync()).LastChange, Is.EqualTo(1));
    }

    [Test]
    [Requirement("OMS-28.4-6")]
    public async Task Deleting_and_putting_at_once_ends_with_the_deletion()
    {
        for (int round = 0; round < 40; round++)
        {
            Fact fact = NewFact($"round {round}");
            ContentAddress address = await Put(fact);
            await Task.WhenAll(
                Task.Run(async () => await Store.DeleteAsync(address)), Task.Run(async () => await TryPut(fact)), Task.Run(async () => await Receive(fact.ToBlob().Memory)));
            Assert.That(await Store.ExistsAsync(address), Is.False);
            Assert.That((await TryPut(fact)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        }
    }

    [Test]
    [Requirement("OMS-28.4.4-1")]
    public async Task Erasing_a_person_while_others_write_leaves_nothing_that_was_there_before()
    {
        List<ContentAddress> before = [];
        for (int number = 0; number < 50; number++) before.Add(await Put(NewFact($"before {number}")));
        Task writing = Task.Run(async () =>
        {
            for (int number = 0; number < 100; number++) await Store.PutAsync(NewFact($"other {number}", "somebody").ToBlob().Memory);
        });
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        await writing;
        Assert.That(erasure.Erased, Is.EqualTo(before.Order()));
        Assert.That(await Find(new() { Subject = Customer, Status = GrainStatus.Any }), Is.Empty);
        Assert.That((await Store.QueryAsync(new() { Subject = "somebody" })).Total, Is.EqualTo(100));
    }

    private static Fact After(ContentAddress old, string value) => NewFact(value) with { DerivedFrom = [old.ToString()], CreatedAt = new(Written + 1000) };
}
