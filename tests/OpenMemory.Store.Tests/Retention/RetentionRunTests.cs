namespace OpenMemory.Store.Tests;

/// <summary>Runs of retention that are interrupted, or are not alone.</summary>
[TestFixture]
public sealed class RetentionRunTests
{
    private static readonly RetentionPolicy s_warms = new(new RetentionRule { Name = "warms", Since = RetentionEvent.Accepted, WarmAfter = TimeSpan.Zero });

    [Test]
    public async Task A_run_that_is_called_off_keeps_whole_scopes_and_the_next_one_does_the_rest()
    {
        using CancellationTokenSource source = new();
        CallingOffClock clock = new();
        await using InMemoryGrainStore store = new(new() { Clock = clock });
        await store.PutBatchAsync([.. Enumerable.Range(0, 600).Select(static number => Backends.Grain(number + 1).Memory)]);
        (clock.CallsLeft, clock.Source) = (3, source); // the run's own time, the mark's scope has none, then two scopes that write
        Assert.That(async () => await store.ApplyRetentionAsync(s_warms, null, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await CountAsync(store, StorageTier.Warm), Is.EqualTo(512));
        RetentionReport report = await store.ApplyRetentionAsync(s_warms);
        Assert.That((report.Rules[0].LookedAt, report.Rules[0].Warmed), Is.EqualTo((600L, 88L)));
    }

    [Test]
    public void A_run_stops_cooling_and_removing_when_another_one_cooled()
    {
        using MemoryBackend backend = new();
        backend.Write(static writer => writer.SetMetadata(RetentionRest.Key, "1000"));
        RetentionRest first = backend.Read(static reader => new RetentionRest(reader, TimeSpan.FromSeconds(1), 2000));
        RetentionRest second = backend.Read(static reader => new RetentionRest(reader, TimeSpan.FromSeconds(1), 2500));
        Assert.That((first.MayCool, first.MayRemove, second.MayRemove), Is.EqualTo((true, true, true)));
        backend.Write(second.Begin);
        Assert.That((backend.Read(second.IsMine), second.MayRemove), Is.EqualTo((true, true)));
        Assert.That((backend.Read(first.IsMine), first.MayCool, first.MayRemove), Is.EqualTo((false, false, false)));
        RetentionRest early = backend.Read(static reader => new RetentionRest(reader, TimeSpan.FromSeconds(1), 3499));
        Assert.That((early.IsKnown, early.MayCool, early.MayRemove), Is.EqualTo((true, false, false)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("soon")]
    [TestCase("-1")]
    [TestCase("2001")]
    public void A_mark_that_tells_no_past_time_lets_grains_cool_and_removes_none(string? mark)
    {
        using MemoryBackend backend = new();
        backend.Write(writer => writer.SetMetadata(RetentionRest.Key, mark));
        RetentionRest rest = backend.Read(static reader => new RetentionRest(reader, TimeSpan.Zero, 2000));
        Assert.That((rest.IsKnown, rest.MayCool, rest.MayRemove), Is.EqualTo((false, true, false)));
    }

    private static async Task<int> CountAsync(InMemoryGrainStore store, StorageTier tier)
    {
        int count = 0;
        await foreach (StoredGrain grain in store.ReadAllAsync()) count += grain.Tier == tier ? 1 : 0;
        return count;
    }

    /// <summary>A clock that calls work off when it was asked often enough.</summary>
    private sealed class CallingOffClock : TimeProvider
    {
        internal int CallsLeft { get; set; }

        internal CancellationTokenSource? Source { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (Source is not null && --CallsLeft == 0) Source.Cancel();
            return DateTimeOffset.UnixEpoch.AddYears(60);
        }
    }
}
