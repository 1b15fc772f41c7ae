namespace OpenMemory.Store.Conformance;

/// <summary>Many grains at once, each for itself .</summary>
public abstract class BatchTests : GrainStoreFixture
{
    [Test]
    [Requirement("R-49")]
    public async Task Each_grain_of_a_batch_succeeds_or_fails_for_itself()
    {
        GrainBlob first = NewFact("a").ToBlob(), last = NewFact("b").ToBlob();
        ContentAddress deleted = await Put(NewFact("gone"));
        await Store.DeleteAsync(deleted);
        IReadOnlyList<WriteResult> results = await Store.PutBatchAsync(
            [first.Memory, new byte[] { 1, 2, 3 }, first.Memory, NewFact("gone").ToBlob().Memory, ReadOnlyMemory<byte>.Empty, last.Memory]);
        Assert.That(results.Select(static result => result.Outcome), Is.EqualTo(new[]
        {
            WriteOutcome.Done, WriteOutcome.Refused, WriteOutcome.Existing, WriteOutcome.Deleted, WriteOutcome.Refused, WriteOutcome.Done,
        }));
        Assert.That(await Store.ExistsAsync(first.Address), Is.True);
        Assert.That(await Store.ExistsAsync(last.Address), Is.True);
    }

    [Test]
    public async Task A_batch_has_no_operation_id() =>
        await Assert.ThatAsync(async () => await Store.PutBatchAsync([NewFact().ToBlob().Memory], new() { OperationId = "one" }), Throws.ArgumentException);

    [Test]
    [Requirement("OMS-28.4-1")]
    public async Task Grains_are_read_in_the_order_in_which_they_were_asked_for()
    {
        ContentAddress first = await Put(NewFact("a")), second = await Put(NewFact("b")), absent = NewFact("c").Address();
        IReadOnlyList<StoredGrain?> found = await Store.GetBatchAsync([second, absent, first, second]);
        Assert.That(found.Select(static grain => grain?.Address), Is.EqualTo(new ContentAddress?[] { second, null, first, second }));
    }

    [Test]
    public async Task Empty_batches_are_answered_emptily()
    {
        Assert.That(await Store.PutBatchAsync([]), Is.Empty);
        Assert.That(await Store.GetBatchAsync([]), Is.Empty);
        Assert.That(await Store.ReceiveAsync([]), Is.Empty);
        Assert.That(await Store.MergeIndexAsync([]), Is.Empty);
        Assert.That((await Store.GetStatisticsAsync()).LastChange, Is.Zero);
    }

    [Test]
    public async Task A_large_batch_is_whole()
    {
        ReadOnlyMemory<byte>[] blobs = [.. Enumerable.Range(0, 500).Select(static number => NewFact($"value {number}").ToBlob().Memory)];
        IReadOnlyList<WriteResult> results = await Store.PutBatchAsync(blobs);
        Assert.That(results, Has.All.Matches<WriteResult>(static result => result.Outcome == WriteOutcome.Done));
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.EqualTo(500));
        Assert.That((await Changes()).Select(static change => change.Address), Is.EqualTo(results.Select(static result => result.Address)));
    }
}
