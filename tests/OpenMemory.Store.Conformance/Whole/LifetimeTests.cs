namespace OpenMemory.Store.Conformance;

/// <summary>Cancellation and disposal.</summary>
public abstract class LifetimeTests : GrainStoreFixture
{
    [Test]
    public async Task Work_that_was_cancelled_before_it_began_does_nothing()
    {
        ContentAddress address = await Put(NewFact());
        string before = await StoreImage.Of(Store);
        CancellationToken cancelled = new(canceled: true);
        ReadOnlyMemory<byte> blob = NewFact("phone").ToBlob().Memory;
        (string Name, Func<Task> Act)[] acts =
        [
            ("get", () => Store.GetAsync(address, cancelled).AsTask()), ("get batch", () => Store.GetBatchAsync([address], cancelled).AsTask()),
            ("exists", () => Store.ExistsAsync(address, cancelled).AsTask()), ("put", () => Store.PutAsync(blob, null, cancelled).AsTask()),
            ("put batch", () => Store.PutBatchAsync([blob], null, cancelled).AsTask()), ("supersede", () => Store.SupersedeAsync(address, blob, null, cancelled).AsTask()),
            ("contradict", () => Store.ContradictAsync(address, null, cancelled).AsTask()), ("verify", () => Store.VerifyAsync(address, null, cancelled).AsTask()),
            ("lift", () => Store.LiftHoldAsync(address, null, cancelled).AsTask()), ("delete", () => Store.DeleteAsync(address, null, cancelled).AsTask()),
            ("query", () => Store.QueryAsync(new(), cancelled).AsTask()), ("search", () => Store.SearchAsync(new() { Text = "a" }, cancelled).AsTask()),
            ("head", () => Store.GetHeadAsync(address, cancelled).AsTask()), ("history", () => Store.GetHistoryAsync(address, cancelled).AsTask()),
            ("receive", () => Store.ReceiveAsync([new(blob)], cancelled).AsTask()),
            ("merge", () => Store.MergeIndexAsync([new(address, new() { VerificationStatus = IndexState.Verified })], false, cancelled).AsTask()),
            ("changes", () => Store.ReadChangesAsync(0, false, cancelled).ToListAsync(CancellationToken.None).AsTask()),
            ("audit", () => Store.ReadAuditAsync(0, cancelled).ToListAsync(CancellationToken.None).AsTask()),
            ("report", () => Store.ReportSubjectAsync(Customer, null, cancelled).AsTask()), ("erase", () => Store.EraseSubjectAsync(Customer, null, cancelled).AsTask()),
            ("cascade", () => Store.CascadeConsentAsync(true, cancelled).AsTask()), ("statistics", () => Store.GetStatisticsAsync(cancelled).AsTask()),
            ("vector", () => Store.SetVectorAsync(address, new float[] { 1 }, cancelled).AsTask()),
            ("metadata", () => Store.Metadata.PutAsync("a", "b", cancelled).AsTask()), ("content", () => Store.Content.PutAsync(blob, cancelled).AsTask()),
        ];
        foreach ((string name, Func<Task> act) in acts) await Assert.ThatAsync(act, Throws.InstanceOf<OperationCanceledException>(), name);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    public async Task A_store_that_was_disposed_of_says_so()
    {
        IGrainStore store = NewStore();
        ContentAddress address = (await store.PutAsync(NewFact().ToBlob().Memory)).Address;
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThatAsync(async () => await store.GetAsync(address), Throws.TypeOf<ObjectDisposedException>());
        await Assert.ThatAsync(async () => await store.PutAsync(NewFact().ToBlob().Memory), Throws.TypeOf<ObjectDisposedException>());
        await Assert.ThatAsync(async () => await store.QueryAsync(new()), Throws.TypeOf<ObjectDisposedException>());
        await Assert.ThatAsync(async () => await store.Metadata.GetAsync("a"), Throws.TypeOf<ObjectDisposedException>());
        await Assert.ThatAsync(async () => await store.Content.PutAsync(new byte[] { 1 }), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public async Task A_follower_does_not_outlive_the_store()
    {
        IGrainStore store = NewStore();
        Task<Exception?> following = Task.Run(async () =>
        {
            try
            {
                await foreach (GrainChange _ in store.ReadChangesAsync(0, follow: true)) { }
                return null;
            }
            catch (ObjectDisposedException disposed)
            {
                return (Exception)disposed;
            }
            catch (OperationCanceledException cancelled)
            {
                return cancelled;
            }
        });
        await Task.Delay(50);
        await store.DisposeAsync();
        await following.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task Options_that_cannot_be_are_told_to_the_caller()
    {
        ReadOnlyMemory<byte> blob = NewFact().ToBlob().Memory;
        await Assert.ThatAsync(async () => await Store.PutAsync(blob, new() { OperationId = new string('x', 257) }), Throws.ArgumentException);
        await Assert.ThatAsync(async () => await Store.PutAsync(blob, new() { Actor = new string('x', 1025) }), Throws.ArgumentException);
        await Assert.ThatAsync(async () => await Store.PutAsync(blob, new() { Actor = "\ud800" }), Throws.InstanceOf<ArgumentException>());
        await Assert.ThatAsync(async () => await Store.SupersedeAsync(default, blob, new() { Justification = new string('x', 4097) }), Throws.ArgumentException);
        await Assert.ThatAsync(async () => await Store.DeleteAsync(default, new() { Reason = new string('x', 501) }), Throws.ArgumentException);
        Assert.That((await Store.GetStatisticsAsync()).Grains, Is.Zero);
    }
}
