using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>The change feed of the in-memory store.</summary>
[TestFixture]
public sealed class MemoryFeedTests
{
    [Test]
    public void Replaying_the_feed_gives_grains_and_entries()
    {
        using MemoryBackend backend = new(), copy = new();
        Random random = new(3);
        List<GrainBlob> live = [];
        for (int i = 0; i < 2000; i++)
        {
            GrainBlob grain = Backends.Grain(i);
            backend.Insert(grain);
            live.Add(grain);
            int victim = random.Next(live.Count);
            if (random.Next(3) == 0) backend.Write(writer => writer.SetEntry(live[victim].Address, Entry(random, live), default, i));
            if (random.Next(5) == 0)
            {
                backend.Write(writer => writer.Remove(live[victim].Address, i));
                live.RemoveAt(victim);
            }
        }
        long last = 0;
        while (backend.Read(reader => reader.ReadChanges(last, 64)) is { Count: > 0 } changes)
        {
            Assert.That(changes.Select(static change => change.Sequence), Is.EqualTo(Enumerable.Range(1, changes.Count).Select(i => last + i)), "no gap");
            copy.Write(writer =>
            {
                foreach (GrainChange change in changes) Replay(writer, change);
            });
            last += changes.Count;
        }
        Assert.That(State(copy), Is.EqualTo(State(backend)));
    }

    [Test]
    public void Counters_are_no_change_and_stand_in_none()
    {
        using MemoryBackend backend = new();
        GrainBlob grain = Backends.Grain(1);
        IndexEntry counted = IndexEntry.Default with { State = new() { AccessCount = 4, LastAccessedAt = 9 } };
        backend.Insert(grain);
        backend.Write(writer => writer.SetEntry(grain.Address, counted, default, 1));
        backend.Write(writer => writer.SetEntry(grain.Address, counted with { NeedsReview = true }, default, 2));
        backend.Write(writer => writer.SetEntry(grain.Address, counted with { NeedsReview = true }, ProtectionGuard.Chain, 3));
        IReadOnlyList<GrainChange> changes = backend.Read(static reader => reader.ReadChanges(0, 10));
        Assert.That(changes.Select(static change => change.Kind), Is.EqualTo(new[] { GrainChangeKind.Added, GrainChangeKind.EntryChanged }));
        Assert.That(changes[1].Entry, Is.EqualTo(IndexEntry.Default with { NeedsReview = true }));
        Assert.That(changes[1].At.Value, Is.EqualTo(2));
    }

    [Test]
    public void What_was_removed_keeps_its_place_in_the_feed_without_its_bytes_and_entry()
    {
        using MemoryBackend backend = new();
        GrainBlob grain = Backends.Grain(1);
        backend.Write(writer => writer.Insert(Backends.Row(grain, IndexEntry.Default with { State = new() { VerificationStatus = "about pat" } })));
        backend.Write(writer => writer.Remove(grain.Address, 8));
        IReadOnlyList<GrainChange> changes = backend.Read(static reader => reader.ReadChanges(0, 10));
        Assert.That(changes, Is.EqualTo(new[]
        {
            new GrainChange(1, GrainChangeKind.Added, grain.Address, 77, null, IndexEntry.Default),
            new GrainChange(2, GrainChangeKind.Removed, grain.Address, 8, null, IndexEntry.Default),
        }));
    }

    [TestCase(-5, 2, 2), TestCase(1, 5, 2), TestCase(3, 5, 0), TestCase(9, 5, 0), TestCase(long.MaxValue, 5, 0), TestCase(0, 0, 0)]
    public void Any_number_may_be_asked_for(long after, int limit, int expected)
    {
        using MemoryBackend backend = new();
        backend.Insert(Backends.Grain(1), Backends.Grain(2), Backends.Grain(3));
        Assert.That(backend.Read(reader => reader.ReadChanges(after, limit)), Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task Whoever_waits_wakes_at_the_commit_and_not_before()
    {
        using MemoryBackend backend = new();
        Task first = backend.WaitForChangeAsync(0, default), second = backend.WaitForChangeAsync(1, default);
        using (IStoreWriter writer = backend.BeginWrite()) writer.Insert(Backends.Row(Backends.Grain(1)));
        backend.Write(static writer => writer.SetMetadata("no", "change"));
        Assert.That(first.IsCompleted, Is.False);
        backend.Insert(Backends.Grain(2));
        await first.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(second.IsCompleted, Is.False);
        backend.Insert(Backends.Grain(3));
        await second.WaitAsync(TimeSpan.FromSeconds(30));
        await backend.WaitForChangeAsync(1, default);
    }

    [Test]
    public async Task Waiting_can_be_given_up()
    {
        MemoryBackend backend = new();
        using CancellationTokenSource source = new();
        Task waiting = backend.WaitForChangeAsync(0, source.Token);
        await source.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        Task other = backend.WaitForChangeAsync(0, default);
        backend.Dispose();
        Assert.That(async () => await other, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task No_wake_up_is_lost_between_many_writers_and_readers()
    {
        const int Writers = 4, Each = 500;
        using MemoryBackend backend = new();
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            long known = 0;
            while (known < Writers * Each)
            {
                await backend.WaitForChangeAsync(known, default);
                IReadOnlyList<GrainChange> changes = backend.Read(reader => reader.ReadChanges(known, 7));
                known += changes.Count;
            }
        }))];
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(task => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++) backend.Insert(Backends.Grain((task * Each) + i));
        }))];
        await Task.WhenAll([.. writers, .. readers]).WaitAsync(TimeSpan.FromSeconds(120));
        Assert.That(backend.Read(static reader => reader.Statistics.Grains), Is.EqualTo(Writers * Each));
    }

    private static IndexEntry Entry(Random random, List<GrainBlob> live) => random.Next(5) switch
    {
        0 => IndexEntry.Default,
        1 => IndexEntry.Default with { NeedsReview = true, IsContradicted = true, State = new() { VerificationStatus = IndexState.Contested, SystemValidTo = 5 } },
        2 => IndexEntry.Default with { Rivals = [live[0].Address], State = new() { SupersededBy = live[^1].Address } },
        3 => IndexEntry.Default with { State = new() { RecStatus = "applied", VerificationStatus = "odd" } },
        _ => IndexEntry.Default with { State = new() { SupersededBy = live[random.Next(live.Count)].Address, SystemValidTo = random.Next() } },
    };

    private static void Replay(IStoreWriter writer, GrainChange change)
    {
        if (change.Kind == GrainChangeKind.Removed)
        {
            if (writer.Contains(change.Address)) writer.Remove(change.Address, change.At);
        }
        else if (change.Kind == GrainChangeKind.Added)
        {
            if (change.Blob is { } blob) writer.Insert(new(blob, change.Entry, change.At, default), blob);
        }
        else if (writer.Contains(change.Address)) writer.SetEntry(change.Address, change.Entry, default, change.At);
    }

    private static string[] State(MemoryBackend backend) => backend.Read(static reader => reader.Addresses().Select(address =>
    {
        reader.TryGet(address, out GrainRow row);
        return $"{address} {Convert.ToHexString(row.Blob.Span)} {row.Entry.State} {row.Entry.IsContradicted} {row.Entry.NeedsReview} {string.Join(',', row.Entry.Rivals)} {row.AcceptedAt}";
    }).ToArray());
}
