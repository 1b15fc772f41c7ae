using System.Reflection;

namespace OpenMemory.Store.Conformance;

/// <summary>Deletion: for compliance, one way, and recorded (§28.4, R-49).</summary>
public abstract class DeletionTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-28.4-4")]
    [Requirement("OMS-17.2-2")]
    public async Task A_deleted_grain_is_gone_and_its_deletion_is_recorded()
    {
        ContentAddress address = await Put(NewFact());
        WriteResult result = await Store.DeleteAsync(address, new() { Reason = "retention ended", Actor = "job:retention" });
        IsDone(result);
        Assert.That(await Store.GetAsync(address), Is.Null);
        Assert.That(await Store.ExistsAsync(address), Is.False);
        Assert.That(await Store.GetHistoryAsync(address), Is.Null);
        Assert.That(await Find(new() { Status = GrainStatus.Any, Subject = Customer }), Is.Empty);
        Assert.That((await Store.GetStatisticsAsync()).Deleted, Is.EqualTo(1));
        AuditEntry entry = (await Audit()).Single(static entry => entry.Act == AuditAct.Deleted);
        Assert.That((entry.Grain, entry.Actor, entry.Detail), Is.EqualTo(((ContentAddress?)address, (string?)"job:retention", (string?)"retention ended")));
        StoredGrain record = (await Store.GetAsync(entry.Record!.Value))!;
        Assert.That(record.Blob.Header.Type, Is.EqualTo(GrainType.Observation));
    }

    [Test]
    [Requirement("OMS-28.4-6")]
    [Requirement("R-49")]
    public async Task A_deleted_address_is_not_taken_back_by_any_way()
    {
        Fact old = NewFact(), next = old.Next("phone");
        ContentAddress root = await Put(old), address = await Put(next);
        await Store.DeleteAsync(address);
        string before = await StoreImage.Of(Store);
        Assert.That((await TryPut(next)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        Assert.That((await Store.PutBatchAsync([next.ToBlob().Memory])).Single().Outcome, Is.EqualTo(WriteOutcome.Deleted));
        Assert.That((await Receive(next.ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        Assert.That((await TrySupersede(root, next)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        await Store.MergeIndexAsync([new(address, new() { VerificationStatus = IndexState.Verified })]);
        Assert.That((await Store.DeleteAsync(address)).Outcome, Is.EqualTo(WriteOutcome.Deleted));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-28.4-6")]
    public void Nothing_of_a_store_takes_back_a_deletion()
    {
        string[] offending = ["undelete", "restore", "recover", "revive", "undo"];
        IEnumerable<string> members = new[] { typeof(IGrainStore), Store.GetType() }.SelectMany(static type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Select(static member => member.Name);
        Assert.That(members.Where(name => offending.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))), Is.Empty);
    }

    [Test]
    public async Task What_is_not_here_is_not_deleted()
    {
        Assert.That((await Store.DeleteAsync(NewFact().Address())).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await Store.GetStatisticsAsync()).Deleted, Is.Zero);
    }

    [Test]
    public async Task Deleting_leaves_the_rest_of_the_chain()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone"));
        await Store.DeleteAsync(first);
        Assert.That(await Store.GetHeadAsync(second), Is.EqualTo(second));
        Assert.That((await EntryOf(second)).IsCurrent, Is.True);
        IsDone(await TryPut(NewFact("another")));
    }

    [Test]
    public async Task A_deleted_grain_is_found_by_no_vector()
    {
        ContentAddress address = await Put(NewFact());
        await Store.SetVectorAsync(address, new float[] { 1, 0 });
        await Store.DeleteAsync(address);
        Assert.That((await Store.SearchAsync(new() { Vector = new float[] { 1, 0 }, Filter = new() { Status = GrainStatus.Any } })).Results, Is.Empty);
    }
}
