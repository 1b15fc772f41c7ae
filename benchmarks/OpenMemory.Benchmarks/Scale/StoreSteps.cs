using System.Diagnostics;
using System.Globalization;
using OpenMemory.Store;
using OpenMemory.Supersession;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>The steps of the store run.</summary>
internal sealed class StoreSteps(IGrainStore store, ContentAddress[] addresses)
{
    private const int Chains = 20_000, Longest = 5;

    /// <summary>Bytes of all grains that were put.</summary>
    internal long BlobBytes { get; private set; }

    /// <summary>Puts grains one by one, or in batches.</summary>
    internal async Task<ScaleRow> PutAsync(int first, int end, int batch, bool isBatch)
    {
        ReadOnlyMemory<byte>[] blobs = new ReadOnlyMemory<byte>[batch];
        TimeSpan time = default, busy = default;
        int done = 0, made;
        for (int i = first; i < end; i += made)
        {
            made = Math.Min(batch, end - i);
            for (int j = 0; j < made; j++)
            {
                GrainBlob blob = StoreGrains.Blob(i + j);
                (blobs[j], addresses[i + j]) = (blob.Memory, blob.Address);
                BlobBytes += blob.Length;
            }
            long start = Stopwatch.GetTimestamp();
            TimeSpan before = Busy;
            if (isBatch)
            {
                foreach (WriteResult result in await store.PutBatchAsync(blobs.AsMemory(0, made).ToArray())) done += result.IsSuccess ? 1 : 0;
            }
            else
            {
                for (int j = 0; j < made; j++) done += (await store.PutAsync(blobs[j])).IsSuccess ? 1 : 0;
            }
            time += Stopwatch.GetElapsedTime(start);
            busy += Busy - before;
        }
        return new(isBatch ? "PutBatchAsync, 1000 each" : "PutAsync", time, end - first, 0, done == end - first ? Each(busy, end - first) : "LOST GRAINS");
    }

    /// <summary>Puts grains into what lies beneath the store, without any rule: what is left of a put is the rules' and the codec's.</summary>
    internal static ScaleRow InsertBeneath(int count)
    {
        using MemoryBackend backend = new();
        TimeSpan time = default, busy = default;
        GrainRow[] rows = new GrainRow[1000];
        for (int i = 0; i < count; i += rows.Length)
        {
            for (int j = 0; j < rows.Length; j++) rows[j] = new(StoreGrains.Blob(i + j), IndexEntry.Default, i, ProtectionGuard.None);
            TimeSpan before = Busy;
            long start = Stopwatch.GetTimestamp();
            using (IStoreWriter writer = backend.BeginWrite())
            {
                foreach (ref readonly GrainRow row in rows.AsSpan()) writer.Insert(row, row.Blob);
                writer.Commit();
            }
            time += Stopwatch.GetElapsedTime(start);
            busy += Busy - before;
        }
        return new("into the memory alone, 1000 each", time, count, 0, Each(busy, count));
    }

    /// <summary>Gets grains at random.</summary>
    internal async Task<ScaleRow> GetAsync()
    {
        int reads = Math.Min(addresses.Length, 1_000_000), found = 0;
        Random random = new(1);
        TimeSpan before = Busy;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < reads; i++) found += await store.GetAsync(addresses[random.Next(addresses.Length)]) is null ? 0 : 1;
        return new("GetAsync at random", Stopwatch.GetElapsedTime(start), reads, 0, found == reads ? Each(Busy - before, reads) : "LOST GRAINS");
    }

    /// <summary>Asks questions that an index helps with, and one that it does not.</summary>
    internal async Task<IReadOnlyList<ScaleRow>> QueryAsync() =>
    [
        await QueryAsync("QueryAsync by session", 1000, static i => new() { SessionId = $"session-{i}", Order = GrainOrder.Timeline }),
        await QueryAsync("QueryAsync by subject and relation", 1000, static i => new() { Subject = $"customer-{i}", Relation = "owns" }),
        await QueryAsync("QueryAsync by namespace", 5, static _ => new() { Namespaces = ["sales"] }),
        await QueryAsync("QueryAsync that looks at every grain", 5, static _ => new() { Where = [new(Field.Confidence, 0.75)] }),
        await SearchAsync(),
    ];

    /// <summary>Makes chains of one to five grains, and finds their heads.</summary>
    internal async Task<IReadOnlyList<ScaleRow>> ChainsAsync()
    {
        int chains = Math.Min(Chains, addresses.Length / 8), superseded = 0;
        TimeSpan time = default, busy = default;
        for (int chain = 0; chain < chains; chain++)
        {
            ContentAddress head = addresses[chain * 4];
            for (int i = 0; i < chain % Longest; i++)
            {
                GrainBlob next = new Fact { Subject = $"customer-{chain}", Relation = "owns", Object = $"{i} boxes", Confidence = 1, CreatedAt = i, DerivedFrom = [head] }.ToBlob();
                TimeSpan before = Busy;
                long start = Stopwatch.GetTimestamp();
                head = (await store.SupersedeAsync(head, next.Memory)).Require();
                time += Stopwatch.GetElapsedTime(start);
                busy += Busy - before;
                superseded++;
            }
        }
        Random random = new(1);
        int found = 0, reads = 500_000;
        TimeSpan begun = Busy;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < reads; i++) found += await store.GetHeadAsync(addresses[random.Next(chains) * 4]) is null ? 0 : 1;
        return
        [
            new("SupersedeAsync", time, superseded, 0, Each(busy, superseded)),
            new("GetHeadAsync, chains of 1 to 5", Stopwatch.GetElapsedTime(begin), reads, 0, found == reads ? Each(Busy - begun, reads) : "LOST HEADS"),
        ];
    }

    private async Task<ScaleRow> QueryAsync(string name, int times, Func<int, GrainQuery> query)
    {
        TimeSpan before = Busy;
        long found = 0, start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++) found += (await store.QueryAsync(query(i))).Total;
        return Asked(name, start, before, times, found);
    }

    private async Task<ScaleRow> SearchAsync()
    {
        TimeSpan before = Busy;
        long start = Stopwatch.GetTimestamp();
        GrainPage page = await store.SearchAsync(new() { Text = "duplicate refund of the second payment" });
        return Asked("SearchAsync over every grain, six words", start, before, 1, page.Total);
    }

    private static ScaleRow Asked(string name, long start, TimeSpan before, int times, long found)
    {
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return new(name, time, times, 0, string.Create(CultureInfo.InvariantCulture, $"{Each(Busy - before, times)}, {found / (double)times:N1} found"));
    }

    /// <summary>Time of processors, which counts where other programs want them too.</summary>
    private static TimeSpan Busy => Environment.CpuUsage.TotalTime;

    private static string Each(TimeSpan busy, int times) => string.Create(CultureInfo.InvariantCulture, $"{busy.TotalMicroseconds / times:N1} µs of processor each");
}
