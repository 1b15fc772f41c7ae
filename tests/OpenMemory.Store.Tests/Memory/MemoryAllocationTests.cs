using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What the in-memory store allocates.</summary>
[TestFixture, NonParallelizable]
public sealed class MemoryAllocationTests
{
    private const int Grains = 10_000;

    private MemoryBackend _backend = null!;

    [OneTimeSetUp]
    public void Fill()
    {
        _backend = new();
        _backend.Insert([.. Enumerable.Range(0, Grains).Select(static i => Backends.Grain(i))]);
        ContentAddress successor = Backends.Grain(1).Address;
        _backend.Write(writer =>
        {
            for (int i = 0; i < Grains; i += 2)
                writer.SetEntry(Backends.Grain(i).Address, IndexEntry.Default with { State = new() { SupersededBy = successor, SystemValidTo = 5 } }, default, 5);
        });
    }

    [OneTimeTearDown]
    public void End() => _backend.Dispose();

    [Test]
    public void Looking_up_allocates_nothing()
    {
        ContentAddress address = Backends.Grain(4).Address, absent = Backends.Grain(-1).Address;
        long allocated = Allocations.Of(() =>
        {
            using IStoreReader reader = _backend.BeginRead();
            bool isRight = reader.Contains(address) && !reader.Contains(absent) && !reader.IsDeleted(address) && reader.SuccessorOf(address, out _) is not null;
            if (!isRight) throw new InvalidOperationException();
        });
        Assert.That(allocated, Is.EqualTo(0));
    }

    [Test]
    public void Getting_a_grain_allocates_the_blob_and_its_bytes()
    {
        GrainBlob grain = Backends.Grain(3);
        long copy = Allocations.Of(() => GC.KeepAlive(GrainBlob.AdoptTrusted(grain.Span.ToArray(), grain.Address, true, null)));
        long allocated = Allocations.Of(() =>
        {
            using IStoreReader reader = _backend.BeginRead();
            if (!reader.TryGet(grain.Address, out GrainRow row)) throw new InvalidOperationException();
            GC.KeepAlive(row.Blob);
        });
        Assert.That(allocated, Is.EqualTo(copy));
    }

    [Test]
    public void Counting_an_access_allocates_nothing()
    {
        ContentAddress[] addresses = [Backends.Grain(4).Address, Backends.Grain(5).Address];
        Assert.That(Allocations.Of(() => _backend.CountAccess(addresses, 7)), Is.EqualTo(0));
    }

    [TestCaseSource(nameof(Queries))]
    public void Asking_ten_thousand_grains_allocates_no_more_than_asking_none(GrainQuery query)
    {
        using MemoryBackend empty = new();
        long few = Measure(empty), many = Measure(_backend);
        Assert.That(many - few, Is.LessThan(1024), "bytes for ten thousand grains");

        long Measure(MemoryBackend backend)
        {
            long least = long.MaxValue;
            for (int i = 0; i < 30; i++)
            {
                using IStoreReader reader = backend.BeginRead();
                long before = GC.GetAllocatedBytesForCurrentThread();
                if (reader.Query(query).Hits.Count > 1) throw new InvalidOperationException();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            return least;
        }
    }

    private static IEnumerable<GrainQuery> Queries()
    {
        yield return new() { Subject = "pat", Object = "nothing", Status = GrainStatus.Any };
        yield return new() { Where = [new(Field.Confidence, 0.5)], Status = GrainStatus.Any };
        yield return new() { Namespaces = [""], Status = GrainStatus.Any };
        yield return new() { Types = [GrainType.Goal] };
        yield return new() { From = 99_000_000 };
        yield return new() { Relation = "counted", Where = [new(Field.Object, "no object")], AsOf = new() };
    }
}
