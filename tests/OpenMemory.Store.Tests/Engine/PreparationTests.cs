namespace OpenMemory.Store.Tests;

/// <summary>Many grains of one call are prepared side by side; what becomes of each is the same as alone, and in the same order (R-49).</summary>
[TestFixture]
public sealed class PreparationTests
{
    private const int Count = 500;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public async Task Received_grains_become_what_they_become_one_by_one(int cores) // OMS-28.4-7
    {
        ReceivedBytes[] received = [.. Delivered().Select(static (bytes, i) => new ReceivedBytes(bytes, i % 3 == 0 ? new() { Mode = ReadingMode.Compatible } : default))];
        await using InMemoryGrainStore together = new(new() { Cores = cores }), alone = new(new() { Cores = cores });
        List<string> expected = [];
        foreach (ReceivedBytes grain in received) expected.AddRange((await alone.ReceiveAsync([grain])).Select(Line));
        IReadOnlyList<WriteResult> results = await together.ReceiveAsync(received);
        Assert.That(results.Select(Line), Is.EqualTo(expected));
        Assert.That(results.Select(static result => result.Outcome).Distinct(), Is.EquivalentTo(new[] { WriteOutcome.Done, WriteOutcome.Existing, WriteOutcome.Refused }));
        Assert.That(results.Count(static result => result.Warnings is not null), Is.GreaterThan(5));
        Assert.That(await together.Contents(), Is.EqualTo(await alone.Contents()));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public async Task Authored_grains_become_what_they_become_one_by_one(int cores) // R-49
    {
        ReadOnlyMemory<byte>[] authored = [.. Delivered()];
        await using InMemoryGrainStore together = new(new() { Cores = cores }), alone = new(new() { Cores = cores });
        List<string> expected = [];
        foreach (ReadOnlyMemory<byte> grain in authored) expected.Add(Line(await alone.PutAsync(grain)));
        IReadOnlyList<WriteResult> results = await together.PutBatchAsync(authored);
        Assert.That(results.Select(Line), Is.EqualTo(expected));
        Assert.That(results.Count(static result => result.Outcome == WriteOutcome.Refused), Is.GreaterThan(20));
        Assert.That(await together.Contents(), Is.EqualTo(await alone.Contents()));
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task What_was_cancelled_writes_nothing(int cores)
    {
        ReadOnlyMemory<byte>[] grains = [.. Delivered()];
        await using InMemoryGrainStore store = new(new() { Cores = cores });
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.That(async () => await store.PutBatchAsync(grains, null, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await store.ReceiveAsync(Array.ConvertAll(grains, static bytes => new ReceivedBytes(bytes)), source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await store.GetStatisticsAsync()).Grains, Is.Zero);
    }

    [Test]
    public async Task What_the_caller_changes_afterwards_is_not_what_was_kept([Values(1, 4)] int cores, [Values] bool puts)
    {
        byte[][] bytes = [.. Memories.Many(200).Select(static grain => grain.Span.ToArray())];
        await using InMemoryGrainStore store = new(new() { Cores = cores });
        IReadOnlyList<WriteResult> results = puts
            ? await store.PutBatchAsync(Array.ConvertAll(bytes, static grain => (ReadOnlyMemory<byte>)grain))
            : await store.ReceiveAsync(Array.ConvertAll(bytes, static grain => new ReceivedBytes(grain)));
        foreach (byte[] grain in bytes) grain.AsSpan().Clear();
        await foreach (StoredGrain grain in store.ReadAllAsync()) Assert.That(ContentAddress.Compute(grain.Blob.Span), Is.EqualTo(grain.Address));
        Assert.That(results.All(static result => result.Outcome == WriteOutcome.Done), Is.True);
    }

    private static string Line(WriteResult result) =>
        $"{result.Outcome} {result.Address} {result.Fault} {string.Join(';', result.Warnings?.Select(static fault => $"{fault}") ?? [])}";

    /// <summary>Sound grains, and among them some twice, some that are not canonical, some in envelopes that nobody can verify, and some that are none.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Delivered()
    {
        GrainBlob[] grains = Memories.Many(Count);
        for (int i = 0; i < Count; i++)
        {
            yield return (i % 25) switch
            {
                3 => grains[i - 1].Memory,
                4 => Convert.FromHexString("01000800000000000082a26361cc01a174a9726561736f6e696e67"), // a number that is not written in its shortest form
                5 => Around(new Reasoning { CreatedAt = i, Conclusion = $"number {i}", IsSigned = true }.ToBlob().Span),
                6 => Around(grains[i].Span), // its signed flag is clear
                7 => new byte[] { 1, 2, 3 },
                8 => ReadOnlyMemory<byte>.Empty,
                _ => grains[i].Memory,
            };
        }
    }

    private static byte[] Around(ReadOnlySpan<byte> payload) =>
        [0xd2, 0x84, 0x52, 0xa2, 0x01, 0x27, 0x04, 0x4d, .. "did:example:a"u8, 0xa0, 0x58, (byte)payload.Length, .. payload, 0x58, 64, .. new byte[64]];
}
