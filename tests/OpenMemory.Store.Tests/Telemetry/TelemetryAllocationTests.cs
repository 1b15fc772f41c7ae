namespace OpenMemory.Store.Tests;

/// <summary>While nobody listens, being watched allocates nothing.</summary>
[TestFixture, NonParallelizable]
public sealed class TelemetryAllocationTests
{
    private InMemoryGrainStore _store = null!;
    private ContentAddress _grain, _absent;

    [SetUp]
    public async Task Begin()
    {
        _store = new();
        _grain = (await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()))).Require();
        _absent = ContentAddress.Compute("absent"u8);
    }

    [TearDown]
    public void End() => _store.Dispose();

    [Test]
    public void Asking_for_a_grain_or_its_head_allocates_nothing()
    {
        Assert.That(StoreInstruments.IsOn, Is.False, "nobody listens");
        long allocated = Allocations.Of(() =>
        {
            bool isRight = Result(_store.ExistsAsync(_grain)) && !Result(_store.ExistsAsync(_absent))
                && Result(_store.GetHeadAsync(_grain)) == _grain && Result(_store.GetHeadAsync(_absent)) is null && Result(_store.GetAsync(_absent)) is null;
            if (!isRight) throw new InvalidOperationException();
        });
        Assert.That(allocated, Is.EqualTo(0));
    }

    [Test]
    public void Getting_a_grain_allocates_what_reading_it_unwatched_does()
    {
        IQuietReads quiet = _store;
        Result(_store.GetAsync(_grain)); // from now on its entry has a count
        long unwatched = Allocations.Of(() => GC.KeepAlive(Result(quiet.PeekAsync(_grain, CancellationToken.None))));
        long watched = Allocations.Of(() => GC.KeepAlive(Result(_store.GetAsync(_grain))));
        Assert.That(watched, Is.EqualTo(unwatched));
    }

    private static T Result<T>(ValueTask<T> answer) => answer.IsCompletedSuccessfully ? answer.Result : throw new InvalidOperationException();
}
